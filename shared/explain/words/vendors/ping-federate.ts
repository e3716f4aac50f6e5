import type { VendorHints } from './vendor-hints.ts';

const SP = 'In PingFederate: Applications > SP Connections > the connection >';
const KEYS = `${SP} Credentials > Digital Signature Settings.`;

/** PingFederate and PingOne. */
export const PING_FEDERATE: VendorHints = {
  'audience-mismatch': `${SP} General Info > Partner’s Entity ID.`,
  'recipient-mismatch': `${SP} Browser SSO > Protocol Settings > Assertion Consumer Service URL.`,
  'destination-mismatch': `${SP} Browser SSO > Protocol Settings > Assertion Consumer Service URL, or SLO Service URLs.`,
  'acs-url-unregistered': `${SP} Browser SSO > Protocol Settings > Assertion Consumer Service URL.`,
  'acs-index-unregistered': `${SP} Browser SSO > Protocol Settings > Assertion Consumer Service URL > Index.`,
  'signature-invalid': KEYS,
  'embedded-certificate-differs': KEYS,
  'connection-certificate-outdated': KEYS,
  'certificate-expires-soon': `${KEYS} Security > Signing & Decryption Keys & Certificates has the new one.`,
  'signature-on-one': `${SP} Browser SSO > Protocol Settings > Signature Policy: “Always sign assertion”, “Sign response as required”.`,
  'assertion-signature-wanted': `${SP} Browser SSO > Protocol Settings > Signature Policy > Always sign assertion.`,
  'signature-weak': `${KEYS} Signing algorithm: RSA SHA256.`,
  'nameid-missing': `${SP} Browser SSO > Assertion Creation > Attribute Contract > SAML_SUBJECT.`,
  'attribute-required-missing': `${SP} Browser SSO > Assertion Creation > Attribute Contract, and its fulfillment.`,
  'conditions-expired': `${SP} Browser SSO > Assertion Lifetime > Minutes After.`,
  'conditions-not-before': `${SP} Browser SSO > Assertion Lifetime > Minutes Before.`,
  'status-not-success': 'PingFederate writes the reason to server.log and audit.log, by the reference ID of the page.',
  'logout-endpoint-missing': `${SP} Browser SSO > SAML Profiles > SP-Initiated SLO.`,
  'encrypted-for-other-key': `${SP} Credentials > Select XML Encryption Certificate.`,
};
