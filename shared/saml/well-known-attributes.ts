/**
 * Attributes that go by several names, each of which is one and the same: the short name, the name by OID that the
 * X.500/LDAP attribute profile gives (saml-profiles 8.2), and the URI of a claim (ADFS, Entra ID). From RFC 4519, RFC 4524,
 * RFC 2798, eduPerson, SCHAC, isMemberOf of Internet2, the claim types of WS-Federation, and the user profile of Okta, which
 * says firstName and lastName. The first Shibboleth wrote the short name behind a prefix of MACE.
 */
const OID = 'urn:oid:';
const EDU_PERSON = `${OID}1.3.6.1.4.1.5923.1.1.1`;
const SCHAC = `${OID}1.3.6.1.4.1.25178.1.2`;
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const CLAIMS_2008 = 'http://schemas.microsoft.com/ws/2008/06/identity/claims';
/** Of the first AD FS. */
const CLAIMS_1 = 'http://schemas.xmlsoap.org/claims';
const ENTRA = 'http://schemas.microsoft.com/identity/claims';

const SAME: readonly (readonly string[])[] = [
  ['uid', `${OID}0.9.2342.19200300.100.1.1`],
  [
    'mail',
    `${OID}0.9.2342.19200300.100.1.3`,
    'email',
    'emailAddress',
    `${CLAIMS}/emailaddress`,
    `${CLAIMS_1}/EmailAddress`,
  ],
  ['cn', 'commonName', `${OID}2.5.4.3`, `${CLAIMS_1}/CommonName`],
  ['sn', 'surname', 'lastName', `${OID}2.5.4.4`, `${CLAIMS}/surname`],
  ['givenName', 'firstName', `${OID}2.5.4.42`, `${CLAIMS}/givenname`],
  ['displayName', `${OID}2.16.840.1.113730.3.1.241`, `${ENTRA}/displayname`],
  ['employeeNumber', `${OID}2.16.840.1.113730.3.1.3`],
  ['employeeType', `${OID}2.16.840.1.113730.3.1.4`],
  ['preferredLanguage', `${OID}2.16.840.1.113730.3.1.39`],
  ['title', `${OID}2.5.4.12`],
  ['description', `${OID}2.5.4.13`],
  ['serialNumber', `${OID}2.5.4.5`],
  ['c', 'countryName', `${OID}2.5.4.6`, `${CLAIMS}/country`],
  ['l', 'localityName', `${OID}2.5.4.7`, `${CLAIMS}/locality`],
  ['st', 'stateOrProvinceName', `${OID}2.5.4.8`, `${CLAIMS}/stateorprovince`],
  ['street', 'streetAddress', `${OID}2.5.4.9`, `${CLAIMS}/streetaddress`],
  ['o', 'organizationName', `${OID}2.5.4.10`],
  ['ou', 'organizationalUnitName', `${OID}2.5.4.11`],
  ['postalCode', `${OID}2.5.4.17`, `${CLAIMS}/postalcode`],
  ['telephoneNumber', `${OID}2.5.4.20`],
  ['mobile', `${OID}0.9.2342.19200300.100.1.41`, `${CLAIMS}/mobilephone`],
  ['homePhone', `${OID}0.9.2342.19200300.100.1.20`, `${CLAIMS}/homephone`],
  ['manager', `${OID}0.9.2342.19200300.100.1.10`],
  ['member', `${OID}2.5.4.31`],
  ['memberOf', `${OID}1.2.840.113556.1.2.102`],
  ['sAMAccountName', `${OID}1.2.840.113556.1.4.221`],
  ['userPrincipalName', 'upn', `${OID}1.2.840.113556.1.4.656`, `${CLAIMS}/upn`, `${CLAIMS_1}/UPN`],
  ['isMemberOf', `${OID}1.3.6.1.4.1.5923.1.5.1.1`],
  ['eduPersonAffiliation', `${EDU_PERSON}.1`],
  ['eduPersonNickname', `${EDU_PERSON}.2`],
  ['eduPersonOrgDN', `${EDU_PERSON}.3`],
  ['eduPersonOrgUnitDN', `${EDU_PERSON}.4`],
  ['eduPersonPrimaryAffiliation', `${EDU_PERSON}.5`],
  ['eduPersonPrincipalName', 'eppn', `${EDU_PERSON}.6`],
  ['eduPersonEntitlement', 'entitlement', `${EDU_PERSON}.7`],
  ['eduPersonPrimaryOrgUnitDN', `${EDU_PERSON}.8`],
  ['eduPersonScopedAffiliation', 'scopedAffiliation', `${EDU_PERSON}.9`],
  ['eduPersonTargetedID', 'eptid', `${EDU_PERSON}.10`],
  ['eduPersonAssurance', 'assurance', `${EDU_PERSON}.11`],
  ['eduPersonPrincipalNamePrior', `${EDU_PERSON}.12`],
  ['eduPersonUniqueId', `${EDU_PERSON}.13`],
  ['eduPersonOrcid', 'orcid', `${EDU_PERSON}.16`],
  ['schacHomeOrganization', `${SCHAC}.9`],
  ['schacHomeOrganizationType', `${SCHAC}.10`],
  ['schacPersonalUniqueCode', `${SCHAC}.14`],
  ['schacPersonalUniqueID', `${SCHAC}.15`],
  ['subject-id', 'urn:oasis:names:tc:SAML:attribute:subject-id'],
  ['pairwise-id', 'urn:oasis:names:tc:SAML:attribute:pairwise-id'],
  ['role', `${CLAIMS_2008}/role`],
  ['name', `${CLAIMS}/name`],
  ['nameidentifier', `${CLAIMS}/nameidentifier`],
  ['windowsaccountname', `${CLAIMS_2008}/windowsaccountname`],
  ['primarysid', `${CLAIMS_2008}/primarysid`],
  ['primarygroupsid', `${CLAIMS_2008}/primarygroupsid`],
  ['groupsid', `${CLAIMS_2008}/groupsid`],
  ['objectidentifier', `${ENTRA}/objectidentifier`],
  ['tenantid', `${ENTRA}/tenantid`],
  ['identityprovider', `${ENTRA}/identityprovider`],
];

const BY_NAME: ReadonlyMap<string, readonly string[]> = new Map(
  SAME.flatMap((names) => names.map((name) => [name.toLowerCase(), names] as const)),
);

/**
 * Whether two names are known to be those of one attribute: `mail` and `urn:oid:0.9.2342.19200300.100.1.3`. Case is of no
 * matter here, and equal names are not two names. A table of what standards and products say; a guess is none of it.
 */
export function isSameAttribute(one: string, other: string): boolean {
  if (one === other) return false;
  const [short, otherShort] = [withoutMace(one), withoutMace(other)];
  if (short === otherShort) return true;
  const names = BY_NAME.get(short);
  return names !== undefined && names === BY_NAME.get(otherShort);
}

/** `urn:mace:dir:attribute-def:mail` is `mail` (MACE-Dir SAML Attribute Profiles). In lower case. */
function withoutMace(name: string): string {
  return name.toLowerCase().replace(/^urn:mace:dir:attribute-def:/, '');
}
