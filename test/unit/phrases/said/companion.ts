import type { SaidTexts } from '../said-texts.ts';

/** SAML Workbench: each phrase as it is said. */
export const COMPANION_SAID: SaidTexts = [
  [
    'this under {} the code message-kind-unexpected',
    'Log and console have this under it, with the code message-kind-unexpected. Give it to whoever is to help you.',
  ],
  ['this under {} the code assertion-replayed', 'The log has this under the code assertion-replayed.'],
  [
    'this under {} the code replay-unknown',
    'Log and console have this under it, with the code replay-unknown. Give it to whoever is to help you.',
  ],
  ['this under {} the code arrival-over', 'The log has this under the code arrival-over.'],
  [
    'this under {} the code logged-out-meanwhile',
    'Log and console have this under it, with the code logged-out-meanwhile. Give it to whoever is to help you.',
  ],
  ['this under {} the code login-of-another-browser', 'The log has this under the code login-of-another-browser.'],
  [
    'this under {} the code signature-missing',
    'Log and console have this under it, with the code signature-missing. Give it to whoever is to help you.',
  ],
  ['this under {} the code signature-invalid', 'The log has this under the code signature-invalid.'],
  [
    'this under {} the code signature-untrusted',
    'Log and console have this under it, with the code signature-untrusted. Give it to whoever is to help you.',
  ],
  ['this under {} the code signature-weak', 'The log has this under the code signature-weak.'],
  [
    'this under {} the code logout-unsigned',
    'Log and console have this under it, with the code logout-unsigned. Give it to whoever is to help you.',
  ],
  [
    'this under {} the code encrypted-assertion-unreadable',
    'The log has this under the code encrypted-assertion-unreadable.',
  ],
  [
    'this under {} the code audience-mismatch',
    'Log and console have this under it, with the code audience-mismatch. Give it to whoever is to help you.',
  ],
  ['this under {} the code destination-mismatch', 'The log has this under the code destination-mismatch.'],
  [
    'this under {} the code recipient-mismatch',
    'Log and console have this under it, with the code recipient-mismatch. Give it to whoever is to help you.',
  ],
  ['this under {} the code issuer-mismatch', 'The log has this under the code issuer-mismatch.'],
  [
    'this under {} the code conditions-expired',
    'Log and console have this under it, with the code conditions-expired. Give it to whoever is to help you.',
  ],
  [
    'this under {} the code subject-confirmation-expired',
    'The log has this under the code subject-confirmation-expired.',
  ],
  [
    'this under {} the code conditions-not-before',
    'Log and console have this under it, with the code conditions-not-before. Give it to whoever is to help you.',
  ],
  ['this under {} the code issue-instant', 'The log has this under the code issue-instant.'],
  [
    'this under {} the code in-response-to-unknown',
    'Log and console have this under it, with the code in-response-to-unknown. Give it to whoever is to help you.',
  ],
  ['this under {} the code unsolicited', 'The log has this under the code unsolicited.'],
  [
    'this under {} the code status-not-success',
    'Log and console have this under it, with the code status-not-success. Give it to whoever is to help you.',
  ],
  ['this under {} the code attribute-required-missing', 'The log has this under the code attribute-required-missing.'],
  ['this under {} the code unknown-acs', 'The log has this under the code unknown-acs.'],
  [
    'this under {} the code user-unreadable',
    'Log and console have this under it, with the code user-unreadable. Give it to whoever is to help you.',
  ],
  ['this under {} the code unknown-service-provider', 'The log has this under the code unknown-service-provider.'],
  [
    'this under {} the code request-malformed',
    'Log and console have this under it, with the code request-malformed. Give it to whoever is to help you.',
  ],
  ['this under {} the code login-expired', 'The log has this under the code login-expired.'],
  [
    'this under {} the code logout-not-asked',
    'Log and console have this under it, with the code logout-not-asked. Give it to whoever is to help you.',
  ],
  ['this under {} the code unsupported-binding', 'The log has this under the code unsupported-binding.'],
  ['this under {} the code message-unexpected', 'The log has this under the code message-unexpected.'],
  ['this under {} the code request-expired', 'The log has this under the code request-expired.'],
  ['this under {} the code name-id-missing', 'The log has this under the code name-id-missing.'],
  ['this under {} the code message-missing', 'The log has this under the code message-missing.'],
  ['this under {} the code parameters-ambiguous', 'The log has this under the code parameters-ambiguous.'],
  ['this under {} the code encoding-unknown', 'The log has this under the code encoding-unknown.'],
  ['this under {} the code body-not-a-form', 'The log has this under the code body-not-a-form.'],
  ['this under {} the code method-not-allowed', 'The log has this under the code method-not-allowed.'],
  ['this under {} the code body-too-large', 'The log has this under the code body-too-large.'],
  [
    'this under {} the code app-closed',
    'Log and console have this under it, with the code app-closed. Give it to whoever is to help you.',
  ],
];
