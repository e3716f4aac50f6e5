import { counted, listed, pluralOf } from '#shared/base/count-words.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import type { Assertion, AuthnStatement, Conditions } from '#shared/saml/assertion.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { absent, byShortUri, type Fact, fact, flag, noted } from './fact.ts';
import { evidenceFacts } from './particular-facts.ts';
import { type ValidityWindow, windowsOf } from './windows.ts';

/**
 * What one assertion says beside whom it is about: to whom, for how long, how the user logged in, and what else must
 * hold. Only what is there.
 * @param outside the issuer of the message around it, which is not told again; null for none
 * @param at when it was received, in milliseconds since the epoch; null where nobody knows
 */
export function assertionFacts(assertion: Assertion, outside: string | null, at: number | null): readonly Fact[] {
  const { version, issuer, conditions, authnStatements, authzDecisionStatements } = assertion;
  const audiences = (conditions?.audienceRestrictions ?? []).flatMap((restriction) => restriction.audiences);
  return [
    ...fact('saml-version', version === '2.0' ? null : version),
    ...(outside === null || issuer?.value === outside ? [] : fact('assertion-issuer', issuer?.value)),
    ...fact('audience', audiences.length === 0 ? absent('any: none is stated') : audiences),
    ...confirmationFacts(assertion),
    ...windowsOf(assertion, at).flatMap((window) => windowFacts(window, at)),
    ...authnStatements.flatMap(loginFacts),
    ...(conditions === null ? [] : conditionFacts(conditions)),
    ...authzDecisionStatements.flatMap(({ decision, resource, actions }) => {
      const what = actions.map(({ value }) => value).join(', ');
      const exact = `${decision ?? '?'}: ${what} on ${resource ?? '?'}`;
      return fact('decision', noted(`${decision ?? 'none'}: ${what}`, resource, exact));
    }),
    ...evidenceFacts('advice', assertion.advice),
  ];
}

/** Who may use the assertion, and where. SAML 1.1 names the place on the response, not here. */
function confirmationFacts({ element, subject }: Assertion): readonly Fact[] {
  const isOld = isSaml11(element);
  return (subject?.confirmations ?? []).flatMap(({ method, data }) => {
    if (isOld) return fact('confirmed-by', byShortUri(method) ?? absent('no method'));
    const how = method === null ? 'no method' : shortUri(method);
    return fact('recipient', { text: data?.recipient ?? 'none stated', note: how, exact: data?.recipient ?? null });
  });
}

function windowFacts({ id, from, until, words }: ValidityWindow, at: number | null): readonly Fact[] {
  const span = `${from === null ? '' : `from ${from.text}`}${until === null ? '' : ` until ${until.text}`}`.trim();
  if (span === '') return [];
  const exact = id === 'session-window' ? (until?.text ?? null) : span;
  return fact(id, noted(span, at === null ? null : words, exact));
}

/** How and where the user logged in. */
function loginFacts(statement: AuthnStatement): readonly Fact[] {
  const { authnInstant, classRef, declarationRef, declaration, authenticatingAuthorities, locality } = statement;
  const described = noted('in the message itself (AuthnContextDecl)', null, 'spelled out in the message');
  return [
    ...fact('logged-in', authnInstant?.text),
    ...fact('login-context', byShortUri(classRef ?? declarationRef)),
    ...fact('login-described', declaration === null ? null : described),
    ...fact('login-authorities', authenticatingAuthorities),
    ...fact('login-address', locality?.address ?? locality?.dnsName),
  ];
}

/** What else must hold (saml-core 2.5.1). */
function conditionFacts({ oneTimeUse, proxyRestriction, others }: Conditions): readonly Fact[] {
  const passing = proxyRestriction === null ? null : timesWords(proxyRestriction.count);
  const forWhom = proxyRestriction?.audiences ?? [];
  return [
    ...flag('one-time-use', oneTimeUse, 'once only'),
    ...fact(
      'proxy-restriction',
      noted(passing, forWhom.length === 0 ? null : `to ${listed(forWhom)}`, String(proxyRestriction?.count ?? 'any')),
    ),
    ...fact(
      'condition',
      others.map(({ name }) =>
        noted(name, 'not known here: nobody can say whether it holds', `${name}, not known here`),
      ),
    ),
  ];
}

function timesWords(count: number | null): string {
  if (count === null) return 'any number of times';
  if (count === 0) return 'not at all';
  return `${pluralOf(count, 'once', counted(count, 'time'))} at most`;
}
