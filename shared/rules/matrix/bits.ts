/** A set of numbers from 0 on, one bit each. What is given out is never changed. */
export type Bits = Uint32Array;

/** The numbers below `size` for which something holds. */
export function bitsWhere(size: number, holds: (index: number) => boolean): Bits {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (let index = 0; index < size; index++) if (holds(index)) setBit(bits, index);
  return bits;
}

/** Changes a set that nobody else knows yet. */
export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Whether a number is in a set. */
export function hasBit(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

/** What is in both. */
export function both(one: Bits, other: Bits): Bits {
  const bits = new Uint32Array(one.length);
  for (let word = 0; word < bits.length; word++) bits[word] = (one[word] ?? 0) & (other[word] ?? 0);
  return bits;
}

/** What is in either. */
export function either(one: Bits, other: Bits): Bits {
  const bits = new Uint32Array(one.length);
  for (let word = 0; word < bits.length; word++) bits[word] = (one[word] ?? 0) | (other[word] ?? 0);
  return bits;
}

/** What is in the first and not in the other. */
export function without(one: Bits, other: Bits): Bits {
  const bits = new Uint32Array(one.length);
  for (let word = 0; word < bits.length; word++) bits[word] = (one[word] ?? 0) & ~(other[word] ?? 0);
  return bits;
}

/** Whether a set has nothing in it. */
export function isNone(bits: Bits): boolean {
  for (const word of bits) if (word !== 0) return false;
  return true;
}

/** The numbers of a set, in their order. */
export function* numbersOf(bits: Bits): Generator<number> {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const lowest = rest & -rest;
      yield word * 32 + (31 - Math.clz32(lowest));
      rest ^= lowest;
    }
  }
}
