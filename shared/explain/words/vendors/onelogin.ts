import type { VendorHints } from './vendor-hints.ts';

const CONFIGURATION = 'In OneLogin: Applications > the application > Configuration >';
const SSO = 'In OneLogin: Applications > the application > SSO >';

/** OneLogin. */
export const ONELOGIN: VendorHints = {
  'audience-mismatch': `${CONFIGURATION} Audience (EntityID).`,
  'recipient-mismatch': `${CONFIGURATION} Recipient, and ACS (Consumer) URL.`,
  'destination-mismatch': `${CONFIGURATION} ACS (Consumer) URL.`,
  'acs-url-unregistered': `${CONFIGURATION} ACS (Consumer) URL Validator (a regular expression).`,
  'signature-invalid': `${SSO} X.509 Certificate.`,
  'embedded-certificate-differs': `${SSO} X.509 Certificate.`,
  'connection-certificate-outdated': `${SSO} X.509 Certificate.`,
  'certificate-expires-soon': `${SSO} X.509 Certificate > Change.`,
  'signature-on-one': `${CONFIGURATION} SAML signature element: Both.`,
  'assertion-signature-wanted': `${CONFIGURATION} SAML signature element: Both.`,
  'signature-weak': `${SSO} SAML Signature Algorithm: SHA-256.`,
  'nameid-missing': `${CONFIGURATION} SAML nameID format, and Parameters > NameID value.`,
  'nameid-policy-mismatch': `${CONFIGURATION} SAML nameID format.`,
  'conditions-expired': `${CONFIGURATION} SAML not valid on or after (minutes).`,
  'conditions-not-before': `${CONFIGURATION} SAML not valid before (minutes).`,
  'attribute-required-missing':
    'In OneLogin: the application > Parameters > Add, with “Include in SAML assertion” ticked.',
  'attribute-joined-list': 'In OneLogin: the application > Parameters > tick “Multi-value parameter”.',
  'status-not-success': 'OneLogin shows the reason under Activity > Events.',
  'logout-endpoint-missing': `${CONFIGURATION} Single Logout URL.`,
  'encrypted-for-other-key': `${CONFIGURATION} SAML Encryption > Public key.`,
};
