import type { HashName } from '../algorithms.ts';

/**
 * The algorithms of XML encryption as data (xmlenc-core 5, xmlenc-core1 5). As with signatures, nothing
 * below switches on identifiers: it takes the entry that was looked up here.
 */

/** Encrypts content with a key of its own (xmlenc-core1 5.2). */
export interface ContentAlgorithm {
  readonly uri: string;
  readonly name: 'AES-CBC' | 'AES-GCM';
  /** Octets of the key. */
  readonly keySize: 16 | 24 | 32;
  /** Octets of the initialization vector, which stands before the ciphertext. */
  readonly ivSize: 16 | 12;
}

/** Encrypts that key for one receiver (xmlenc-core1 5.5). */
export interface TransportAlgorithm {
  readonly uri: string;
  readonly padding: 'OAEP' | 'PKCS1';
}

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/** Namespaces of XML encryption. */
export const XENC_NAMESPACE = ENC;
export const XENC11_NAMESPACE = ENC11;

const CONTENT: ReadonlyMap<string, ContentAlgorithm> = new Map(
  ([16, 24, 32] as const)
    .flatMap((keySize): ContentAlgorithm[] => [
      { uri: `${ENC}aes${keySize * 8}-cbc`, name: 'AES-CBC', keySize, ivSize: 16 },
      { uri: `${ENC11}aes${keySize * 8}-gcm`, name: 'AES-GCM', keySize, ivSize: 12 },
    ])
    .map((algorithm) => [algorithm.uri, algorithm]),
);

const TRANSPORT: ReadonlyMap<string, TransportAlgorithm> = new Map(
  [
    { uri: `${ENC}rsa-oaep-mgf1p`, padding: 'OAEP' as const },
    { uri: `${ENC11}rsa-oaep`, padding: 'OAEP' as const },
    { uri: `${ENC}rsa-1_5`, padding: 'PKCS1' as const },
  ].map((algorithm) => [algorithm.uri, algorithm]),
);

/** What is known against an algorithm. */
export type EncryptionWeakness = 'rsa15' | 'triple-des' | 'cbc';

/**
 * Algorithms that do not keep their promise, those that are not computed here included: RSA 1.5 (Bleichenbacher), 3DES
 * (Sweet32), and CBC, which nothing protects from being changed (padding oracles).
 */
const WEAK: ReadonlyMap<string, EncryptionWeakness> = new Map([
  [`${ENC}rsa-1_5`, 'rsa15'],
  [`${ENC}tripledes-cbc`, 'triple-des'],
  ...[128, 192, 256].flatMap((bits) => [
    [`${ENC}aes${bits}-cbc`, 'cbc'] as const,
    [`${MORE}camellia${bits}-cbc`, 'cbc'] as const,
  ]),
]);

/** Digests that OAEP may name (xmlenc-core1 5.5.2); SHA-224 is not in Web Crypto. */
const OAEP_DIGESTS: ReadonlyMap<string, HashName> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'SHA-1'],
  [`${ENC}sha256`, 'SHA-256'],
  [`${MORE}sha384`, 'SHA-384'],
  [`${ENC}sha512`, 'SHA-512'],
]);

const MASKS: ReadonlyMap<string, HashName> = new Map([
  [`${ENC11}mgf1sha1`, 'SHA-1'],
  [`${ENC11}mgf1sha256`, 'SHA-256'],
  [`${ENC11}mgf1sha384`, 'SHA-384'],
  [`${ENC11}mgf1sha512`, 'SHA-512'],
]);

/** The entry of EncryptedData's EncryptionMethod; undefined if it is not computed here (3DES, Camellia, ...). */
export function contentAlgorithm(uri: string): ContentAlgorithm | undefined {
  return CONTENT.get(uri);
}

/** The entry of EncryptedKey's EncryptionMethod; undefined if it is not computed here (key wrapping, ...). */
export function transportAlgorithm(uri: string): TransportAlgorithm | undefined {
  return TRANSPORT.get(uri);
}

/** What is known against the algorithm of an EncryptionMethod; null where nothing is. */
export function weaknessOf(uri: string): EncryptionWeakness | null {
  return WEAK.get(uri) ?? null;
}

/** The hash of OAEP's DigestMethod; undefined if it is not computed here. */
export function oaepDigest(uri: string): HashName | undefined {
  return OAEP_DIGESTS.get(uri);
}

/** The hash of OAEP's MGF element; undefined if it is not computed here. */
export function maskHash(uri: string): HashName | undefined {
  return MASKS.get(uri);
}

/** What applies where OAEP names no digest or no mask (xmlenc-core1 5.5.2); with rsa-oaep-mgf1p the mask is always this. */
export const DEFAULT_OAEP_HASH: HashName = 'SHA-1';
