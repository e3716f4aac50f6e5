import { createPublicKey, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import type { TokenKey } from '#server/config/token-key.ts';
import { KeyError } from './key-error.ts';

/** NIST SP 800-131A: shorter ones are no longer to be used; RFC 7518 3.3 says the same. */
const MIN_RSA_BITS = 2048;

/** Sets with more are no sets of one issuer. */
const MAX_KEYS = 100;

/** 65537 and 3: nobody makes keys with others. */
const EXPONENTS = ['AQAB', 'Aw'] as const;

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,2000}$/));
const kid = v.optional(v.pipe(v.string(), v.maxLength(500)));

const KEY = v.variant('kty', [
  v.pipe(
    v.object({ kty: v.literal('RSA'), n: base64url, e: v.picklist(EXPONENTS), kid }),
    v.check(({ n }) => bitsOf(n) >= MIN_RSA_BITS),
  ),
  v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: base64url, y: base64url, kid }),
]);

const USE = v.object({ use: v.optional(v.literal('sig')), alg: v.optional(v.picklist(['RS256', 'ES256'])) });

const KEY_SET = v.object({ keys: v.pipe(v.array(v.unknown()), v.maxLength(MAX_KEYS)) });

/**
 * The keys of a JSON Web Key Set that can verify RS256 and ES256; others (symmetric ones too, for encryption, too short,
 * of other curves) are left out.
 *
 * @param name of the source, for words
 * @throws WorkbenchError `token-keys-unusable` when it is no set, or has no such key
 */
export function readKeySet(text: string, name: string): readonly TokenKey[] {
  const result = v.safeParse(KEY_SET, parse(text, name));
  if (!result.success) throw new KeyError('token-keys-unusable', { name, reason: 'it is no JSON Web Key Set' });
  const keys = result.output.keys.flatMap((key) => {
    const read = v.safeParse(KEY, key);
    return read.success && v.is(USE, key) && isKey(read.output)
      ? [{ ...read.output, kid: read.output.kid ?? null }]
      : [];
  });
  if (keys.length > 0) return keys;
  throw new KeyError('token-keys-unusable', { name, reason: 'it has no public key for RS256 or ES256' });
}

/**
 * The key of a certificate, or of a public key, in PEM.
 * @throws WorkbenchError `token-keys-unusable`
 */
export function readTokenCertificate(pem: string, name: string): TokenKey {
  const key = v.safeParse(KEY, publicKey(pem, name).export({ format: 'jwk' }));
  if (key.success) return { ...key.output, kid: null };
  throw new KeyError('token-keys-unusable', { name, reason: 'its key is neither RSA of 2048 bits nor EC P-256' });
}

function publicKey(pem: string, name: string): KeyObject {
  // From a private key Node would make the public one, and nobody would be told that it lies here.
  if (pem.includes('PRIVATE KEY')) throw new KeyError('token-keys-unusable', { name, reason: 'it is a private key' });
  try {
    return createPublicKey(pem);
  } catch (cause) {
    const reason = 'it is neither a certificate nor a public key in PEM';
    throw new KeyError('token-keys-unusable', { name, reason }, { cause });
  }
}

/** A point that is not on its curve is no key. */
function isKey(key: v.InferOutput<typeof KEY>): boolean {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' }).type === 'public';
  } catch {
    return false;
  }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KeyError('token-keys-unusable', { name, reason: 'it is no JSON' }, { cause });
  }
}

function bitsOf(modulus: string): number {
  const bytes = Buffer.from(modulus, 'base64url');
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}
