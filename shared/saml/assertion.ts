import type { XmlElement } from '#shared/xml/tree.ts';
import type { BaseIdentifier, Instant, NameIdentifier } from './values.ts';

/**
 * An assertion of SAML 2.0 (saml-core 2.3.3), or one of SAML 1.1 (saml-core-1.1 2.3.2) put the same way: its AssertionID,
 * Issuer and statements stand under the names of SAML 2.0, and `version` tells them apart.
 */
export interface Assertion {
  readonly element: XmlElement;
  readonly id: string | null;
  /** `2.0`; of SAML 1.x MajorVersion and MinorVersion. */
  readonly version: string | null;
  readonly issueInstant: Instant | null;
  readonly issuer: NameIdentifier | null;
  /** SAML 1.1 has one in each statement: that of the first. */
  readonly subject: Subject | null;
  readonly conditions: Conditions | null;
  readonly advice: Advice | null;
  readonly authnStatements: readonly AuthnStatement[];
  readonly authzDecisionStatements: readonly AuthzDecisionStatement[];
  /** In document order, one for each Attribute element: repeated names are not merged here. */
  readonly attributes: readonly Attribute[];
  readonly encryptedAttributes: readonly XmlElement[];
}

/** saml-core 2.4.1 */
export interface Subject {
  readonly element: XmlElement;
  readonly nameId: NameIdentifier | null;
  readonly baseId: BaseIdentifier | null;
  readonly encryptedId: XmlElement | null;
  readonly confirmations: readonly SubjectConfirmation[];
}

/** saml-core 2.4.1.1 */
export interface SubjectConfirmation {
  readonly element: XmlElement;
  readonly method: string | null;
  /** Who may confirm, where it is somebody else than the subject. */
  readonly nameId: NameIdentifier | null;
  readonly data: {
    readonly element: XmlElement;
    readonly recipient: string | null;
    readonly inResponseTo: string | null;
    readonly notBefore: Instant | null;
    readonly notOnOrAfter: Instant | null;
    readonly address: string | null;
    /** The keys that must be proved (saml-profiles 3.1). */
    readonly keyInfos: readonly XmlElement[];
  } | null;
}

/** saml-core 2.5.1: each AudienceRestriction is one list; all of them must hold. */
export interface Conditions {
  readonly element: XmlElement;
  readonly notBefore: Instant | null;
  readonly notOnOrAfter: Instant | null;
  readonly audienceRestrictions: readonly { readonly element: XmlElement; readonly audiences: readonly string[] }[];
  /** OneTimeUse, or DoNotCacheCondition of SAML 1.1. */
  readonly oneTimeUse: boolean;
  /** saml-core 2.5.1.6: how often, and for whom, others may build assertions on this one. */
  readonly proxyRestriction: { readonly count: number | null; readonly audiences: readonly string[] } | null;
  /** Conditions that this product does not know, by name or by `xsi:type`: nobody can say that they hold (saml-core 2.5.1). */
  readonly others: readonly XmlElement[];
}

/** saml-core 2.6.1, and what backs an authorization decision (2.7.4.3). What is inside is never consumed as an assertion. */
export interface Advice {
  readonly element: XmlElement;
  readonly assertionIdRefs: readonly string[];
  readonly assertionUriRefs: readonly string[];
  readonly assertions: readonly XmlElement[];
  readonly encryptedAssertions: readonly XmlElement[];
}

/** saml-core 2.7.2 */
export interface AuthnStatement {
  readonly element: XmlElement;
  readonly authnInstant: Instant | null;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: Instant | null;
  /** AuthnContextClassRef, or AuthenticationMethod of SAML 1.1. */
  readonly classRef: string | null;
  readonly declarationRef: string | null;
  /** AuthnContextDecl: the context spelled out. */
  readonly declaration: XmlElement | null;
  readonly authenticatingAuthorities: readonly string[];
  /** saml-core 2.7.2.1: where the user was. */
  readonly locality: { readonly address: string | null; readonly dnsName: string | null } | null;
}

/** saml-core 2.7.4 */
export interface AuthzDecisionStatement {
  readonly element: XmlElement;
  readonly resource: string | null;
  /** `Permit`, `Deny`, `Indeterminate`, as written. */
  readonly decision: string | null;
  readonly actions: readonly Action[];
  readonly evidence: Advice | null;
}

/** saml-core 2.7.4.2 */
export interface Action {
  readonly namespace: string | null;
  readonly value: string;
}

/** saml-core 2.7.3.1 */
export interface Attribute {
  readonly element: XmlElement;
  /** Name, or AttributeName of SAML 1.1. */
  readonly name: string;
  readonly friendlyName: string | null;
  /** NameFormat, or AttributeNamespace of SAML 1.1. */
  readonly nameFormat: string | null;
  /** Text of each AttributeValue, in order; of a nested element (eduPersonTargetedID) the text inside. */
  readonly values: readonly string[];
}
