import type { VendorHints } from './vendor-hints.ts';

const SAML = 'In Okta: Applications > the application > General > SAML Settings > Edit >';
const CERTIFICATE =
  'In Okta: the application > Sign On > SAML Signing Certificates; load the metadata of the active one.';
const SIGN = `${SAML} Show Advanced Settings > Response and Assertion Signature: Signed.`;

/** Okta. */
export const OKTA: VendorHints = {
  'audience-mismatch': `${SAML} Audience URI (SP Entity ID).`,
  'recipient-mismatch': `${SAML} Single sign-on URL, “Use this for Recipient URL and Destination URL”.`,
  'destination-mismatch': `${SAML} Single sign-on URL.`,
  'acs-url-unregistered': `${SAML} Single sign-on URL, or Other Requestable SSO URLs.`,
  'acs-index-unregistered': `${SAML} Show Advanced Settings > Other Requestable SSO URLs.`,
  'signature-invalid': CERTIFICATE,
  'embedded-certificate-differs': CERTIFICATE,
  'connection-certificate-outdated': CERTIFICATE,
  'certificate-expired': `${CERTIFICATE} Generate new certificate, then Actions > Activate.`,
  'certificate-expires-soon': `${CERTIFICATE} Generate new certificate, then Actions > Activate.`,
  'signature-on-one': SIGN,
  'assertion-signature-wanted': SIGN,
  'signature-missing': SIGN,
  'signature-weak': `${SAML} Show Advanced Settings > Signature Algorithm and Digest Algorithm: SHA256.`,
  'nameid-missing': `${SAML} Name ID format and Application username.`,
  'nameid-format-violated': `${SAML} Name ID format and Application username.`,
  'nameid-policy-mismatch': `${SAML} Name ID format.`,
  'attribute-required-missing': `${SAML} Attribute Statements, or Group Attribute Statements.`,
  'attribute-role-missing': `${SAML} Group Attribute Statements, filter “Matches regex .*”.`,
  'attribute-joined-list': `${SAML} Group Attribute Statements with a filter, not an expression that joins names.`,
  'status-not-success': 'Okta shows the reason under Reports > System Log.',
  'logout-endpoint-missing': `${SAML} Show Advanced Settings > Enable Single Logout, with the SP’s signature certificate.`,
  'logout-unsigned': `${SAML} Show Advanced Settings > Signature Certificate of the SP: Okta takes only signed logouts.`,
  'metadata-slo-missing': `${SAML} Show Advanced Settings > Enable Single Logout.`,
  'encrypted-for-other-key': `${SAML} Show Advanced Settings > Encryption Certificate.`,
  'encryption-weak': `${SAML} Show Advanced Settings > Encryption Algorithm AES256-GCM, Key Transport RSA-OAEP.`,
};
