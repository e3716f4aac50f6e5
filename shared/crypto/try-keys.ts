import { operationParameters, type SignatureAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import { importPublicKey } from './import-public-key.ts';

/** The octets that were signed, and how. */
export interface SignedOctets {
  readonly algorithm: SignatureAlgorithm;
  readonly octets: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Which of several certificates verifies a signature. */
export interface Trial {
  readonly certificate: Certificate | null;
  /** SHA-256 fingerprints of those that were tried, in order: the ones whose key is of the algorithm's type. */
  readonly tried: readonly string[];
}

/** Tries each certificate once, in the order given, until one verifies. */
export async function tryCertificates(signed: SignedOctets, certificates: Iterable<Certificate>): Promise<Trial> {
  const tried = new Set<string>();
  for (const certificate of certificates) {
    if (certificate.keyType !== signed.algorithm.keyType || tried.has(certificate.sha256)) continue;
    tried.add(certificate.sha256);
    if (await verifiesWith(signed, certificate)) return { certificate, tried: [...tried] };
  }
  return { certificate: null, tried: [...tried] };
}

async function verifiesWith(signed: SignedOctets, certificate: Certificate): Promise<boolean> {
  if (!hasLength(signed, certificate)) return false;
  const key = await importPublicKey(certificate, signed.algorithm);
  return key !== null && (await verifyOctets(signed, key));
}

/** RFC 8017 8.2.2 and xmldsig-core 6.4.2: the length of a signature is that of the key; a cheap test before the costly one. */
function hasLength({ signature }: SignedOctets, { keyType, keyBits }: Certificate): boolean {
  const octets = Math.ceil(keyBits / 8);
  return signature.length === (keyType === 'RSA' ? octets : 2 * octets);
}

/**
 * One verification with a key that was imported for this algorithm. False also where Web Crypto gives up,
 * as on a salt that is longer than the key: the parameters are the sender's, and they verify nothing.
 */
export async function verifyOctets(signed: SignedOctets, key: CryptoKey): Promise<boolean> {
  try {
    return await crypto.subtle.verify(operationParameters(signed.algorithm), key, signed.signature, signed.octets);
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
