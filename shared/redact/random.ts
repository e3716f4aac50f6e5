/** Randomness that depends on nothing but a key: the same key gives the same numbers in the same order. */
export interface Random {
  /** A whole number from 0 to `limit - 1`; `limit` is at most 256. */
  below(limit: number): number;
}

const BLOCK_BYTES = 64;
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

/**
 * The keystream of ChaCha20 (RFC 8439, nonce of zeros) as random numbers. Web Crypto has no stream that can be asked
 * without waiting, and redaction asks for every character.
 *
 * @param key 32 bytes, fresh for every export: whoever has it and the original can make the same pseudonyms
 * @throws TypeError for a key of another length, which is a mistake of the caller
 */
export function createRandom(key: Uint8Array): Random {
  if (key.length !== 32) throw new TypeError('the key of a redaction has 32 bytes');
  const words = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const state = new Uint32Array(16);
  state.set(CONSTANTS);
  for (let index = 0; index < 8; index++) state[4 + index] = words.getUint32(index * 4, true);
  let block = new Uint8Array(0);
  let at = 0;
  const next = (): number => {
    if (at === block.length) {
      block = chachaBlock(state);
      state[12] = (state[12] ?? 0) + 1;
      at = 0;
    }
    return block[at++] ?? 0;
  };
  return {
    below(limit) {
      const fair = 256 - (256 % limit);
      let byte = next();
      while (byte >= fair) byte = next();
      return byte % limit;
    },
  };
}

/** One block of 64 bytes (RFC 8439, 2.3); the block counter is the 13th word. */
export function chachaBlock(state: Uint32Array): Uint8Array<ArrayBuffer> {
  const work = new Uint32Array(state);
  for (let round = 0; round < 10; round++) {
    for (let column = 0; column < 4; column++) mix(work, column, 4 + column, 8 + column, 12 + column);
    mix(work, 0, 5, 10, 15);
    mix(work, 1, 6, 11, 12);
    mix(work, 2, 7, 8, 13);
    mix(work, 3, 4, 9, 14);
  }
  const bytes = new DataView(new ArrayBuffer(BLOCK_BYTES));
  for (let index = 0; index < 16; index++) {
    bytes.setUint32(index * 4, ((work[index] ?? 0) + (state[index] ?? 0)) >>> 0, true);
  }
  return new Uint8Array(bytes.buffer);
}

/** The quarter round (RFC 8439, 2.1). */
function mix(words: Uint32Array, a: number, b: number, c: number, d: number): void {
  addRotate(words, a, b, d, 16);
  addRotate(words, c, d, b, 12);
  addRotate(words, a, b, d, 8);
  addRotate(words, c, d, b, 7);
}

function addRotate(words: Uint32Array, sum: number, added: number, turned: number, bits: number): void {
  words[sum] = (words[sum] ?? 0) + (words[added] ?? 0);
  const mixed = (words[turned] ?? 0) ^ (words[sum] ?? 0);
  words[turned] = (mixed << bits) | (mixed >>> (32 - bits));
}
