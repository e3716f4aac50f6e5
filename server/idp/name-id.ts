import { createHmac } from 'node:crypto';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { NameIdDraft } from '#shared/saml/write/write-head.ts';
import type { Idp } from './idp.ts';
import type { IdpLogin } from './state.ts';
import type { TestUser } from './users.ts';

/** Formats that can be asked for; the first is what one gets who asks for none. */
export const NAMEID_FORMATS: readonly string[] = [
  NAMEID_FORMAT.persistent,
  NAMEID_FORMAT.transient,
  NAMEID_FORMAT.emailAddress,
  NAMEID_FORMAT.unspecified,
];

/**
 * The name of a user for one service provider, in the format that it asked for (saml-core 8.3). Persistent: the
 * same at every login, different at each service provider (8.3.7). Null: this IdP has no names of that format.
 */
export function nameIdFor(idp: Idp, user: TestUser, { serviceProvider, nameIdFormat }: IdpLogin): NameIdDraft | null {
  const plain = { nameQualifier: null, spNameQualifier: null };
  switch (nameIdFormat) {
    case null:
    case NAMEID_FORMAT.unspecified:
    case NAMEID_FORMAT.persistent:
      return {
        value: createHmac('sha256', idp.state.secret).update(`${serviceProvider}\n${user.id}`).digest('base64url'),
        format: NAMEID_FORMAT.persistent,
        nameQualifier: idp.entityId,
        spNameQualifier: serviceProvider,
      };
    case NAMEID_FORMAT.transient:
      return { ...plain, value: `_${idp.random()}`, format: NAMEID_FORMAT.transient };
    case NAMEID_FORMAT.emailAddress:
      return { ...plain, value: user.email, format: NAMEID_FORMAT.emailAddress };
    default:
      return null;
  }
}
