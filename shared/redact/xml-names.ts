import type { Redactor } from './redactor.ts';

/** Local names of the schemas that SAML messages are made of; in these namespaces nothing else is a name of theirs. */
const SCHEMA_NAMES: ReadonlySet<string> = new Set(
  `Action ActionType Address AdditionalMetadataLocation AffiliateMember AffiliationDescriptor Advice AgreementMethod AppliesTo Artifact
  ArtifactResolutionService ArtifactResolve ArtifactResponse Assertion AssertionArtifact AssertionConsumerService
  AssertionIDRef AssertionIDReference AssertionIDRequest AssertionIDRequestService AssertionURIRef Attribute
  AttributeAuthorityDescriptor AttributeConsumingService AttributeDesignator AttributeProfile AttributeQuery
  AttributeService AttributeStatement AttributeValue Audience AudienceRestriction AudienceRestrictionCondition
  AuthenticatingAuthority AuthenticationStatement AuthnAuthorityDescriptor AuthnContext AuthnContextClassRef
  AuthnContextDecl AuthnContextDeclRef AuthnQuery AuthnQueryService AuthnRequest AuthnStatement AuthzDecisionQuery
  AuthzDecisionStatement AuthzService BaseID BinarySecret Body CanonicalizationMethod CarriedKeyName CipherData
  CipherReference CipherValue Company Condition Conditions ConfirmationMethod ContactPerson Created Description
  DigestMethod DigestValue DiscoHints DiscoveryResponse DisplayName DomainHint DoNotCacheCondition ECKeyValue
  EmailAddress EncryptedAssertion EncryptedAttribute EncryptedData EncryptedID EncryptedKey EncryptionMethod
  EncryptionProperties EncryptionProperty EntitiesDescriptor EntityAttributes EntityDescriptor EndpointReference
  Envelope Evidence Expires Exponent Extensions Fault GeolocationHint GetComplete GivenName Header IDPEntry IDPList
  IDPSSODescriptor IPHint InclusiveNamespaces InformationURL Issuer KeyDescriptor KeyInfo KeyName KeyReference KeySize
  KeyType KeyValue Keywords Lifetime Logo LogoutRequest LogoutResponse MGF ManageNameIDRequest ManageNameIDResponse
  ManageNameIDService Modulus NameID NameIDFormat NameIDMappingRequest NameIDMappingResponse NameIDMappingService
  NameIDPolicy NameIdentifier NamedCurve NewEncryptedID NewID OAEPparams OneTimeUse Organization
  OrganizationDisplayName OrganizationName OrganizationURL OriginatorKeyInfo PDPDescriptor PrivacyStatementURL
  ProxyRestriction PublicKey Publication PublicationInfo PublicationPath RSAKeyValue RecipientKeyInfo Reference
  ReferenceList RegistrationInfo RegistrationPolicy RelayState Request RequestAuthenticated RequestInitiator
  RequestSecurityTokenResponse RequestSecurityTokenResponseCollection RequestType RequestedAttachedReference
  RequestedAttribute RequestedAuthnContext RequestedSecurityToken RequestedUnattachedReference RequesterID Response
  RetrievalMethod RoleDescriptor SPSSODescriptor SecurityTokenReference Scope Scoping ServiceDescription ServiceName
  SessionIndex Signature SignatureMethod SignatureValue SignedInfo SigningMethod SingleLogoutService
  SingleSignOnService SourceID Statement Status StatusCode StatusDetail StatusMessage Subject SubjectConfirmation
  SubjectConfirmationData SubjectConfirmationMethod SubjectLocality SurName Terminate TelephoneNumber Timestamp
  TokenType Transform Transforms UIInfo UsagePolicy X509Certificate X509CRL X509Data X509Digest X509IssuerName
  X509IssuerSerial X509SKI X509SerialNumber X509SubjectName XPath attributes faultactor faultcode faultstring Code
  Reason Subcode Text Value Detail detail
  entityID protocolSupportEnumeration AuthnRequestsSigned use Binding Location index isDefault contactType
  WantAssertionsSigned schemaLocation noNamespaceSchemaLocation errorURL ServiceDisplayName validUntil
  WantAuthnRequestsSigned ResponseLocation cacheDuration affiliationOwnerID isRequired supportsAsynchronous ID
  IssueInstant NotOnOrAfter Version SPNameQualifier Format InResponseTo Method Recipient NotBefore AuthnInstant Name
  NameFormat FriendlyName SessionNotOnOrAfter NameQualifier SPProvidedID Namespace DNSName Decision Count Algorithm URI
  Id lang height width Destination ProtocolBinding AssertionConsumerServiceURL AssertionConsumerServiceIndex
  AttributeConsumingServiceIndex AllowCreate Comparison ProviderID ProviderName Loc Consent Resource ProxyCount Type
  DataReference KeyAuthority VerifyDepth regexp registrationAuthority publisher creationInstant publicationId
  registrationInstant ClaimTypesRequested TargetScopes ApplicationServiceEndpoint PassiveRequestorEndpoint
  TokenTypesOffered ClaimTypesOffered SecurityTokenServiceEndpoint ClaimType Uri Optional Metadata MetadataSection
  Dialect MetadataReference MajorVersion MinorVersion AssertionID ResponseID RequestID AttributeNamespace AttributeName
  AuthenticationMethod AuthenticationInstant Context KeyIdentifier ValueType EncodingType PrefixList mustUnderstand actor
  ForceAuthn IsPassive MinKeySize MaxKeySize Asynchronous Extension RepublishRequest RepublishTarget type nil space base
  encodingStyle Recipient Target MimeType Encoding Reason IPAddress ServiceName HideFromWAYF`.split(/\s+/),
);

/** Prefixes that XML and its schema language have for themselves. */
const OWN_PREFIXES: ReadonlySet<string> = new Set([
  'xml',
  'xmlns',
  'xs',
  'xsd',
  'xsi',
  'saml',
  'saml2',
  'samlp',
  'saml2p',
  'ds',
  'md',
]);

/** A name as it was written, without whatever in it was an original elsewhere. It is an XML name again. */
export function redactName(name: string, redactor: Redactor): string {
  const colon = name.indexOf(':');
  const local = name.slice(colon + 1);
  const otherLocal = SCHEMA_NAMES.has(local) ? local : keptName(local, redactor);
  return colon === -1 ? otherLocal : `${redactPrefix(name.slice(0, colon), redactor)}:${otherLocal}`;
}

/** Whether nothing in a name is anybody's: it is one of the schemas, under a prefix that everybody uses, or declares one. */
export function isSchemaName(name: string): boolean {
  const [first = '', second, ...more] = name.split(':');
  if (more.length > 0) return false;
  if (second === undefined) return first === 'xmlns' || SCHEMA_NAMES.has(first);
  return first === 'xmlns' ? OWN_PREFIXES.has(second) : OWN_PREFIXES.has(first) && SCHEMA_NAMES.has(second);
}

/** A namespace prefix: the same wherever it stands. */
export function redactPrefix(prefix: string, redactor: Redactor): string {
  return OWN_PREFIXES.has(prefix) ? prefix : keptName(prefix, redactor);
}

/** Pseudonyms in a name lose what a name cannot have. */
function keptName(name: string, redactor: Redactor): string {
  const kept = redactor.kept(name);
  if (kept === name) return name;
  const clean = kept.replace(/[^\w.-]/g, '_');
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}
