import { toHex } from '#shared/base/bytes.ts';

/** An RSA private key as numbers (RFC 8017 3.2, the second form). */
export interface RsaNumbers {
  /** Octets of the modulus. */
  readonly size: number;
  readonly n: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qInverse: bigint;
}

/**
 * RSADP (RFC 8017 5.1.2), for the paddings that Web Crypto has no name for. Its time depends on the key, so
 * it is for a person's own key on that person's machine; no server answers strangers with it.
 * Null if the ciphertext is not of the key's size.
 */
export function rsaDecryptRaw(ciphertext: Uint8Array, key: RsaNumbers): Uint8Array<ArrayBuffer> | null {
  const c = toNumber(ciphertext);
  if (ciphertext.length !== key.size || c >= key.n || key.p === 0n || key.q === 0n) return null;
  const m1 = power(c, key.dp, key.p);
  const m2 = power(c, key.dq, key.q);
  const h = ((((m1 - m2) * key.qInverse) % key.p) + key.p) % key.p;
  return toOctets(m2 + h * key.q, key.size);
}

/** The number that octets spell, the first being the highest (RFC 8017 4.2). */
export function toNumber(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${toHex(octets)}`);
}

/** RFC 8017 4.1 */
function toOctets(value: bigint, size: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16).padStart(size * 2, '0');
  return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

/** Square and multiply. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
