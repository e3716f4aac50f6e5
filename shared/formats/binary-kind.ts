/** What files of other kinds begin with, and what to tell whoever gives one. No text begins so. */
const BEGINNINGS: readonly (readonly [bytes: readonly number[], reason: string])[] = [
  [[0x1f, 0x8b], 'it is packed with gzip: unpack it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'it is a ZIP archive: unpack it first'],
  [[0x30, 0x82], 'it is a certificate or key in DER, which belongs to a message but is none'],
];

/** Names in the beginning of an archive that Fiddler saved: its sessions lie in `raw/`. */
const SAZ = /raw\/|_index\.htm|\[Content_Types\]\.xml.{0,400}raw/s;
/** A file of mitmproxy: netstrings with a type behind each, which nest, in the order in which it writes them. */
const MITMPROXY = /^\d{1,9}:\d{1,9}:[a-z_]{2,20}[;,]\d{1,9}:/;

/** Why bytes of a well-known kind are no message; null for text, and for what nobody is likely to give. */
export function binaryKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  if (start.startsWith('PK') && SAZ.test(start)) {
    return 'it is an archive of Fiddler (SAZ): export the sessions from it as HTTPArchive v1.2 (File, Export Sessions)';
  }
  if (MITMPROXY.test(start))
    return 'it is a file of mitmproxy: export it as HAR (mitmdump -nr FILE --set hardump=FILE.har)';
  const known = BEGINNINGS.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  return known?.[1] ?? null;
}
