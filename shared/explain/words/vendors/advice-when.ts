import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';

/** When advice helps: everything that is said must hold for the finding. */
export interface AdviceWhen {
  /** Who sent the message that the finding is about: the settings of one side change nothing in what the other sends. */
  readonly from?: 'idp' | 'sp';
  readonly kinds?: readonly SamlMessage['kind'][];
  readonly variants?: readonly string[];
}

/** What an IdP says of a user. */
const TOKENS: readonly SamlMessage['kind'][] = [
  'Response',
  'Response11',
  'Assertion',
  'Assertion11',
  'SecurityTokenResponse',
];
const OF_TOKENS: AdviceWhen = { from: 'idp', kinds: TOKENS };
const OF_IDP: AdviceWhen = { from: 'idp' };
const OF_REQUESTS: AdviceWhen = { kinds: ['AuthnRequest'] };
/** Of a flow as such, and of what both sides may have to look at. */
const ALWAYS: AdviceWhen = {};

/**
 * When the advice for a code helps, with every product. A code that is not here has advice about what an IdP says of a user:
 * a setting of its responses says nothing about a request, or about what an SP sends.
 */
export const ADVICE_WHEN: Readonly<Partial<Record<FindingCode, AdviceWhen>>> = {
  'acs-url-unregistered': OF_REQUESTS,
  'acs-index-unregistered': OF_REQUESTS,
  'requested-context-exact': OF_REQUESTS,
  'destination-mismatch': OF_IDP,
  'signature-invalid': OF_IDP,
  'signature-weak': OF_IDP,
  'embedded-certificate-differs': OF_IDP,
  'connection-certificate-outdated': OF_IDP,
  'certificate-expired': OF_IDP,
  'certificate-expires-soon': OF_IDP,
  'encrypted-for-other-key': OF_IDP,
  'encryption-weak': OF_IDP,
  'status-not-success': OF_IDP,
  'logout-unsigned': { from: 'sp' },
  'logout-nameid-differs': { from: 'sp' },
  'session-index-missing': { from: 'sp', kinds: ['LogoutRequest'] },
  'logout-endpoint-missing': ALWAYS,
  'logout-binding-mismatch': ALWAYS,
  'logout-answer-refused': ALWAYS,
  'metadata-slo-missing': { kinds: ['Metadata'] },
  'idp-initiated-refused': ALWAYS,
  unsolicited: OF_TOKENS,
  'relay-state-open-redirect': ALWAYS,
};

/** What holds for a code with every product. */
export function adviceWhen(code: FindingCode): AdviceWhen {
  return ADVICE_WHEN[code] ?? OF_TOKENS;
}

/** Whether advice helps with a finding: only with what is wrong, and only where all that it presupposes was seen. */
export function advises({ from, kinds, variants }: AdviceWhen, finding: Finding): boolean {
  const { outcome, kind, variant, facts } = finding;
  if (outcome !== 'fail') return false;
  return (
    (from === undefined || facts['sender'] === from) &&
    (kinds === undefined || (kind !== null && kinds.includes(kind))) &&
    (variants === undefined || variants.includes(variant))
  );
}
