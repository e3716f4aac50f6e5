import { operationParameters } from './algorithms.ts';
import type { CryptoEngine, SignedOctets } from './engine.ts';
import { importPublicKey } from './import-public-key.ts';

/** The engine that every worker, page and process has (Web Cryptography API). */
export const webCryptoEngine: CryptoEngine = {
  async digest(hash, octets) {
    return new Uint8Array(await crypto.subtle.digest(hash, octets));
  },
  async verify(signed, certificate) {
    const key = await importPublicKey(certificate, signed.algorithm);
    return key !== null && (await verifyOctets(signed, key));
  },
};

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
