import type { Vendor } from '../vendors.ts';

/** What to do at one product, by code: stands behind the general advice. */
export const VENDOR_HINTS: Readonly<Record<string, Partial<Readonly<Record<Vendor, string>>>>> = {
  'audience-mismatch': {
    'Entra ID':
      'In Entra ID: Enterprise application > Single sign-on > Basic SAML configuration > Identifier (Entity ID).',
    'AD FS': 'In AD FS: relying party trust > Identifiers.',
    Okta: 'In Okta: application > General > SAML settings > Audience URI (SP Entity ID).',
    Keycloak: 'In Keycloak: the client’s Client ID is the SP’s entity ID.',
  },
  'recipient-mismatch': {
    'Entra ID': 'In Entra ID: Basic SAML configuration > Reply URL.',
    'AD FS': 'In AD FS: relying party trust > Endpoints > SAML assertion consumer.',
    Okta: 'In Okta: SAML settings > Single sign-on URL, “use this for Recipient URL and Destination URL”.',
    Keycloak: 'In Keycloak: client > Valid redirect URIs, and Master SAML processing URL.',
  },
  'destination-mismatch': {
    'Entra ID': 'In Entra ID: Basic SAML configuration > Reply URL or Logout URL.',
    'AD FS': 'In AD FS: relying party trust > Endpoints.',
    Okta: 'In Okta: SAML settings > Single sign-on URL.',
    Keycloak: 'In Keycloak: client > Advanced > fine grain SAML endpoint configuration.',
  },
  'nameid-missing': {
    'AD FS':
      'In AD FS: add an issuance transform rule that sends an LDAP attribute (such as UPN) as the outgoing claim type “Name ID”.',
    'Entra ID': 'In Entra ID: Attributes & claims > Unique User Identifier (Name ID).',
    Okta: 'In Okta: SAML settings > Name ID format and Application username.',
    Keycloak: 'In Keycloak: client > Settings > Name ID format.',
  },
  'attribute-group-guids': {
    'Entra ID':
      'In Entra ID: Attributes & claims > group claim > source attribute “Cloud-only group display names” or sAMAccountName.',
  },
  'attribute-joined-list': {
    Keycloak:
      'In Keycloak: switch “Single Group Attribute” or “Single Role Attribute” of the mapper on; it makes one attribute with a value for each.',
    Okta: 'In Okta: use a group attribute statement with a filter, not an expression that joins names.',
  },
  'attribute-required-missing': {
    'Entra ID':
      'In Entra ID claims have URI names: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress and the like. Empty attributes of a user are not sent at all.',
    'AD FS': 'In AD FS: add a claim rule for it to the relying party trust.',
    Okta: 'In Okta: SAML settings > Attribute statements or Group attribute statements.',
    Keycloak: 'In Keycloak: client > Client scopes > dedicated scope > add a mapper.',
  },
  'status-not-success': {
    'AD FS':
      'AD FS writes the reason to the event log: Applications and Services Logs > AD FS > Admin. For InvalidNameIDPolicy it needs a claim rule that sends a Name ID of the format asked for.',
    'Entra ID': 'Entra ID shows the reason under Sign-in logs; search for the AADSTS number.',
    Okta: 'Okta shows the reason under Reports > System Log.',
    Keycloak: 'Keycloak shows the reason under Realm > Events, if saving events is on.',
  },
  'signature-invalid': {
    'Entra ID':
      'Entra ID publishes its current certificates per application: Single sign-on > SAML certificates > App Federation Metadata Url.',
    'AD FS':
      'AD FS rolls its token-signing certificate by itself once a year: load /FederationMetadata/2007-06/FederationMetadata.xml again.',
    Okta: 'In Okta: application > Sign on > SAML signing certificates; the active one must be known here.',
    Keycloak: 'In Keycloak the realm’s keys may have been rotated: load /realms/…/protocol/saml/descriptor again.',
  },
  'embedded-certificate-differs': {
    'AD FS':
      'AD FS rolls its token-signing certificate by itself once a year: load /FederationMetadata/2007-06/FederationMetadata.xml again.',
    'Entra ID': 'In Entra ID: Single sign-on > SAML certificates > App Federation Metadata Url.',
  },
  'logout-unsigned': {
    'Entra ID':
      'Entra ID does not sign the logout requests that it sends out; allow them for this connection only if you can live with forged logouts.',
  },
  'session-index-missing': {
    'AD FS': 'AD FS finds the session by NameID and SessionIndex together.',
  },
  'signature-weak': {
    'AD FS': 'In AD FS: relying party trust > Advanced > Secure hash algorithm.',
    'Entra ID': 'In Entra ID: SAML certificates > Signing algorithm.',
    Keycloak: 'In Keycloak: client > Signature and encryption > Signature algorithm.',
  },
};
