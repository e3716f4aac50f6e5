import type { XmlElement } from '#shared/xml/tree.ts';
import type { Certificate } from './certificate.ts';
import type { DigestChange } from './explain-digest.ts';
import type { RedirectForm } from './explain-redirect.ts';

/** A key that somebody vouches for. */
export interface TrustedKey {
  readonly certificate: Certificate;
  /** The entity that the metadata says it belongs to; null when pasted: it then serves for any. */
  readonly entityId: string | null;
  readonly source: 'metadata' | 'pasted' | 'connection';
}

/** `unknown`: intact as far as can be told, but no key that anybody vouches for was there to say so. */
export type SignatureOutcome = 'valid' | 'invalid' | 'unknown';

/** Why a signature is not `valid`. A closed set; words are elsewhere. */
export type SignatureReason =
  | 'structure' // xmldsig-core: elements missing, twice, or with content that does not belong there
  | 'reference-count' // not exactly one Reference (saml-core 5.4.2)
  | 'reference-empty' // URI="" or none
  | 'reference-foreign' // points at something else than the parent of the Signature
  | 'reference-missing' // no element has that ID
  | 'reference-ambiguous' // several elements have that ID
  | 'transform-forbidden' // other than enveloped-signature and exclusive c14n (saml-core 5.4.4)
  | 'algorithm-unsupported' // invalid: HMAC or a name nobody knows; unknown: a public-key algorithm or digest that Web Crypto lacks
  | 'algorithm-weak' // MD5, which is never computed; SHA-1 is verified, and whether it is accepted is a check's matter
  | 'digest-mismatch' // the signed element was changed
  | 'content-closed' // the same, while something in the signed element is encrypted: it may have been signed in its open form
  | 'signature-mismatch' // SignedInfo or the value was changed, or (nothing embedded to tell) the key is another one
  | 'wrong-key' // intact by the embedded key, but that is none of the trusted ones; or none of these is of the right type
  | 'embedded-key-only' // unknown: intact, but by a key nobody vouches for
  | 'no-key' // unknown: no key at hand and none embedded
  | 'redacted' // unknown: the value was replaced by our redaction
  | 'not-examined'; // unknown: beyond LIMITS.signatures or LIMITS.signedTimes

/** The verdict on one `ds:Signature` of a document. */
export interface SignatureReport {
  /** The `ds:Signature` element. */
  readonly element: XmlElement;
  /** The element whose canonical form the digest covers; null when the reference leads nowhere. Only believe it when `outcome` is `valid`. */
  readonly signed: XmlElement | null;
  /** Local name of the Signature's parent: what it claims to sign. */
  readonly on: string;
  /** The ID that the reference names. */
  readonly id: string | null;
  /** URI of the SignatureMethod and of the DigestMethod. */
  readonly algorithm: string | null;
  readonly digest: string | null;
  readonly outcome: SignatureOutcome;
  readonly reason: SignatureReason | null;
  /** The trusted certificate that verified it, or with `embedded-key-only` and `wrong-key` the embedded one. */
  readonly certificate: Certificate | null;
  readonly embedded: Certificate | null;
  /** SHA-256 fingerprints of the trusted certificates that were tried: those whose key is of the algorithm's type. */
  readonly tried: readonly string[];
  /** `digest-mismatch` and `content-closed`: the two digests in base64, and what was changed if it is only that. */
  readonly digests: { readonly stated: string; readonly computed: string; readonly change: DigestChange | null } | null;
  /** Where something in the signed element was opened since: both elements as they were when the digest was compared. */
  readonly closed?: { readonly element: XmlElement; readonly signed: XmlElement };
}

/** The verdict on the signature in the parameters of a message: by redirect, or by SimpleSign. */
export interface RedirectSignatureReport {
  readonly algorithm: string;
  readonly outcome: SignatureOutcome;
  readonly reason: SignatureReason | null;
  /** The trusted certificate that verified it, or with `embedded-key-only` and `wrong-key` the one in KeyInfo. */
  readonly certificate: Certificate | null;
  readonly tried: readonly string[];
  /** `signature-mismatch`: the query was signed in this other form, and re-encoded on its way. */
  readonly signedAs?: RedirectForm | null;
}
