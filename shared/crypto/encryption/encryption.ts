import type { XmlElement } from '#shared/xml/tree.ts';
import type { HashName } from '../algorithms.ts';
import type { ContentAlgorithm, TransportAlgorithm } from './algorithms.ts';

/** Why encrypted content stays closed. A closed set; words are elsewhere. */
export type DecryptionReason =
  | 'structure' // xmlenc-core: EncryptedData, its key or its cipher value missing or twice
  | 'no-key' // nobody gave a private key
  | 'wrong-key' // none of the keys given opens it
  | 'content-algorithm-unsupported' // 3DES and what else is not computed, here or in this browser (AES-192 in Chromium)
  | 'transport-algorithm-unsupported' // key wrapping, unknown digests and masks
  | 'rsa15-forbidden' // RSA PKCS#1 1.5 is readable, but must be allowed by name
  | 'damaged'; // the key opens, the content does not: changed on the way, or bad padding

/** What came of one EncryptedAssertion, EncryptedID or EncryptedAttribute. */
export interface DecryptionReport {
  /** The element that holds the EncryptedData, or the EncryptedData itself. */
  readonly element: XmlElement;
  /** URIs as written; null where there is none. */
  readonly contentAlgorithm: string | null;
  readonly transportAlgorithm: string | null;
  /** OAEP's digest and mask, as hash names; null for other transports. */
  readonly oaep: { readonly digest: HashName; readonly mask: HashName } | null;
  /** The content as XML text; null if it stays closed. */
  readonly xml: string | null;
  readonly reason: DecryptionReason | null;
  /** Prefixes in the content that are declared around it only (`''`: the default namespace); absent where there are none. */
  readonly borrowed?: readonly string[];
}

/** One encrypted content taken apart, its algorithms looked up. */
export interface EncryptedParts {
  readonly content: ContentAlgorithm;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  /** Every EncryptedKey: one for each receiver, any of which may be ours. */
  readonly keys: readonly EncryptedKeyParts[];
}

/** One EncryptedKey. */
export interface EncryptedKeyParts {
  readonly transport: TransportAlgorithm;
  readonly oaep: OaepParameters | null;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** RFC 8017 7.1; the label is what xmlenc calls OAEPparams. */
export interface OaepParameters {
  readonly digest: HashName;
  readonly mask: HashName;
  readonly label: Uint8Array<ArrayBuffer>;
}
