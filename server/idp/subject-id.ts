import { createHmac } from 'node:crypto';
import { ATTRIBUTE_FORMAT, SUBJECT_ID } from '#shared/saml/names.ts';
import type { AttributeDraft } from '#shared/saml/write/write-assertion.ts';
import type { Idp } from './idp.ts';
import type { ServiceProvider } from './service-providers.ts';
import type { IdpLogin } from './state.ts';
import type { TestUser } from './users.ts';

/** Whose users these are: the part behind the @ (saml-subject-id-attr 3.3). */
export const SCOPE = 'test-idp.example';

/**
 * The identifiers that a service provider says in its metadata that it needs (saml-subject-id-attr 4): `subject-id` is
 * the same everywhere, `pairwise-id` different at each service provider. Who says nothing gets none.
 */
export function identifiersOf(
  idp: Idp,
  user: TestUser,
  { serviceProvider }: IdpLogin,
  wanted: ServiceProvider['subjectId'],
): readonly AttributeDraft[] {
  const identifier = (name: string, id: string): AttributeDraft => {
    return { name, friendlyName: null, nameFormat: ATTRIBUTE_FORMAT.uri, values: [`${id}@${SCOPE}`] };
  };
  const pairwise = () =>
    createHmac('sha256', idp.state.secret).update(`pairwise\n${serviceProvider}\n${user.id}`).digest('hex');
  return [
    ...(wanted === 'subject-id' || wanted === 'any' ? [identifier(SUBJECT_ID.subject, user.id)] : []),
    ...(wanted === 'pairwise-id' || wanted === 'any' ? [identifier(SUBJECT_ID.pairwise, pairwise())] : []),
  ];
}
