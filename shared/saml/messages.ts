import type { ArtifactParts } from '#shared/wire/message.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Action, Advice, Assertion, Attribute, Subject } from './assertion.ts';
import type { MessageHead } from './head.ts';
import type { Metadata } from './metadata.ts';
import type { BaseIdentifier, Instant, NameIdentifier } from './values.ts';

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
  | ArtifactResolve
  | ArtifactResponse
  | AuthnQuery
  | AttributeQuery
  | AuthzDecisionQuery
  | SubjectQuery
  | AssertionIdRequest
  | ManageNameIdRequest
  | ManageNameIdResponse
  | NameIdMappingRequest
  | NameIdMappingResponse
  | Response11
  | BareAssertion11
  | SoapFault
  | SecurityTokenResponse
  | Metadata
  | OtherMessage;

/** saml-core 3.4.1 */
export interface AuthnRequest extends MessageHead {
  readonly kind: 'AuthnRequest';
  readonly assertionConsumerServiceUrl: string | null;
  readonly assertionConsumerServiceIndex: string | null;
  readonly protocolBinding: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly attributeConsumingServiceIndex: string | null;
  readonly nameIdPolicy: NameIdPolicy | null;
  readonly requestedAuthnContext: RequestedAuthnContext | null;
  readonly providerName: string | null;
  /** Whom the IdP is asked to authenticate. */
  readonly subject: Subject | null;
  readonly scoping: Scoping | null;
}

/** saml-core 3.4.1.1 */
export interface NameIdPolicy {
  readonly format: string | null;
  readonly allowCreate: boolean;
  readonly spNameQualifier: string | null;
}

/** saml-core 3.3.2.2.1 */
export interface RequestedAuthnContext {
  readonly comparison: string;
  readonly classRefs: readonly string[];
  readonly declarationRefs: readonly string[];
}

/** saml-core 3.4.1.2: which IdPs may authenticate, and for whom. */
export interface Scoping {
  readonly proxyCount: number | null;
  readonly idps: readonly {
    readonly providerId: string;
    readonly name: string | null;
    readonly location: string | null;
  }[];
  /** Where the rest of the list is. */
  readonly getComplete: string | null;
  readonly requesterIds: readonly string[];
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

/** saml-core 3.5.1 */
export interface ArtifactResolve extends MessageHead {
  readonly kind: 'ArtifactResolve';
  /** As written. */
  readonly artifact: string | null;
  /** Taken apart; null where it is none. */
  readonly parts: ArtifactParts | null;
}

/** saml-core 3.5.2 */
export interface ArtifactResponse extends StatusResponse {
  readonly kind: 'ArtifactResponse';
  /** The message that the artifact stood for; null where the issuer had none. A message in its own right. */
  readonly content: SamlMessage | null;
}

/** saml-core 3.3.2.1: a query of a kind that a community defines, and what all queries have. */
export interface SubjectQuery extends MessageHead {
  readonly kind: 'SubjectQuery';
  readonly subject: Subject | null;
}

/** saml-core 3.3.2.2 */
export interface AuthnQuery extends MessageHead {
  readonly kind: 'AuthnQuery';
  readonly subject: Subject | null;
  readonly sessionIndex: string | null;
  readonly requestedAuthnContext: RequestedAuthnContext | null;
}

/** saml-core 3.3.2.3: no attributes means all of them. */
export interface AttributeQuery extends MessageHead {
  readonly kind: 'AttributeQuery';
  readonly subject: Subject | null;
  readonly attributes: readonly Attribute[];
}

/** saml-core 3.3.2.4 */
export interface AuthzDecisionQuery extends MessageHead {
  readonly kind: 'AuthzDecisionQuery';
  readonly subject: Subject | null;
  readonly resource: string | null;
  readonly actions: readonly Action[];
  readonly evidence: Advice | null;
}

/** saml-core 3.3.1 */
export interface AssertionIdRequest extends MessageHead {
  readonly kind: 'AssertionIDRequest';
  readonly assertionIdRefs: readonly string[];
}

/** saml-core 3.6.1 */
export interface ManageNameIdRequest extends MessageHead {
  readonly kind: 'ManageNameIDRequest';
  readonly nameId: NameIdentifier | null;
  readonly encryptedId: XmlElement | null;
  readonly newId: string | null;
  readonly newEncryptedId: XmlElement | null;
  readonly terminate: boolean;
}

/** saml-core 3.6.2 */
export interface ManageNameIdResponse extends StatusResponse {
  readonly kind: 'ManageNameIDResponse';
}

/** saml-core 3.8.1 */
export interface NameIdMappingRequest extends MessageHead {
  readonly kind: 'NameIDMappingRequest';
  readonly nameId: NameIdentifier | null;
  readonly baseId: BaseIdentifier | null;
  readonly encryptedId: XmlElement | null;
  readonly nameIdPolicy: NameIdPolicy | null;
}

/** saml-core 3.8.2 */
export interface NameIdMappingResponse extends StatusResponse {
  readonly kind: 'NameIDMappingResponse';
  readonly nameId: NameIdentifier | null;
  readonly encryptedId: XmlElement | null;
}

/** A Response of SAML 1.1 (saml-core-1.1 3.4); Recipient is `destination`. */
export interface Response11 extends StatusResponse {
  readonly kind: 'Response11';
  readonly assertions: readonly Assertion[];
}

/** An assertion of SAML 1.1 as the whole document: the token of WS-Federation (saml-core-1.1 2.3.2). */
export interface BareAssertion11 extends MessageHead {
  readonly kind: 'Assertion11';
  readonly assertion: Assertion;
}

/** A fault of SOAP 1.1 or 1.2 in the place of a message: its codes stand as those of a status, outermost first. */
export interface SoapFault extends StatusResponse {
  readonly kind: 'SoapFault';
}

/** An answer of WS-Trust with no token that can be read: encrypted, or of another kind (WS-Trust 1.3, 4.4). */
export interface SecurityTokenResponse extends MessageHead {
  readonly kind: 'SecurityTokenResponse';
  readonly tokenType: string | null;
  /** Address of the SP in AppliesTo. */
  readonly appliesTo: string | null;
  readonly context: string | null;
  /** Local name of what stands in RequestedSecurityToken: `EncryptedData`, `BinarySecurityToken`, ... */
  readonly token: string | null;
}

/** Anything else: named, shown, verified. `name` is the root's local name. */
export interface OtherMessage extends MessageHead {
  readonly kind: 'Other';
  readonly name: string;
}
