import { concatBytes } from '#shared/base/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One DER element: tag, length in its shortest form (X.690 10.1), and the parts one after the other. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = concatBytes(parts);
  return concatBytes([Uint8Array.of(tag), lengthOctets(content.length), content]);
}

/** An OBJECT IDENTIFIER from its dotted form; arcs below 2^31. */
export function derOid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(arcOctets)));
}

/** A time as RFC 5280 4.1.2.5 wants it: UTCTime until 2049, GeneralizedTime from then on. */
export function derTime(time: number): Bytes {
  const digits = new Date(time).toISOString().replace(/[-:T]|\.\d+/g, '');
  const isShort = digits < '2050';
  return der(isShort ? 0x17 : 0x18, new TextEncoder().encode(isShort ? digits.slice(2) : digits));
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

/** Base 128, the highest bit set on all octets but the last (X.690 8.19.2). */
function arcOctets(arc: number): number[] {
  const octets = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) octets.unshift(0x80 | (rest & 0x7f));
  return octets;
}
