/** So many bytes become arguments of one call. */
const STEP = 4_096;
const FOUR_ASCII = 0x8080_8080;
const ASCII_END = 0x80;

/**
 * A `TextDecoder` for UTF-8, strict, whose texts lie in the heap of the engine where they are ASCII. Chromium's own gives texts outside
 * of it, which count for nothing until everything is collected: of a large file, hundreds of megabytes by then.
 */
export function createHeapDecoder(): Pick<TextDecoder, 'decode'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  /** Whether a character may have begun that the next bytes end, or nothing was read yet: a byte order mark is the decoder's. */
  let isOpen = true;
  return {
    decode(bytes, options) {
      if (!(bytes instanceof Uint8Array) || options?.stream !== true) return decoder.decode(bytes, options);
      if (!isOpen && isAscii(bytes)) return toText(bytes);
      isOpen = bytes.length > 0 ? (bytes.at(-1) ?? 0) >= ASCII_END : isOpen;
      return decoder.decode(bytes, options);
    },
  };
}

/** Four bytes at a time, from where four begin in memory. */
function isAscii(bytes: Uint8Array): boolean {
  const isPlain = (from: number, to: number) => bytes.subarray(from, to).every((byte) => byte < ASCII_END);
  const start = (4 - (bytes.byteOffset % 4)) % 4;
  if (bytes.length < start + 4) return isPlain(0, bytes.length);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >>> 2);
  for (let at = 0; at < words.length; at += 1) if (((words[at] ?? 0) & FOUR_ASCII) !== 0) return false;
  return isPlain(0, start) && isPlain(start + 4 * words.length, bytes.length);
}

/** (A spread would step through an iterator, byte by byte.) */
function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP)
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + STEP));
  return text;
}
