/** How a message travelled (saml-bindings 3; ws-federation 13). `unknown`: it was pasted or read from a file. */
export type Binding = 'redirect' | 'post' | 'simplesign' | 'artifact' | 'soap' | 'paos' | 'ws-federation' | 'unknown';

/**
 * One thing done while decoding, in order. `deviation` is true where the sender did not do what the
 * standard says (missing padding, zlib instead of raw deflate, a space for a plus sign, ...).
 * The words are in `wire/step-words.ts`.
 */
export interface DecodingStep {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly deviation: boolean;
}

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
}

/** The signature parameters of a redirect message, over the exact octets that arrived. */
export interface RedirectSignatureParts {
  /** `SAMLRequest=...&RelayState=...&SigAlg=...`, each value as it stood in the URL, still escaped. */
  readonly signedText: string;
  /** The decoded SigAlg URI. */
  readonly algorithm: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}
