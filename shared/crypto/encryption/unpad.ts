import { concatBytes, equalBytes } from '#shared/base/bytes.ts';
import type { HashName } from '../algorithms.ts';
import type { OaepParameters } from './encryption.ts';

/** EME-OAEP decoding (RFC 8017 7.1.2, step 3), for a mask with another hash than the digest. Null if it does not fit. */
export async function unpadOaep(
  block: Uint8Array<ArrayBuffer>,
  { digest, mask, label }: OaepParameters,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const labelHash = await hash(digest, label);
  const size = labelHash.length;
  if (block.length < 2 * size + 2 || block[0] !== 0) return null;
  const maskedSeed = block.slice(1, 1 + size);
  const maskedData = block.slice(1 + size);
  const seed = xor(maskedSeed, await generateMask(mask, maskedData, size));
  const data = xor(maskedData, await generateMask(mask, seed, maskedData.length));
  const one = data.indexOf(1, size);
  const isPadded = one !== -1 && data.subarray(size, one).every((octet) => octet === 0);
  return isPadded && equalBytes(data.subarray(0, size), labelHash) ? data.slice(one + 1) : null;
}

/** EME-PKCS1-v1_5 decoding (RFC 8017 7.2.2, step 3). Null if it does not fit. */
export function unpadPkcs1(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  const zero = block.indexOf(0, 2);
  return block[0] === 0 && block[1] === 2 && zero >= 10 ? block.slice(zero + 1) : null;
}

/** MGF1 (RFC 8017 B.2.1) */
async function generateMask(name: HashName, seed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Uint8Array[] = [];
  for (let counter = 0, made = 0; made < length; counter++) {
    const block = await hash(
      name,
      concatBytes([seed, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter)]),
    );
    blocks.push(block);
    made += block.length;
  }
  return concatBytes(blocks).slice(0, length);
}

async function hash(name: HashName, octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(name, octets));
}

function xor(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(one, (octet, index) => octet ^ (other[index] ?? 0));
}
