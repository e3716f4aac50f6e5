import type { SaidTexts } from '../said-texts.ts';

/** Shibboleth SP: each phrase as it is said. */
export const SHIBBOLETH_SP_SAID: SaidTexts = [
  [
    'Message was signed, but signature could not be verified',
    'Message was signed, but signature could not be verified.',
  ],
  ['Unable to establish security of incoming assertion', 'Unable to establish security of incoming assertion.'],
  [
    'The incoming assertion was unsigned, violating local security policy',
    'The incoming assertion was unsigned, violating local security policy.',
  ],
  [
    'The decrypted assertion was unsigned, violating local security policy',
    'The decrypted assertion was unsigned, violating local security policy.',
  ],
  ['Rejected unsigned assertion based on local policy', 'Rejected unsigned assertion based on local policy.'],
  ['Security of LogoutRequest not established', 'Security of LogoutRequest not established.'],
  ['Assertion contains an unacceptable AudienceRestriction', 'Assertion contains an unacceptable AudienceRestriction.'],
  ['Assertion is not yet valid', 'Assertion is not yet valid.'],
  ['Assertion is no longer valid', 'Assertion is no longer valid.'],
  ['Message expired, was issued too long ago', 'Message expired, was issued too long ago.'],
  ['Message rejected, was issued in the future', 'Message rejected, was issued in the future.'],
  [
    'The gap between now and the AuthnInstant exceeds the allowed limit',
    'The gap between now and the AuthnInstant exceeds the allowed limit.',
  ],
  ['The AuthnInstant was future-dated', 'The AuthnInstant was future-dated.'],
  ['Rejecting replayed message ID', 'Rejecting replayed message ID (_a1).'],
  ['Rejecting replayed artifact', 'Rejecting replayed artifact (AAQAA).'],
  ['Rejecting non-correlated response to request ID', 'Rejecting non-correlated response to request ID.'],
  [
    'SAML message delivered with POST to incorrect server URL',
    'SAML message delivered with POST to incorrect server URL.',
  ],
  [
    'SAML message delivered with Redirect to incorrect server URL',
    'SAML message delivered with Redirect to incorrect server URL.',
  ],
  [
    'Signed SAML message missing Destination attribute',
    'Signed SAML message missing Destination attribute identifying intended destination.',
  ],
  [
    'Unable to locate metadata for identity provider',
    'Unable to locate metadata for identity provider (https://idp.example/idp)',
  ],
  ['Unknown or Unusable Identity Provider', 'Unknown or Unusable Identity Provider'],
  [
    'The identity provider supplying your login credentials is not authorized for use with this service',
    'The identity provider supplying your login credentials is not authorized for use with this service or does not support the necessary capabilities.',
  ],
  ["No compatible endpoint found in issuer's metadata", "No compatible endpoint found in issuer's metadata."],
  [
    'Assertion was encrypted, but no decryption credentials are available',
    'Assertion was encrypted, but no decryption credentials are available.',
  ],
  [
    'A valid authentication statement was not found in the incoming message',
    'A valid authentication statement was not found in the incoming message.',
  ],
  ['Incoming message contained no SAML assertions', 'Incoming message contained no SAML assertions.'],
  ['SAML response reported an IdP error', 'SAML response reported an IdP error.'],
  [
    'Request missing SAMLRequest or SAMLResponse form parameter',
    'Request missing SAMLRequest or SAMLResponse form parameter.',
  ],
  [
    'Request missing SAMLRequest or SAMLResponse query string parameter',
    'Request missing SAMLRequest or SAMLResponse query string parameter.',
  ],
  [
    'did not release. To gain access to this service, your identity provider must release the required information',
    'This service requires information about you that your identity provider (https://idp.example) did not release. To gain access to this service, your identity provider must release the required information.',
  ],
  ['RelayState cannot exceed 80 bytes in length', 'RelayState cannot exceed 80 bytes in length.'],
  [
    'You remain logged into one or more applications accessed during your session',
    'You remain logged into one or more applications accessed during your session. To complete the logout process, please close/exit your browser completely.',
  ],
  ["IdP didn't respond to logout request", "IdP didn't respond to logout request"],
  [
    "IdP doesn't support single logout protocol over a compatible binding",
    "IdP doesn't support single logout protocol over a compatible binding",
  ],
];
