import { concatBytes } from '#shared/base/bytes.ts';
import type { ContentAlgorithm } from './algorithms.ts';

/**
 * Opens content with its key (xmlenc-core1 5.2): the initialization vector stands before the ciphertext,
 * with GCM the tag after it.
 * `'unsupported'` if this Web Crypto lacks the algorithm (Chromium has no AES-192), null if the content is damaged.
 */
export async function openContent(
  ciphertext: Uint8Array<ArrayBuffer>,
  key: Uint8Array<ArrayBuffer>,
  algorithm: ContentAlgorithm,
): Promise<Uint8Array<ArrayBuffer> | 'unsupported' | null> {
  if (key.length !== algorithm.keySize || ciphertext.length <= algorithm.ivSize) return null;
  const imported = await nullIfRefused(
    crypto.subtle.importKey('raw', key, algorithm.name, false, ['encrypt', 'decrypt']),
  );
  if (imported === null) return 'unsupported';
  const iv = ciphertext.slice(0, algorithm.ivSize);
  const body = ciphertext.slice(algorithm.ivSize);
  if (algorithm.name === 'AES-CBC') return await openCbc(body, imported, iv);
  return await opened(crypto.subtle.decrypt({ name: 'AES-GCM', iv, tagLength: 128 }, imported, body));
}

const BLOCK = 16;

/**
 * XML encryption pads with anything and counts in the last octet (xmlenc-core1 5.2.2), Web Crypto insists on
 * the padding of PKCS#7. So one more block is chained on that has it; then the true padding is taken off here.
 */
async function openCbc(
  body: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body.length === 0 || body.length % BLOCK !== 0) return null;
  const last = body.slice(-BLOCK);
  const block = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last }, key, new Uint8Array(0)));
  const padded = await opened(crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, concatBytes([body, block])));
  const count = padded?.at(-1) ?? 0;
  if (padded === null || count < 1 || count > BLOCK) return null;
  return padded.slice(0, padded.length - count);
}

async function opened(decrypting: Promise<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const plain = await nullIfRefused(decrypting);
  return plain === null ? null : new Uint8Array(plain);
}

/** Web Crypto says no by a DOMException; anything else is a defect. */
export async function nullIfRefused<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
