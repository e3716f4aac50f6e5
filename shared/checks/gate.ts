import { createContext } from '#shared/checks/engine/context.ts';
import { isTrustedAssertion } from '#shared/checks/engine/trusted-assertion.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { CheckSubject } from '#shared/inspection/subject.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { ALL_CHECKS } from './all-checks.ts';
import { GATED_KINDS } from './gated.ts';
import { runChecks } from './run-checks.ts';

/** What a gate says about one message. */
export interface GateDecision {
  readonly verdict: 'accept' | 'reject';
  /** Every finding, the cause first, `pass` included. */
  readonly findings: readonly Finding[];
  /** The findings that refuse, the cause first; empty only with `accept`. */
  readonly reasons: readonly Finding[];
  /** The assertion that a session may be made of: only ever with `accept`, and only of a Response. */
  readonly assertion: Assertion | null;
}

/**
 * The gate of an SP: runs every check on a message that came to this connection's SP, and decides. Nothing is
 * accepted without `knowledge.connection`.
 */
export function runGate(subject: CheckSubject, knowledge: Knowledge): GateDecision {
  const { message } = subject;
  const findings = runChecks(subject, knowledge, 'sp');
  const assertion = acceptedAssertion(subject, knowledge);
  const reasons = [...decideGate(findings, message.kind)];
  if (knowledge.connection === null) reasons.push(refusal('no-connection', message));
  if (reasons.length === 0 && message.kind === 'Response' && assertion === null)
    reasons.push(refusal('no-login', message));
  if (reasons.length === 0) return { verdict: 'accept', findings, reasons, assertion };
  return {
    verdict: 'reject',
    findings,
    reasons: reasons.map((reason) => ({ ...reason, message: subject.index })),
    assertion: null,
  };
}

/**
 * The findings for which a message of this kind is refused; none means that it may pass. Refused is for every
 * failure of severity `error`, for every result of a check marked `must-pass` or `if-there` that is not `pass`, and where
 * a check marked `must-pass` found nothing to look at: what nobody could check is not believed. What a connection accepts by name (`unsolicited`, `sha1`,
 * `logoutUnsigned`) the checks themselves have passed.
 */
export function decideGate(findings: readonly Finding[], kind: SamlMessage['kind']): readonly Finding[] {
  if (!GATED_KINDS.includes(kind)) return [refusal('kind', { kind, element: { localName: kind } })];
  const deciding = ALL_CHECKS.filter((check) => check.gate !== null && check.appliesTo.includes(kind));
  const codes = new Set(deciding.map(({ code }) => code));
  const refusing = findings.filter(
    ({ code, outcome, severity }) =>
      outcome !== 'pass' && (codes.has(code) || (outcome === 'fail' && severity === 'error')),
  );
  if (refusing.length > 0) return refusing;
  const mandatory = deciding.filter(({ gate }) => gate === 'must-pass');
  const unmade = mandatory.filter(({ code }) => !findings.some((finding) => finding.code === code));
  return unmade.map(({ code }) => refusal('unchecked', { kind, element: { localName: kind } }, { check: code }));
}

/**
 * The assertion that a session may be made of: one of the Response's own, every word of it covered by a valid
 * signature of a key of its issuer; of several the first that says that the user was authenticated. Null if there is
 * none. Nothing of a session may be read anywhere else.
 */
export function acceptedAssertion(subject: CheckSubject, knowledge: Knowledge): Assertion | null {
  const context = createContext(subject, knowledge, 'sp');
  const trusted = context.assertions.filter((assertion) => isTrustedAssertion(context, assertion));
  return trusted.find(({ authnStatements }) => authnStatements.length > 0) ?? null;
}

/** A refusal that is no single check's: its words are under the code `gate-refusal`. */
function refusal(
  variant: 'no-connection' | 'no-login' | 'kind' | 'unchecked',
  { kind, element }: { readonly kind: string; readonly element: { readonly localName: string } },
  facts: Finding['facts'] = {},
): Finding {
  return {
    code: 'gate-refusal',
    severity: 'error',
    outcome: 'fail',
    message: null,
    path: `/${element.localName}`,
    range: null,
    expected: null,
    received: null,
    clause: 'saml-profiles 4.1.4.5',
    variant,
    facts: { kind, ...facts },
  };
}
