import { messageContentOf } from '#shared/explain/facts/message-content.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { FilterSubject } from './filter-subject.ts';

/** Attributes that name the user, by the last part of their name. */
const NAMES_USER =
  /(?:^|[/:.])(?:uid|upn|mail|e-?mail(?:address)?|name|displayname|givenname|surname|sn|cn|userprincipalname|samaccountname|eppn|edupersonprincipalname|nameidentifier|objectidentifier|first_?name|last_?name|user(?:_?name|id)?)$/i;

/** What was found of a message or an exchange, and of its flow as such. Passed checks are not found. */
export function findingsOf({ message, flow }: FilterSubject): readonly Finding[] {
  const cause = flow?.cause ?? null;
  const isOfFlow = cause !== null && cause.message === null;
  return [...(message?.findings ?? []), ...(flow?.findings ?? []), ...(isOfFlow ? [cause] : [])].filter(
    ({ outcome }) => outcome !== 'pass',
  );
}

/** Every attribute of the assertions that can be read. */
export function attributesOf({ message }: InspectedMessage): readonly Attribute[] {
  return assertionsInClear(message).flatMap(({ attributes }) => attributes);
}

/** Whom the message is about. */
export function nameIdsOf(message: InspectedMessage): readonly string[] {
  const { nameId } = messageContentOf(message);
  return nameId === null ? [] : [nameId.value];
}

/** Values of attributes that name the user. */
export function userValuesOf(message: InspectedMessage): readonly string[] {
  return attributesOf(message)
    .filter(({ name, friendlyName }) => NAMES_USER.test(name) || NAMES_USER.test(friendlyName ?? ''))
    .flatMap(({ values }) => values);
}
