import type { Assertion, Attribute, SubjectConfirmation } from '#shared/saml/assertion.ts';
import type { LogoutRequest, LogoutResponse } from '#shared/saml/messages.ts';
import { nestedNameIdsOf } from '#shared/saml/read-attributes.ts';
import type { Instant, NameIdentifier } from '#shared/saml/values.ts';

/** One thing that a reader took from a message: what it is about, and its text. What is absent has no fact. */
export type ReadValue = readonly [what: string, text: string];

/** What is consumed of a message, and so read by two readers. */
export type Consumed = Assertion | LogoutRequest | LogoutResponse;

/**
 * What our own reader took from the message, in document order: everything that a session, a logout or the judgement
 * on its times and addressees is made of. `read-with-xmldom.ts` says the same in the same words.
 */
export function readValuesOf(consumed: Consumed): readonly ReadValue[] {
  return present('kind' in consumed ? logoutFacts(consumed) : assertionFacts(consumed));
}

type MaybeValue = readonly [what: string, text: string | null | undefined];

function present(facts: readonly MaybeValue[]): readonly ReadValue[] {
  return facts.flatMap(([what, text]): ReadValue[] => (text == null ? [] : [[what, text]]));
}

function assertionFacts(assertion: Assertion): readonly MaybeValue[] {
  const { subject, conditions } = assertion;
  return [
    ['ID', assertion.id],
    ['IssueInstant', instantText(assertion.issueInstant)],
    ['Issuer', assertion.issuer?.value],
    ...nameIdFacts(subject?.nameId ?? null),
    ...(subject?.confirmations ?? []).flatMap(confirmationFacts),
    ['NotBefore of Conditions', instantText(conditions?.notBefore)],
    ['NotOnOrAfter of Conditions', instantText(conditions?.notOnOrAfter)],
    ...(conditions?.audienceRestrictions ?? []).flatMap(({ audiences }): MaybeValue[] => [
      ['AudienceRestriction', ''],
      ...audiences.map((audience): MaybeValue => ['Audience', audience]),
    ]),
    ...assertion.authnStatements.flatMap((statement): MaybeValue[] => [
      ['AuthnInstant', instantText(statement.authnInstant)],
      ['SessionIndex', statement.sessionIndex],
      ['SessionNotOnOrAfter', instantText(statement.sessionNotOnOrAfter)],
      ['AuthnContextClassRef', statement.classRef],
    ]),
    ...assertion.attributes.flatMap(attributeFacts),
  ];
}

function nameIdFacts(nameId: NameIdentifier | null): readonly MaybeValue[] {
  return [
    ['NameID', nameId?.value],
    ['Format of NameID', nameId?.format],
    ['NameQualifier of NameID', nameId?.nameQualifier],
    ['SPNameQualifier of NameID', nameId?.spNameQualifier],
  ];
}

function confirmationFacts({ method, data }: SubjectConfirmation): readonly MaybeValue[] {
  return [
    ['Method of SubjectConfirmation', method],
    ['NotBefore of SubjectConfirmation', instantText(data?.notBefore)],
    ['NotOnOrAfter of SubjectConfirmation', instantText(data?.notOnOrAfter)],
    ['Recipient', data?.recipient],
    ['InResponseTo of SubjectConfirmation', data?.inResponseTo],
  ];
}

function attributeFacts({ element, name, friendlyName, nameFormat, values }: Attribute): readonly MaybeValue[] {
  return [
    ['Attribute', name],
    ['FriendlyName', friendlyName],
    ['NameFormat', nameFormat],
    ...values.map((value): MaybeValue => [`value of ${name}`, value]),
    ...nestedNameIdsOf(element).flatMap((nested): readonly MaybeValue[] => [
      [`NameQualifier in a value of ${name}`, nested?.nameQualifier],
      [`SPNameQualifier in a value of ${name}`, nested?.spNameQualifier],
    ]),
  ];
}

function logoutFacts(message: LogoutRequest | LogoutResponse): readonly MaybeValue[] {
  const head: readonly MaybeValue[] = [
    ['ID', message.id],
    ['IssueInstant', instantText(message.issueInstant)],
    ['Issuer', message.issuer?.value],
  ];
  if (message.kind === 'LogoutResponse') {
    const codes = message.status?.codes ?? [];
    return [...head, ['InResponseTo', message.inResponseTo], ...codes.map((code): MaybeValue => ['StatusCode', code])];
  }
  return [
    ...head,
    ['NotOnOrAfter', instantText(message.notOnOrAfter)],
    ...nameIdFacts(message.nameId),
    ...message.sessionIndexes.map((index): MaybeValue => ['SessionIndex', index]),
  ];
}

function instantText(instant: Instant | null | undefined): string | null {
  return instant?.text ?? null;
}
