import type { VendorHints } from './vendor-hints.ts';

const CLIENT = 'In Keycloak: Clients > the client >';
const ROTATED =
  'In Keycloak the realm’s keys may have been rotated (Realm settings > Keys): load /realms/<realm>/protocol/saml/descriptor again.';
const SIGN = `${CLIENT} Settings > Signature and Encryption > Sign documents (response) and Sign assertions.`;
const MAPPER = `${CLIENT} Client scopes > <client>-dedicated > Add mapper.`;

/** Keycloak. */
export const KEYCLOAK: VendorHints = {
  'audience-mismatch': `${CLIENT} Settings > Client ID is the SP’s entity ID.`,
  'recipient-mismatch': `${CLIENT} Settings > Master SAML Processing URL, and Advanced > Assertion Consumer Service POST Binding URL.`,
  'destination-mismatch': `${CLIENT} Advanced > Fine Grain SAML Endpoint Configuration. Behind a proxy: KC_HOSTNAME, KC_PROXY_HEADERS.`,
  'acs-url-unregistered': `${CLIENT} Settings > Valid redirect URIs (“Invalid redirect uri”).`,
  'signature-invalid': ROTATED,
  'embedded-certificate-differs': ROTATED,
  'connection-certificate-outdated': ROTATED,
  'signature-on-one': SIGN,
  'assertion-signature-wanted': SIGN,
  'signature-missing': SIGN,
  'signature-weak': `${CLIENT} Settings > Signature Algorithm: RSA_SHA256.`,
  'nameid-missing': `${CLIENT} Settings > Name ID format.`,
  'nameid-policy-mismatch': `${CLIENT} Settings > Force Name ID Format off.`,
  'conditions-expired': `${CLIENT} Advanced > Assertion Lifespan.`,
  'attribute-required-missing': `${MAPPER} User Attribute; the name is “SAML Attribute Name”.`,
  'attribute-map-near-miss': `${MAPPER} “SAML Attribute Name” and “Friendly Name” are two fields.`,
  'attribute-role-missing': `${MAPPER} Role list, or Group list.`,
  'attribute-name-repeated': `${CLIENT} Client scopes > role_list > Mappers > role list > Single Role Attribute: on.`,
  'attribute-joined-list': `${CLIENT} Client scopes > the mapper > Single Group Attribute, or Single Role Attribute: on.`,
  'status-not-success': 'Keycloak shows the reason under Realm settings > Events, if saving events is on.',
  'logout-endpoint-missing': `${CLIENT} Advanced > Logout Service Redirect Binding URL.`,
  'logout-unsigned': `${CLIENT} Keys > Client signature required, with the SP’s certificate.`,
  'encrypted-for-other-key': `${CLIENT} Keys > Encrypt assertions > the SP’s certificate.`,
  'encryption-weak': `${CLIENT} Keys > Encryption algorithm and Key transport algorithm.`,
};
