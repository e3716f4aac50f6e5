import type { VendorHints } from './vendor-hints.ts';

const TRUST = 'In AD FS: Relying Party Trusts > Properties >';
const ROLLED =
  'AD FS rolls its token-signing certificate once a year: load /FederationMetadata/2007-06/FederationMetadata.xml again (Get-AdfsCertificate shows it; AutoCertificateRollover).';
const SIGN = 'In AD FS: Set-AdfsRelyingPartyTrust -TargetName … -SamlResponseSignature MessageAndAssertion.';
const RULE = 'In AD FS: Edit Claim Issuance Policy >';

/** Microsoft AD FS. */
export const AD_FS: VendorHints = {
  'audience-mismatch': `${TRUST} Identifiers > Relying party identifier.`,
  'recipient-mismatch': `${TRUST} Endpoints > SAML Assertion Consumer Endpoints.`,
  'destination-mismatch': `${TRUST} Endpoints.`,
  'acs-url-unregistered': `${TRUST} Endpoints > SAML Assertion Consumer Endpoints (MSIS3200).`,
  'signature-invalid': ROLLED,
  'embedded-certificate-differs': ROLLED,
  'connection-certificate-outdated': ROLLED,
  'certificate-expired': ROLLED,
  'certificate-expires-soon': ROLLED,
  'signature-on-one': SIGN,
  'assertion-signature-wanted': SIGN,
  'signature-weak': {
    text: `${TRUST} Advanced > Secure hash algorithm: SHA-256. It holds for what AD FS takes, too (MSIS7093).`,
    when: {},
  },
  'signature-missing': SIGN,
  'conditions-not-before': 'In AD FS: Set-AdfsRelyingPartyTrust -TargetName … -NotBeforeSkew 2 (minutes).',
  'clock-ahead': 'In AD FS: Set-AdfsRelyingPartyTrust -TargetName … -NotBeforeSkew 2 (minutes).',
  'conditions-expired': 'In AD FS: Set-AdfsRelyingPartyTrust -TokenLifetime … sets the validity (0: 60 minutes).',
  'nameid-missing': `${RULE} Send LDAP Attributes as Claims: User-Principal-Name as “Name ID”. Logout needs it.`,
  'nameid-policy-mismatch': `${RULE} Transform an Incoming Claim to “Name ID” with the format that is asked for.`,
  'status-request-cause': {
    text: `${RULE} Transform an Incoming Claim to “Name ID” with the format that is asked for (MSIS7070).`,
    when: { from: 'idp', variants: ['nameid-format'] },
  },
  'attribute-required-missing': `${RULE} Add Rule > Send LDAP Attributes as Claims.`,
  'attribute-role-missing': `${RULE} Add Rule > Send Group Membership as a Claim.`,
  'attribute-joined-list': `${RULE} Token-Groups – Unqualified Names gives one value for each group.`,
  'attribute-statement-missing': `${RULE} without a rule AD FS sends nothing.`,
  'status-not-success':
    'AD FS writes the reason to the event log: Applications and Services Logs > AD FS > Admin. Look for the activity ID of the error page.',
  'logout-unsigned': 'AD FS wants logout signed (MSIS7084): give it the SP’s certificate under Signature.',
  'logout-nameid-differs':
    'AD FS matches the NameID with its qualifiers (event 368): send it back exactly as it came, without qualifiers that were not there.',
  'session-index-missing': 'AD FS finds the session by NameID and SessionIndex together.',
  'logout-endpoint-missing': `${TRUST} Endpoints > Add SAML > SAML Logout, https://<host>/adfs/ls/.`,
  'metadata-slo-missing': `${TRUST} Endpoints > Add SAML > SAML Logout.`,
  'encrypted-for-other-key': `${TRUST} Encryption: the SP’s current certificate, or none.`,
  'encryption-weak':
    'In AD FS: Set-AdfsRelyingPartyTrust -EncryptionCertificate …; it encrypts with AES-256-CBC and RSA-OAEP.',
};
