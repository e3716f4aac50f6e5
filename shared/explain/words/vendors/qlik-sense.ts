import type { VendorHints } from './vendor-hints.ts';

const PROXY = 'In the Qlik Sense QMC: Virtual proxies > Edit > Authentication >';
const METADATA = `${PROXY} SAML IdP metadata: upload the IdP’s current metadata.`;
const MAP = `${PROXY} SAML attribute mapping:`;

/** Qlik Sense Enterprise on Windows as SP. */
export const QLIK_SENSE: VendorHints = {
  'audience-mismatch': `${PROXY} SAML entity ID.`,
  'recipient-mismatch': `${PROXY} SAML host URI, and the Prefix, in its exact case; download the SP metadata again.`,
  'destination-mismatch': `${PROXY} SAML host URI (with a port that is not 443), and the Prefix, in its exact case.`,
  'acs-url-unregistered': `${PROXY} SAML host URI; then load the SP metadata at the IdP.`,
  'signature-invalid': METADATA,
  'embedded-certificate-differs': METADATA,
  'connection-certificate-outdated': METADATA,
  'signature-weak': {
    text: `${PROXY} SAML signing algorithm: SHA-256, and the proxy’s certificate must have a provider that can do it.`,
    when: { from: 'sp' },
  },
  'nameid-missing': `${PROXY} SAML single logout needs a NameID.`,
  'attribute-required-missing': `${MAP} “Mandatory” refuses the login; the left side is what the IdP sends, character by character.`,
  'attribute-map-near-miss': `${MAP} the left side is what the IdP sends, character by character.`,
  'attribute-role-missing': `${MAP} rules see it as user.environment.<name>.`,
  'attribute-joined-list': 'Qlik Sense keeps a joined list as one value: user.environment.group = "x" does not match.',
  'attribute-group-guids': 'In Qlik Sense rules compare user.environment.group with what the IdP sends.',
  unsolicited: 'Qlik Sense takes logins that begin at the IdP only with RelayState on the host white list.',
  'relay-state-open-redirect': 'In the Qlik Sense QMC: Virtual proxies > Advanced > Host white list.',
  'metadata-slo-missing': `${PROXY} SAML single logout; upload IdP metadata that has SLO locations.`,
  'logout-endpoint-missing': `${PROXY} SAML single logout; upload IdP metadata that has SLO locations.`,
  'logout-binding-mismatch': { text: 'Qlik Sense sends logout by redirect only.', when: { from: 'sp' } },
};
