import { rankFindings } from '#shared/checks/engine/rank.ts';
import type { Finding } from '#shared/inspection/finding.ts';

const TIMES = [
  'issue-instant',
  'conditions-not-before',
  'conditions-expired',
  'subject-confirmation-expired',
  'session-not-on-or-after',
  'logout-request-expired',
  'authn-instant',
] as const;
/** What a broken signature makes worthless. */
const SIGNED = [
  'signature-invalid',
  'signature-untrusted',
  'signature-missing',
  'embedded-certificate-differs',
] as const;
const NOT_LOGGED_IN = ['login-loop', 'in-response-to-unknown', 'relay-state-changed'] as const;

/** What each cause brings about in the same flow or message. What nothing else explains stands for itself. */
const CONSEQUENCES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'tls-ended-before-sp': ['destination-mismatch', 'recipient-mismatch', 'acs-url-unregistered', 'cookie-not-sent'],
    'clock-offset': TIMES,
    'assertion-replayed': [
      ...TIMES,
      'response-stale',
      'in-response-to-unknown',
      'cookie-not-sent',
      'answered-in-other-tab',
    ],
    'request-stale': [...TIMES, 'in-response-to-unknown', 'cookie-not-sent'],
    'response-by-get': ['protocol-binding-mismatch', 'relay-state-changed'],
    'response-stale': [...TIMES, 'in-response-to-unknown', 'cookie-not-sent'],
    'issue-instant': ['conditions-not-before', 'conditions-expired', 'subject-confirmation-expired', 'authn-instant'],
    'conditions-expired': ['subject-confirmation-expired', 'session-not-on-or-after'],
    'other-idp-answered': [...SIGNED, 'issuer-mismatch', 'in-response-to-unknown', 'nameid-policy-mismatch'],
    'issuer-mismatch': ['signature-untrusted'],
    'status-not-success': [
      'response-without-assertion',
      'nameid-missing',
      'authn-statement-missing',
      'flow-broken-off',
    ],
    'signature-wrapping': [...SIGNED, 'several-assertions', 'duplicate-id'],
    'signature-invalid': ['signature-untrusted', 'embedded-certificate-differs'],
    'embedded-certificate-differs': ['signature-untrusted', 'signature-invalid'],
    'cookie-too-large': [...NOT_LOGGED_IN, 'cookie-not-sent'],
    'cookie-not-sent': NOT_LOGGED_IN,
    'answered-in-other-tab': [...NOT_LOGGED_IN, 'cookie-not-sent'],
    'idp-initiated-refused': [...NOT_LOGGED_IN, 'unsolicited', 'cookie-not-sent'],
    unsolicited: ['idp-initiated-refused'],
    'receiver-refused': ['flow-broken-off'],
    'logout-session-gone': ['status-not-success', 'logout-answer-refused', 'flow-broken-off'],
    'logout-nameid-differs': ['status-not-success', 'logout-answer-refused'],
    'session-index-missing': ['status-not-success', 'logout-answer-refused'],
  } satisfies Record<string, readonly string[]>).map(([code, brought]) => [code, new Set<string>(brought)]),
);

/** Whatever is wrong, these may follow from it. */
const SYMPTOMS: ReadonlySet<string> = new Set(['receiver-refused', 'login-loop']);

/**
 * The findings of one flow, or of one message outside of flows, ordered and folded: each consequence names its root
 * cause (`consequenceOf`) and stands behind it. A finding that is nobody's consequence is the same object as before.
 */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const ranked = rankFindings(findings);
  const failed = ranked.filter(isFailed);
  const causes = [...new Set(failed.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
  const parents = new Map<string, string>();
  for (const { code, consequenceOf } of failed) {
    if (parents.has(code)) continue;
    const parent = consequenceOf ?? causes.find((cause) => brings(cause, code));
    if (parent !== undefined && rootOf(parent, parents) !== code) parents.set(code, parent);
  }
  const folded = ranked.map((finding) => {
    const cause = isFailed(finding) ? rootOf(finding.code, parents) : finding.code;
    return cause === finding.code ? finding : { ...finding, consequenceOf: cause };
  });
  return behindTheirCause(folded);
}

/** What is only worth knowing brings nothing about and follows from nothing. */
function isFailed({ outcome, severity }: Finding): boolean {
  return outcome === 'fail' && severity !== 'info';
}

function brings(code: string, consequence: string): boolean {
  if (code === consequence) return false;
  if (CONSEQUENCES.get(code)?.has(consequence)) return true;
  return SYMPTOMS.has(consequence) && !SYMPTOMS.has(code) && code !== 'flow-broken-off';
}

function rootOf(code: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  for (let at = code; ; ) {
    const parent = parents.get(at);
    if (parent === undefined || seen.has(at)) return at;
    seen.add(at);
    at = parent;
  }
}

function behindTheirCause(findings: readonly Finding[]): readonly Finding[] {
  if (findings.every(({ consequenceOf }) => !consequenceOf)) return findings;
  const consequences = Map.groupBy(findings, ({ consequenceOf }) => consequenceOf ?? '');
  const placed = new Set<Finding>();
  const ordered: Finding[] = [];
  const place = (finding: Finding): void => {
    if (placed.has(finding)) return;
    placed.add(finding);
    ordered.push(finding);
  };
  for (const finding of consequences.get('') ?? []) {
    place(finding);
    if (isFailed(finding)) for (const consequence of consequences.get(finding.code) ?? []) place(consequence);
  }
  for (const finding of findings) place(finding);
  return ordered;
}
