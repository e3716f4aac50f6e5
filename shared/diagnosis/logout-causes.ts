import type { LogoutMatter } from '#shared/flows/logout-matter.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What of a logout message makes its receiver say that it could not authenticate it. */
export const OF_ITS_SIGNATURE: readonly FindingCode[] = [
  'redirect-signature-reencoded',
  'redirect-parameters',
  'signature-invalid',
  'certificate-expired',
  'signature-weak',
  'logout-unsigned',
];
/** What makes it say that it knows no such session. */
export const OF_ITS_SESSION: readonly FindingCode[] = [
  'logout-nameid-differs',
  'session-index-missing',
  'nameid-missing',
];
/** What makes it say that it is too old, or for somebody else. */
export const OF_ITS_TIME: readonly FindingCode[] = ['logout-request-expired', 'issue-instant', 'destination-mismatch'];

/** What may be found of a message of a logout where its receiver speaks of this. */
export const MATTER_CAUSES: Readonly<Record<LogoutMatter, readonly FindingCode[]>> = {
  unsigned: ['redirect-parameters', 'logout-unsigned'],
  signature: [...OF_ITS_SIGNATURE, 'signature-untrusted'],
  'session-index': ['session-index-missing', 'logout-nameid-differs'],
  name: ['logout-nameid-differs', 'nameid-case-differs', 'nameid-white-space', 'nameid-missing'],
  destination: ['destination-mismatch', 'destination-missing'],
  sender: ['issuer-mismatch', 'issuer-missing', 'issuer-format'],
  session: ['logout-answer-refused', ...OF_ITS_SESSION, 'nameid-case-differs', 'logout-session-gone'],
  expired: OF_ITS_TIME,
};
