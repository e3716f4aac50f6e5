import { constants, createPublicKey, hash as digestOnce, type KeyObject, verify } from 'node:crypto';
import type { SignatureAlgorithm } from '#shared/crypto/algorithms.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { CryptoEngine } from '#shared/crypto/engine.ts';
import { isUsableKey } from '#shared/crypto/import-public-key.ts';

/** Reading a key takes as long as verifying with it; null: one that must not or cannot be used. */
const known = new WeakMap<Certificate, KeyObject | null>();

/** OpenSSL on the spot, by way of Node: the same cryptography as its Web Crypto without the trip to another thread. */
export const nodeEngine: CryptoEngine = {
  digest: (hash, octets) => new Uint8Array(digestOnce(hash, octets, 'buffer')),
  verify: ({ algorithm, octets, signature }, certificate) => {
    const key = certificate.keyType === algorithm.keyType ? keyOf(certificate) : null;
    return key !== null && orFalse(() => verify(algorithm.hash, octets, withParameters(key, algorithm), signature));
  },
};

function keyOf(certificate: Certificate): KeyObject | null {
  const key = known.get(certificate);
  if (key !== undefined) return key;
  const read = readKey(certificate);
  known.set(certificate, read);
  return read;
}

function readKey(certificate: Certificate): KeyObject | null {
  if (!isUsableKey(certificate)) return null;
  try {
    return createPublicKey({ key: Buffer.from(certificate.publicKey), format: 'der', type: 'spki' });
  } catch (error) {
    if (isUnreadableKey(error)) return null;
    throw error;
  }
}

/** A point that is not on its curve is told without a code. What is wrong in a call, and so ours, is a TypeError or a RangeError. */
function isUnreadableKey(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error';
}

/**
 * PKCS #1 v1.5 is what an RSA key means by itself (one for PSS only has another type, and never comes here); the key
 * alone takes Node two thirds of the time of a key with parameters.
 */
function withParameters(key: KeyObject, { name, saltLength }: SignatureAlgorithm): Parameters<typeof verify>[2] {
  switch (name) {
    case 'RSA-PSS':
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    case 'ECDSA':
      return { key, dsaEncoding: 'ieee-p1363' };
    default:
      return key;
  }
}

/** Where OpenSSL gives up, as on a salt that is longer than the key, nothing is verified. */
function orFalse(verified: () => boolean): boolean {
  try {
    return verified();
  } catch (error) {
    if (isOpensslError(error)) return false;
    throw error;
  }
}

function isOpensslError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^ERR_(?:OSSL|CRYPTO)_/.test(String(error.code));
}
