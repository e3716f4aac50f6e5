import type { VendorHints } from './vendor-hints.ts';

const ADDON = 'In Auth0: Applications > the application > Addons > SAML2 Web App > Settings:';
const CERTIFICATE = 'In Auth0: Settings > Signing Keys; load https://<tenant>/samlp/metadata/<client id> again.';

/** Auth0. */
export const AUTH0: VendorHints = {
  'audience-mismatch': `${ADDON} "audience".`,
  'recipient-mismatch': `${ADDON} "recipient", and Application Callback URL.`,
  'destination-mismatch': `${ADDON} "destination", and Application Callback URL.`,
  'acs-url-unregistered': 'In Auth0: the application > Settings > Allowed Callback URLs.',
  'signature-invalid': CERTIFICATE,
  'embedded-certificate-differs': CERTIFICATE,
  'connection-certificate-outdated': CERTIFICATE,
  'signature-on-one': `${ADDON} "signResponse" (true signs the response in place of the assertion).`,
  'assertion-signature-wanted': `${ADDON} "signResponse": false signs the assertion.`,
  'signature-weak': `${ADDON} "signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha256". The default is SHA-1.`,
  'conditions-expired': `${ADDON} "lifetimeInSeconds".`,
  'nameid-missing': `${ADDON} "nameIdentifierProbes".`,
  'nameid-policy-mismatch': `${ADDON} "nameIdentifierFormat".`,
  'attribute-required-missing': `${ADDON} "mappings", and "passthroughClaimsWithNoMapping".`,
  'attribute-map-near-miss': `${ADDON} "mappings": Auth0 names attributes by claim URIs unless mapped.`,
  'status-not-success': 'Auth0 shows the reason under Monitoring > Logs.',
  'logout-endpoint-missing': `${ADDON} "logout": { "callback": … }.`,
};
