import type { XmlElement } from '#shared/xml/tree.ts';

/**
 * The typed model of what a document says (saml-core 2 and 3). Values are as written, white space
 * at the ends removed where the schema type collapses it; `element` leads back to the bytes.
 * Reading never fails on odd content: what is missing is null, and the checks say so.
 */
export type SamlMessage =
  | AuthnRequest
  | Response
  | LogoutRequest
  | LogoutResponse
  | BareAssertion
  | Metadata
  | OtherMessage;

/** What every protocol message has (saml-core 3.2.1, 3.2.2). */
export interface MessageHead {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly version: string | null;
  readonly issueInstant: Instant | null;
  readonly destination: string | null;
  readonly issuer: NameIdentifier | null;
  readonly consent: string | null;
}

/** An xs:dateTime: as written, and in milliseconds since the epoch (null if it is none). */
export interface Instant {
  readonly text: string;
  readonly time: number | null;
}

/** NameID, Issuer and their like (saml-core 2.2.2). */
export interface NameIdentifier {
  readonly element: XmlElement;
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly spProvidedId: string | null;
}

/** saml-core 3.4.1 */
export interface AuthnRequest extends MessageHead {
  readonly kind: 'AuthnRequest';
  readonly assertionConsumerServiceUrl: string | null;
  readonly assertionConsumerServiceIndex: string | null;
  readonly protocolBinding: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdPolicy: {
    readonly format: string | null;
    readonly allowCreate: boolean;
    readonly spNameQualifier: string | null;
  } | null;
  readonly requestedAuthnContext: { readonly comparison: string; readonly classRefs: readonly string[] } | null;
  readonly providerName: string | null;
}

/** saml-core 3.2.2 */
export interface StatusResponse extends MessageHead {
  readonly inResponseTo: string | null;
  readonly status: Status | null;
}

/** saml-core 3.2.2.1: `codes` from the outermost inwards, as URIs. */
export interface Status {
  readonly element: XmlElement;
  readonly codes: readonly string[];
  readonly message: string | null;
  /** Text of StatusDetail, white space collapsed. */
  readonly detail: string | null;
}

/** saml-core 3.3.3 */
export interface Response extends StatusResponse {
  readonly kind: 'Response';
  /** The Assertion children, in document order: those of Response itself, never ones found deeper. */
  readonly assertions: readonly Assertion[];
  readonly encryptedAssertions: readonly XmlElement[];
}

/** saml-core 3.7.1 */
export interface LogoutRequest extends MessageHead {
  readonly kind: 'LogoutRequest';
  readonly notOnOrAfter: Instant | null;
  readonly reason: string | null;
  readonly nameId: NameIdentifier | null;
  readonly encryptedId: XmlElement | null;
  readonly sessionIndexes: readonly string[];
}

/** saml-core 3.7.2 */
export interface LogoutResponse extends StatusResponse {
  readonly kind: 'LogoutResponse';
}

/** An assertion as the whole document (pasted, or a token). */
export interface BareAssertion extends MessageHead {
  readonly kind: 'Assertion';
  readonly assertion: Assertion;
}

/** Anything else: named, shown, verified, not modelled yet. `kind` is the root's local name. */
export interface OtherMessage extends MessageHead {
  readonly kind: 'Other';
  readonly name: string;
}

/** saml-core 2.3.3 */
export interface Assertion {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly version: string | null;
  readonly issueInstant: Instant | null;
  readonly issuer: NameIdentifier | null;
  readonly subject: Subject | null;
  readonly conditions: Conditions | null;
  readonly authnStatements: readonly AuthnStatement[];
  /** In document order, one for each Attribute element: repeated names are not merged here. */
  readonly attributes: readonly Attribute[];
  readonly encryptedAttributes: readonly XmlElement[];
}

/** saml-core 2.4.1 */
export interface Subject {
  readonly element: XmlElement;
  readonly nameId: NameIdentifier | null;
  readonly encryptedId: XmlElement | null;
  readonly confirmations: readonly SubjectConfirmation[];
}

/** saml-core 2.4.1.1 */
export interface SubjectConfirmation {
  readonly element: XmlElement;
  readonly method: string | null;
  readonly data: {
    readonly element: XmlElement;
    readonly recipient: string | null;
    readonly inResponseTo: string | null;
    readonly notBefore: Instant | null;
    readonly notOnOrAfter: Instant | null;
    readonly address: string | null;
  } | null;
}

/** saml-core 2.5.1: each AudienceRestriction is one list; all of them must hold. */
export interface Conditions {
  readonly element: XmlElement;
  readonly notBefore: Instant | null;
  readonly notOnOrAfter: Instant | null;
  readonly audienceRestrictions: readonly { readonly element: XmlElement; readonly audiences: readonly string[] }[];
  readonly oneTimeUse: boolean;
}

/** saml-core 2.7.2 */
export interface AuthnStatement {
  readonly element: XmlElement;
  readonly authnInstant: Instant | null;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: Instant | null;
  readonly classRef: string | null;
}

/** saml-core 2.7.3.1 */
export interface Attribute {
  readonly element: XmlElement;
  readonly name: string;
  readonly friendlyName: string | null;
  readonly nameFormat: string | null;
  /** Text of each AttributeValue, in order; of a nested element (eduPersonTargetedID) the text inside. */
  readonly values: readonly string[];
}

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
}
