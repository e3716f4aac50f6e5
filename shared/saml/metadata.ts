import type { XmlElement } from '#shared/xml/tree.ts';
import type { Attribute } from './assertion.ts';
import type { MessageHead } from './head.ts';
import type { Instant } from './values.ts';

/** saml-metadata 2.3: one entity, or an aggregate. */
export interface Metadata extends MessageHead {
  readonly kind: 'Metadata';
  readonly entities: readonly Entity[];
  readonly validUntil: Instant | null;
}

/** saml-metadata 2.3.2 */
export interface Entity {
  readonly element: XmlElement;
  readonly entityId: string;
  readonly validUntil: Instant | null;
  readonly idp: IdpRole | null;
  readonly sp: SpRole | null;
}

/** saml-metadata 2.4.1.1; certificates as base64 text without white space, in document order. */
export interface RoleKey {
  readonly use: 'signing' | 'encryption' | null;
  readonly certificate: string;
}

/** saml-metadata 2.2.2 */
export interface Endpoint {
  /** URI. */
  readonly binding: string;
  readonly location: string;
  readonly responseLocation: string | null;
  readonly index: string | null;
  readonly isDefault: boolean;
}

/** saml-metadata 2.4.3 */
export interface IdpRole {
  readonly keys: readonly RoleKey[];
  readonly wantAuthnRequestsSigned: boolean;
  readonly singleSignOn: readonly Endpoint[];
  readonly singleLogout: readonly Endpoint[];
  readonly nameIdFormats: readonly string[];
}

/** saml-metadata 2.4.4 */
export interface SpRole {
  readonly keys: readonly RoleKey[];
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
  readonly assertionConsumer: readonly Endpoint[];
  readonly singleLogout: readonly Endpoint[];
  readonly nameIdFormats: readonly string[];
  /** Where a link from elsewhere can have a login begun, in Extensions (sstc-request-initiation 2). */
  readonly requestInitiators: readonly Endpoint[];
}

/** Everything else that an entity says of itself; read on demand, because an aggregate has thousands (`readEntityDetails`). */
export interface EntityDetails {
  readonly entity: Entity;
  readonly id: string | null;
  /** An xs:duration, as written. */
  readonly cacheDuration: string | null;
  /** Every role descriptor and affiliation, in document order. */
  readonly roles: readonly RoleDetails[];
  readonly affiliation: Affiliation | null;
  readonly organization: Organization | null;
  readonly contacts: readonly Contact[];
  readonly additionalLocations: readonly { readonly namespace: string; readonly location: string }[];
  readonly extensions: MetadataExtensions;
}

/** saml-metadata 2.4.1 and what derives from it. */
export interface RoleDetails {
  readonly element: XmlElement;
  /** Local name: `IDPSSODescriptor`, `AttributeAuthorityDescriptor`, ...; of a RoleDescriptor its `xsi:type`. */
  readonly name: string;
  /** protocolSupportEnumeration. */
  readonly protocols: readonly string[];
  readonly validUntil: Instant | null;
  readonly cacheDuration: string | null;
  readonly errorUrl: string | null;
  readonly keys: readonly KeyDescriptor[];
  /** Every endpoint, whatever its service; in document order. */
  readonly endpoints: readonly ServiceEndpoint[];
  readonly nameIdFormats: readonly string[];
  readonly attributeProfiles: readonly string[];
  /** Attributes that the role can give (saml-metadata 2.4.3, 2.4.7). */
  readonly attributes: readonly Attribute[];
  readonly attributeConsumingServices: readonly AttributeConsumingService[];
  /** WantAuthnRequestsSigned, AuthnRequestsSigned, WantAssertionsSigned: those that are true. */
  readonly wants: readonly string[];
  readonly organization: Organization | null;
  readonly contacts: readonly Contact[];
  readonly extensions: MetadataExtensions;
}

/** An endpoint and the service that it serves: `SingleSignOnService`, `ArtifactResolutionService`, ... */
export interface ServiceEndpoint extends Endpoint {
  readonly service: string;
}

/** saml-metadata 2.4.1.1 */
export interface KeyDescriptor {
  readonly element: XmlElement;
  readonly use: RoleKey['use'];
  /** Base64 without white space. */
  readonly certificates: readonly string[];
  readonly keyNames: readonly string[];
  /** A bare key stands there, with or without a certificate. */
  readonly hasKeyValue: boolean;
  readonly encryptionMethods: readonly string[];
}

/** saml-metadata 2.4.4.1 */
export interface AttributeConsumingService {
  readonly index: string | null;
  readonly isDefault: boolean;
  readonly names: readonly LocalizedText[];
  readonly descriptions: readonly LocalizedText[];
  readonly requested: readonly (Attribute & { readonly isRequired: boolean })[];
}

/** saml-metadata 2.5 */
export interface Affiliation {
  readonly ownerId: string | null;
  readonly members: readonly string[];
  readonly validUntil: Instant | null;
  readonly keys: readonly KeyDescriptor[];
}

/** Text in one language: `xml:lang`, null where it is missing. */
export interface LocalizedText {
  readonly language: string | null;
  readonly text: string;
}

/** saml-metadata 2.3.2.1 */
export interface Organization {
  readonly names: readonly LocalizedText[];
  readonly displayNames: readonly LocalizedText[];
  readonly urls: readonly LocalizedText[];
}

/** saml-metadata 2.3.2.2 */
export interface Contact {
  readonly type: string | null;
  readonly company: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  /** Without `mailto:`. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** The content of an Extensions element, of an entity, a role or an aggregate. */
export interface MetadataExtensions {
  /** mdattr (saml-metadata-attr): entity categories and the like. */
  readonly entityAttributes: readonly Attribute[];
  /** mdui (saml-metadata-ui 2.1). */
  readonly uiInfo: UiInfo | null;
  /** mdui (saml-metadata-ui 2.2). */
  readonly discoHints: {
    readonly ips: readonly string[];
    readonly domains: readonly string[];
    readonly locations: readonly string[];
  } | null;
  /** mdrpi (saml-metadata-rpi 2.1). */
  readonly registration: {
    readonly authority: string | null;
    readonly instant: Instant | null;
    readonly policies: readonly LocalizedText[];
  } | null;
  /** mdrpi (saml-metadata-rpi 2.2). */
  readonly publication: {
    readonly publisher: string | null;
    readonly instant: Instant | null;
    readonly id: string | null;
    readonly usagePolicies: readonly LocalizedText[];
  } | null;
  /** alg (saml-metadata-algsupport 2.3): URIs. */
  readonly digestMethods: readonly string[];
  readonly signingMethods: readonly {
    readonly algorithm: string;
    readonly minKeySize: number | null;
    readonly maxKeySize: number | null;
  }[];
  /** shibmd: the domains that scoped attributes may have. */
  readonly scopes: readonly { readonly value: string; readonly isPattern: boolean }[];
  /** Names, as written, of extensions that are not read here. */
  readonly others: readonly string[];
}

/** What a discovery page shows of an entity (saml-metadata-ui 2.1). */
export interface UiInfo {
  readonly displayNames: readonly LocalizedText[];
  readonly descriptions: readonly LocalizedText[];
  readonly keywords: readonly LocalizedText[];
  readonly informationUrls: readonly LocalizedText[];
  readonly privacyUrls: readonly LocalizedText[];
  readonly logos: readonly { readonly url: string; readonly width: number | null; readonly height: number | null }[];
}
