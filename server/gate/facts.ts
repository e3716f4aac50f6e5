import type { Assertion, Attribute, SubjectConfirmation } from '#shared/saml/assertion.ts';
import type { LogoutRequest, LogoutResponse } from '#shared/saml/messages.ts';
import type { Instant, NameIdentifier } from '#shared/saml/values.ts';

/** One thing that a reader took from a message: what it is about, and its text. What is absent has no fact. */
export type Fact = readonly [what: string, text: string];

/** What is consumed of a message, and so read by two readers. */
export type Consumed = Assertion | LogoutRequest | LogoutResponse;

/**
 * What our own reader took from the message, in document order: everything that a session, a logout or the judgement
 * on its times and addressees is made of. `read-with-xmldom.ts` says the same in the same words.
 */
export function factsOf(consumed: Consumed): readonly Fact[] {
  return present('kind' in consumed ? logoutFacts(consumed) : assertionFacts(consumed));
}

type MaybeFact = readonly [what: string, text: string | null | undefined];

function present(facts: readonly MaybeFact[]): readonly Fact[] {
  return facts.flatMap(([what, text]): Fact[] => (text == null ? [] : [[what, text]]));
}

function assertionFacts(assertion: Assertion): readonly MaybeFact[] {
  const { subject, conditions } = assertion;
  return [
    ['ID', assertion.id],
    ['IssueInstant', textOf(assertion.issueInstant)],
    ['Issuer', assertion.issuer?.value],
    ...nameIdFacts(subject?.nameId ?? null),
    ...(subject?.confirmations ?? []).flatMap(confirmationFacts),
    ['NotBefore of Conditions', textOf(conditions?.notBefore)],
    ['NotOnOrAfter of Conditions', textOf(conditions?.notOnOrAfter)],
    ...(conditions?.audienceRestrictions ?? []).flatMap(({ audiences }): MaybeFact[] => [
      ['AudienceRestriction', ''],
      ...audiences.map((audience): MaybeFact => ['Audience', audience]),
    ]),
    ...assertion.authnStatements.flatMap((statement): MaybeFact[] => [
      ['AuthnInstant', textOf(statement.authnInstant)],
      ['SessionIndex', statement.sessionIndex],
      ['SessionNotOnOrAfter', textOf(statement.sessionNotOnOrAfter)],
      ['AuthnContextClassRef', statement.classRef],
    ]),
    ...assertion.attributes.flatMap(attributeFacts),
  ];
}

function nameIdFacts(nameId: NameIdentifier | null): readonly MaybeFact[] {
  return [
    ['NameID', nameId?.value],
    ['Format of NameID', nameId?.format],
    ['NameQualifier of NameID', nameId?.nameQualifier],
    ['SPNameQualifier of NameID', nameId?.spNameQualifier],
  ];
}

function confirmationFacts({ method, data }: SubjectConfirmation): readonly MaybeFact[] {
  return [
    ['Method of SubjectConfirmation', method],
    ['NotBefore of SubjectConfirmation', textOf(data?.notBefore)],
    ['NotOnOrAfter of SubjectConfirmation', textOf(data?.notOnOrAfter)],
    ['Recipient', data?.recipient],
    ['InResponseTo of SubjectConfirmation', data?.inResponseTo],
  ];
}

function attributeFacts({ name, friendlyName, values }: Attribute): readonly MaybeFact[] {
  return [
    ['Attribute', name],
    ['FriendlyName', friendlyName],
    ...values.map((value): MaybeFact => [`value of ${name}`, value]),
  ];
}

function logoutFacts(message: LogoutRequest | LogoutResponse): readonly MaybeFact[] {
  const head: readonly MaybeFact[] = [
    ['ID', message.id],
    ['IssueInstant', textOf(message.issueInstant)],
    ['Issuer', message.issuer?.value],
  ];
  if (message.kind === 'LogoutResponse') {
    const codes = message.status?.codes ?? [];
    return [...head, ['InResponseTo', message.inResponseTo], ...codes.map((code): MaybeFact => ['StatusCode', code])];
  }
  return [
    ...head,
    ['NotOnOrAfter', textOf(message.notOnOrAfter)],
    ...nameIdFacts(message.nameId),
    ...message.sessionIndexes.map((index): MaybeFact => ['SessionIndex', index]),
  ];
}

function textOf(instant: Instant | null | undefined): string | null {
  return instant?.text ?? null;
}
