import type { TextOrigin } from './text-origin.ts';

/** How a message travelled (saml-bindings 3; ws-federation 13). `unknown`: it was pasted or read from a file. */
export type Binding = 'redirect' | 'post' | 'simplesign' | 'artifact' | 'soap' | 'paos' | 'ws-federation' | 'unknown';

/**
 * One thing done while decoding, in order. `deviation` is true where the sender did not do what the
 * standard says (missing padding, zlib instead of raw deflate, a space for a plus sign, ...).
 * The words are in `inspection/step-words.ts`.
 */
export interface DecodingStep {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly deviation: boolean;
}

/** Parameters of a signature that make none: one is missing, or they are ambiguous. */
export type SignatureProblem = 'signature-incomplete' | 'signature-ambiguous';

/** One SAML message as it was on the wire, decoded to XML text. */
export interface WireMessage {
  readonly binding: Binding;
  /** The parameter's name (`SAMLRequest`, `SAMLResponse`, ...); null where the XML came bare. */
  readonly parameter: string | null;
  readonly xml: string;
  readonly steps: readonly DecodingStep[];
  readonly relayState: string | null;
  /** Present where the parameters carried a signature (saml-bindings 3.4.4.1). */
  readonly redirectSignature: RedirectSignatureParts | null;
  /** How the text was read from bytes; null or absent where the XML came as text, which says nothing of the bytes. */
  readonly origin?: TextOrigin | null;
  /** Why there is no such signature though a parameter of one is there. */
  readonly signatureProblem?: SignatureProblem | null;
  /**
   * Where the message begins in `xml`, if it is not the first one that is meant by it: the message inside an
   * ArtifactResponse, a further token of a WS-Trust answer. An offset, as those of the parsed document.
   */
  readonly innerStart?: number | null;
}

/** An artifact, taken apart (saml-bindings 3.6.4; saml-bindings-1.1 4.1.1.8): a reference to a message that is fetched. */
export interface ArtifactParts {
  /** Base64, as it arrived. */
  readonly value: string;
  /** 4 for SAML 2.0, 1 and 2 for SAML 1.1. */
  readonly typeCode: number;
  /** Which ArtifactResolutionService of the issuer answers; null for the types of SAML 1.1. */
  readonly endpointIndex: number | null;
  /** Lower-case hex of the SHA-1 of the issuer's entity ID; null for type 2. */
  readonly sourceId: string | null;
  /** Lower-case hex; 20 bytes that mean something to the issuer only. */
  readonly messageHandle: string;
  /** Type 2 only: the URL of the issuer's resolution service. */
  readonly sourceLocation: string | null;
  readonly relayState: string | null;
}

/** The parameters of WS-Federation beside a token, or that ask for one (ws-federation 13.2); null where they are not there. */
export interface WsFederationParts {
  /** `wa`: `wsignin1.0`, `wsignout1.0`, `wsignoutcleanup1.0`. */
  readonly action: string | null;
  /** `wtrealm`: the SP. */
  readonly realm: string | null;
  /** `wctx`, which comes back as it was. */
  readonly context: string | null;
  /** `wreply`: where the answer goes. */
  readonly reply: string | null;
  /** `whr`: the home realm, the IdP to use. */
  readonly homeRealm: string | null;
  /** `wauth`: how to authenticate, a URI. */
  readonly authentication: string | null;
  /** `wfresh`: minutes, 0 to authenticate anew. */
  readonly freshness: string | null;
  /** `wct`: the sender's time, as written. */
  readonly currentTime: string | null;
}

/** The signature parameters of a redirect message, over the exact octets that arrived. */
export interface RedirectSignatureParts {
  /** `SAMLRequest=...&RelayState=...&SigAlg=...`, each value as it stood in the URL, still escaped. */
  readonly signedText: string;
  /** SimpleSign only: what was signed, in bytes, where the message came in another form than UTF-8 (saml-binding-simplesign 2.5). */
  readonly signedOctets?: Uint8Array<ArrayBuffer> | null;
  /** SimpleSign only: XML of the ds:KeyInfo that came along, not covered by the signature (saml-binding-simplesign 2.5). */
  readonly keyInfo?: string | null;
  /** The decoded SigAlg URI. */
  readonly algorithm: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}
