import type { VendorHints } from './vendor-hints.ts';

const APP = 'In the Google Admin console: Apps > Web and mobile apps > the application >';
const CERTIFICATE =
  'In the Google Admin console: Security > Authentication > SSO with SAML applications; download the metadata of the active certificate.';

/** Google Workspace. */
export const GOOGLE: VendorHints = {
  'audience-mismatch': `${APP} Service provider details > Entity ID.`,
  'recipient-mismatch': `${APP} Service provider details > ACS URL.`,
  'destination-mismatch': `${APP} Service provider details > ACS URL.`,
  'acs-url-unregistered': `${APP} Service provider details > ACS URL.`,
  'signature-invalid': CERTIFICATE,
  'embedded-certificate-differs': CERTIFICATE,
  'connection-certificate-outdated': CERTIFICATE,
  'certificate-expires-soon': CERTIFICATE,
  'certificate-expired': CERTIFICATE,
  'signature-on-one': `${APP} Service provider details > Signed response: the whole response instead of the assertion.`,
  'assertion-signature-wanted': `${APP} Service provider details > untick Signed response: then the assertion is signed.`,
  'nameid-missing': `${APP} Service provider details > Name ID.`,
  'nameid-policy-mismatch': `${APP} Service provider details > Name ID format.`,
  'attribute-required-missing': `${APP} SAML attribute mapping.`,
  'attribute-role-missing': `${APP} SAML attribute mapping > Group membership.`,
  'status-not-success': {
    text: `${APP} User access: it may be off for this user.`,
    when: { from: 'idp', kinds: ['Response'], variants: ['RequestDenied', 'AuthnFailed', 'UnknownPrincipal'] },
  },
  'metadata-slo-missing': 'Google offers no single logout: end the session at the SP, and say so to the user.',
  'logout-endpoint-missing': 'Google offers no single logout: end the session at the SP, and say so to the user.',
};
