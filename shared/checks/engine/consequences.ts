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
/** What cannot be looked at because it stays closed. */
const HIDDEN = [
  'encrypted-assertion-unreadable',
  'encryption-weak',
  'signature-missing',
  'nameid-missing',
  'authn-statement-missing',
  'response-without-assertion',
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
    'namespace-wrong': ['schema-violated'],
    'signature-wrapping': [...SIGNED, 'several-assertions', 'duplicate-id'],
    'signature-invalid': ['signature-untrusted', 'embedded-certificate-differs'],
    'embedded-certificate-differs': ['signature-untrusted', 'signature-invalid'],
    'cookie-too-large': [...NOT_LOGGED_IN, 'cookie-not-sent'],
    'cookie-not-sent': NOT_LOGGED_IN,
    'answered-in-other-tab': [...NOT_LOGGED_IN, 'cookie-not-sent'],
    'idp-initiated-refused': [...NOT_LOGGED_IN, 'unsolicited', 'cookie-not-sent'],
    unsolicited: ['idp-initiated-refused'],
    'encrypted-for-other-key': ['encrypted-part-closed', ...HIDDEN],
    'encrypted-part-closed': HIDDEN,
    'receiver-refused': ['flow-broken-off'],
    'logout-session-gone': ['status-not-success', 'logout-answer-refused', 'flow-broken-off'],
    'logout-nameid-differs': ['status-not-success', 'logout-answer-refused'],
    'session-index-missing': ['status-not-success', 'logout-answer-refused'],
  } satisfies Record<string, readonly string[]>).map(([code, brought]) => [code, new Set<string>(brought)]),
);

/** Whether a finding of this code can follow from one of that: data, whatever else is found. */
export function isConsequence(cause: string, code: string): boolean {
  return CONSEQUENCES.get(cause)?.has(code) === true;
}

/**
 * The reasons of a refusal that stand for themselves, in their order: what follows from one before it is left out. Never
 * empty where there was a reason. For telling people, not for deciding.
 */
export function rootReasons(reasons: readonly Finding[]): readonly Finding[] {
  const roots: Finding[] = [];
  for (const reason of reasons) {
    if (!roots.some(({ code }) => code !== reason.code && isConsequence(code, reason.code))) roots.push(reason);
  }
  return roots;
}
