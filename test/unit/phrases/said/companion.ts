import type { SaidTexts } from '../said-texts.ts';

/** SAML Workbench: each phrase as it is said. */
export const COMPANION_SAID: SaidTexts = [
  [
    'The log has this under the code message-kind-unexpected',
    'The log has this under the code message-kind-unexpected.',
  ],
  ['The log has this under the code assertion-replayed', 'The log has this under the code assertion-replayed.'],
  ['The log has this under the code replay-unknown', 'The log has this under the code replay-unknown.'],
  ['The log has this under the code arrival-over', 'The log has this under the code arrival-over.'],
  ['The log has this under the code logged-out-meanwhile', 'The log has this under the code logged-out-meanwhile.'],
  [
    'The log has this under the code login-of-another-browser',
    'The log has this under the code login-of-another-browser.',
  ],
  ['The log has this under the code signature-missing', 'The log has this under the code signature-missing.'],
  ['The log has this under the code signature-invalid', 'The log has this under the code signature-invalid.'],
  ['The log has this under the code signature-untrusted', 'The log has this under the code signature-untrusted.'],
  ['The log has this under the code signature-weak', 'The log has this under the code signature-weak.'],
  ['The log has this under the code logout-unsigned', 'The log has this under the code logout-unsigned.'],
  [
    'The log has this under the code encrypted-assertion-unreadable',
    'The log has this under the code encrypted-assertion-unreadable.',
  ],
  ['The log has this under the code audience-mismatch', 'The log has this under the code audience-mismatch.'],
  ['The log has this under the code destination-mismatch', 'The log has this under the code destination-mismatch.'],
  ['The log has this under the code recipient-mismatch', 'The log has this under the code recipient-mismatch.'],
  ['The log has this under the code issuer-mismatch', 'The log has this under the code issuer-mismatch.'],
  ['The log has this under the code conditions-expired', 'The log has this under the code conditions-expired.'],
  [
    'The log has this under the code subject-confirmation-expired',
    'The log has this under the code subject-confirmation-expired.',
  ],
  ['The log has this under the code conditions-not-before', 'The log has this under the code conditions-not-before.'],
  ['The log has this under the code issue-instant', 'The log has this under the code issue-instant.'],
  ['The log has this under the code in-response-to-unknown', 'The log has this under the code in-response-to-unknown.'],
  ['The log has this under the code unsolicited', 'The log has this under the code unsolicited.'],
  ['The log has this under the code status-not-success', 'The log has this under the code status-not-success.'],
  [
    'The log has this under the code attribute-required-missing',
    'The log has this under the code attribute-required-missing.',
  ],
  [
    'The identity provider vouched for you, but did not send everything that this connection needs',
    'The identity provider vouched for you, but did not send everything that this connection needs.',
  ],
  ['The log has this under the code user-unreadable', 'The log has this under the code user-unreadable.'],
  [
    'The log has this under the code unknown-service-provider',
    'The log has this under the code unknown-service-provider.',
  ],
  ['The log has this under the code request-malformed', 'The log has this under the code request-malformed.'],
  ['The log has this under the code login-expired', 'The log has this under the code login-expired.'],
  ['The log has this under the code logout-not-asked', 'The log has this under the code logout-not-asked.'],
  ['The log has this under the code method-not-allowed', 'The log has this under the code method-not-allowed.'],
  ['The log has this under the code not-found', 'The log has this under the code not-found.'],
  ['The log has this under the code body-too-large', 'The log has this under the code body-too-large.'],
  ['The log has this under the code app-closed', 'The log has this under the code app-closed.'],
];
