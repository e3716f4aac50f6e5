const NOT_READ = 'in which no text is read: copy the message as text, or record the login (HAR)';
const CAPTURED = 'a capture of the network, where HTTPS is closed: record the login in the browser (HAR)';

/** What files of other kinds begin with, and what to tell whoever gives one. No text begins so. */
const BEGINNINGS: readonly (readonly [bytes: readonly number[], reason: string])[] = [
  [[0x1f, 0x8b], 'it is packed with gzip: unpack it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'it is a ZIP archive: unpack it first'],
  [[0x30, 0x82], 'it is a certificate or key in DER, which belongs to a message but is none'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'it is a PDF: copy the message out of it as text'],
  [[0x89, 0x50, 0x4e, 0x47], `it is a picture, ${NOT_READ}`],
  [[0xff, 0xd8, 0xff], `it is a picture, ${NOT_READ}`],
  [[0x47, 0x49, 0x46, 0x38], `it is a picture, ${NOT_READ}`],
  [[0x52, 0x49, 0x46, 0x46], `it is a picture or a recording of the screen, ${NOT_READ}`],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'it is a 7z archive: unpack it first'],
  [[0x52, 0x61, 0x72, 0x21], 'it is a RAR archive: unpack it first'],
  [[0x42, 0x5a, 0x68], 'it is packed with bzip2: unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'it is packed with xz: unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'it is packed with zstd: unpack it first'],
  [[0xd4, 0xc3, 0xb2, 0xa1], `it is ${CAPTURED}`],
  [[0xa1, 0xb2, 0xc3, 0xd4], `it is ${CAPTURED}`],
  [[0x0a, 0x0d, 0x0d, 0x0a], `it is ${CAPTURED}`],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'it is a database of SQLite, without a message to read'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'it is a document of Office: copy the message out of it as text'],
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
