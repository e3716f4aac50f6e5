import { LIMITS } from '#shared/base/limits.ts';
import { importParameters, type SignatureAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import { readDer } from './der.ts';
import { readPublicKeyInfo } from './public-key-info.ts';

/** Importing takes as long as verifying, so each key is imported once for as long as its certificate object lives. */
const imported = new WeakMap<Certificate, Map<string, Promise<CryptoKey | null>>>();

/**
 * The public key of a certificate for verifying with one algorithm. Null if it is of another type than
 * the algorithm's, or if Web Crypto does not take it (another curve, a broken or an enormous key): such
 * a key verifies nothing.
 */
export function importPublicKey(certificate: Certificate, algorithm: SignatureAlgorithm): Promise<CryptoKey | null> {
  const keys = imported.get(certificate) ?? new Map<string, Promise<CryptoKey | null>>();
  imported.set(certificate, keys);
  const purpose = `${algorithm.name} ${algorithm.hash}`;
  const known = keys.get(purpose);
  if (known !== undefined) return known;
  const key = importNow(certificate, algorithm);
  keys.set(purpose, key);
  return key;
}

/** Whether a key is on a known curve and of a size that somebody uses: no engine tries another. */
export function isUsableKey(certificate: Certificate): boolean {
  if (certificate.keyBits === 0) return false;
  const { keyBits, exponentBits } = readPublicKeyInfo(readDer(certificate.publicKey));
  return keyBits <= LIMITS.rsaBits && exponentBits <= LIMITS.rsaExponentBits;
}

async function importNow(certificate: Certificate, algorithm: SignatureAlgorithm): Promise<CryptoKey | null> {
  if (certificate.keyType !== algorithm.keyType || !isUsableKey(certificate)) return null;
  const parameters = importParameters(algorithm, certificate.curve);
  return await keyOrNull(crypto.subtle.importKey('spki', certificate.publicKey, parameters, false, ['verify']));
}

/** Null for a key that Web Crypto refuses; it says so by a DOMException. */
export async function keyOrNull(importing: Promise<CryptoKey>): Promise<CryptoKey | null> {
  try {
    return await importing;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
