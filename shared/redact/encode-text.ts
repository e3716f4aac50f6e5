import { concatBytes, encodeUtf8 } from '#shared/base/bytes.ts';

/**
 * The bytes of XML text in one of the encodings that `readText` reads. Characters that the encoding does not have become
 * question marks.
 */
export function encodeText(text: string, encoding: string, marked: boolean): Uint8Array<ArrayBuffer> {
  if (encoding.startsWith('UTF-16')) {
    const wide = encodeUtf16(text, encoding === 'UTF-16LE');
    return marked ? concatBytes([encodeUtf16('\uFEFF', encoding === 'UTF-16LE'), wide]) : wide;
  }
  if (encoding === 'ISO-8859-1') return encodeBytes(text, (char) => char.charCodeAt(0));
  if (encoding === 'Windows-1252') return encodeBytes(text, (char) => WINDOWS_1252.get(char) ?? 0x3f);
  return encodeUtf8(marked ? `\uFEFF${text}` : text);
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}

function encodeBytes(text: string, codeOf: (char: string) => number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => {
    const code = codeOf(char);
    return code > 0xff ? 0x3f : code;
  });
}

const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
);
