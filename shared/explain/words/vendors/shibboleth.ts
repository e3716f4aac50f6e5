import type { VendorHints } from './vendor-hints.ts';

const PARTY = 'In the Shibboleth IdP: conf/relying-party.xml, profile SAML2.SSO,';
const FILTER = 'In the Shibboleth IdP: conf/attribute-filter.xml (release), and conf/attribute-resolver.xml (source).';
const METADATA = 'The Shibboleth IdP goes by the SP’s metadata: load the current one (conf/metadata-providers.xml).';

/** Shibboleth IdP. */
export const SHIBBOLETH: VendorHints = {
  'audience-mismatch': METADATA,
  'recipient-mismatch': METADATA,
  'destination-mismatch': METADATA,
  'acs-url-unregistered': METADATA,
  'acs-index-unregistered': METADATA,
  'signature-on-one': `${PARTY} p:signAssertions and p:signResponses.`,
  'assertion-signature-wanted': `${PARTY} p:signAssertions="true".`,
  'signature-weak':
    'In the Shibboleth IdP: idp.signing.config = shibboleth.SigningConfiguration.SHA256 (idp.properties).',
  'encryption-weak':
    'In the Shibboleth IdP: idp.encryption.config = shibboleth.EncryptionConfiguration.GCM (idp.properties).',
  'encrypted-for-other-key': METADATA,
  'nameid-missing':
    'In the Shibboleth IdP: conf/saml-nameid.xml and saml-nameid.properties; the source attribute must be released, too.',
  'nameid-transient':
    'In the Shibboleth IdP: conf/saml-nameid.xml, shibboleth.SAML2PersistentGenerator; the format is picked by the SP’s metadata.',
  'status-request-cause': [
    {
      text: 'In the Shibboleth IdP: conf/saml-nameid.xml makes the formats.',
      when: { from: 'idp', variants: ['nameid-format'] },
    },
    {
      text: 'In the Shibboleth IdP: conf/authn/authn.properties, supportedPrincipals of the login flow.',
      when: { from: 'idp', variants: ['authn-context'] },
    },
  ],
  'attribute-required-missing': FILTER,
  'attribute-statement-missing': FILTER,
  'attribute-nested-nameid':
    'In the Shibboleth IdP: release pairwise-id or subject-id in place of eduPersonTargetedID.',
  'status-not-success': 'The Shibboleth IdP writes the reason to logs/idp-process.log.',
  'logout-endpoint-missing':
    'In the Shibboleth IdP: idp.session.trackSPSessions and idp.session.secondaryServiceIndex = true.',
};
