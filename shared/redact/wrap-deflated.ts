import { concatBytes } from '#shared/base/bytes.ts';

/**
 * Puts raw deflated data into the frame of another format.
 * @param format `raw`, `zlib` (RFC 1950) or `gzip` (RFC 1952)
 * @param plain what was deflated, for the checksum
 */
export function wrapDeflated(
  deflated: Uint8Array<ArrayBuffer>,
  plain: Uint8Array,
  format: string,
): Uint8Array<ArrayBuffer> {
  if (format === 'zlib') return concatBytes([Uint8Array.of(0x78, 0x9c), deflated, words(false, adler32(plain))]);
  if (format !== 'gzip') return deflated;
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  return concatBytes([head, deflated, words(true, crc32(plain), plain.length)]);
}

function words(littleEndian: boolean, ...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setUint32(index * 4, value >>> 0, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

/** RFC 1950, 9 */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** RFC 1952, 8 */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc;
}
