/** Text for people, by language (BCP 47), as `xml:lang` has it. */
export type LocalizedDraft = Readonly<Record<string, string>>;

/** saml-metadata 2.2.2 */
export interface EndpointDraft {
  /** URI. */
  readonly binding: string;
  readonly location: string;
  readonly responseLocation?: string | null;
}

/** saml-metadata 2.3.2.1: all three or none. */
export interface OrganizationDraft {
  readonly name: LocalizedDraft;
  readonly displayName: LocalizedDraft;
  readonly url: LocalizedDraft;
}

/** saml-metadata 2.3.2.2 */
export interface ContactDraft {
  readonly type: 'technical' | 'support' | 'administrative' | 'billing' | 'other';
  readonly company?: string | undefined;
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  /** With or without `mailto:`. */
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** saml-metadata-ui 2.1 */
export interface UiDraft {
  readonly displayName?: LocalizedDraft | undefined;
  readonly description?: LocalizedDraft | undefined;
  readonly informationUrl?: LocalizedDraft | undefined;
  readonly privacyUrl?: LocalizedDraft | undefined;
  /** `url` is https or a data URI; sizes are pixels. */
  readonly logo?: { readonly url: string; readonly width: number; readonly height: number } | undefined;
}

/** saml-metadata 2.4.4.1 and 2.4.4.2: what the SP would have an IdP release. */
export interface RequestedAttributesDraft {
  readonly serviceName: LocalizedDraft;
  readonly attributes: readonly {
    readonly name: string;
    readonly nameFormat?: string | undefined;
    readonly friendlyName?: string | undefined;
    readonly isRequired: boolean;
  }[];
}

/** What metadata of both roles says (saml-metadata 2.3.2, 2.4.2). */
interface RoleDraft {
  readonly entityId: string;
  /** xs:ID of the root: what signs it names it. */
  readonly id?: string;
  /** PEM, of the keys that this entity signs with; more than one while a key is being rolled over. */
  readonly certificates: readonly string[];
  readonly singleLogout: readonly EndpointDraft[];
  readonly nameIdFormats: readonly string[];
  /** Milliseconds since the epoch. */
  readonly validUntil?: number;
  /** Milliseconds: how long a copy may be used before it is fetched again. */
  readonly cacheDuration?: number;
}

/** saml-metadata 2.4.4 */
export interface SpMetadataDraft extends RoleDraft {
  /** PEM, of the keys that an IdP may encrypt for. None are advertised unless given: an IdP that finds one encrypts. */
  readonly encryptionCertificates?: readonly string[];
  /** URIs of what these open, the preferred first (saml-metadata 2.4.1.1). */
  readonly encryptionMethods?: readonly string[];
  /** URLs that take responses by HTTP-POST; the first is the default one. */
  readonly assertionConsumers: readonly string[];
  /** Where a link from elsewhere can have a login begun (sstc-request-initiation 2). */
  readonly requestInitiator?: string;
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
  readonly ui?: UiDraft | undefined;
  readonly organization?: OrganizationDraft | undefined;
  readonly contacts?: readonly ContactDraft[] | undefined;
  readonly requestedAttributes?: RequestedAttributesDraft | undefined;
  /** Which identifier the SP needs (saml-subject-id-attr 4). */
  readonly subjectId?: 'subject-id' | 'pairwise-id' | 'any' | 'none' | undefined;
}

/** saml-metadata 2.4.3 */
export interface IdpMetadataDraft extends RoleDraft {
  readonly singleSignOn: readonly EndpointDraft[];
  /** shibmd:Scope: the domains behind the @ of its users' identifiers. */
  readonly scopes?: readonly string[];
  readonly wantAuthnRequestsSigned: boolean;
}
