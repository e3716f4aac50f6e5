/** What files of other kinds begin with, and what to tell whoever gives one. No text begins so. */
const BEGINNINGS: readonly (readonly [bytes: readonly number[], reason: string])[] = [
  [[0x1f, 0x8b], 'it is packed with gzip: unpack it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'it is a ZIP archive: unpack it first'],
  [[0x30, 0x82], 'it is a certificate or key in DER, which belongs to a message but is none'],
];

/** Why bytes of a well-known kind are no message; null for text, and for what nobody is likely to give. */
export function binaryKind(bytes: Uint8Array): string | null {
  const known = BEGINNINGS.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  return known?.[1] ?? null;
}
