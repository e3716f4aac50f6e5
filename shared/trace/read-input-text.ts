import { readText } from '#shared/wire/read-text.ts';

/**
 * The text of a file, byte order mark removed. As an XML document is decoded, and besides that UTF-16 without a mark
 * in front of anything that begins with two ASCII characters (PowerShell and Windows editors write that).
 * @throws WorkbenchError `text-undecodable`
 */
export function readInputText(bytes: Uint8Array): string {
  const mark = missingMark(bytes);
  if (mark === null) return readText(bytes).text;
  const marked = new Uint8Array(bytes.length + 2);
  marked.set(mark);
  marked.set(bytes, 2);
  return readText(marked).text;
}

function missingMark([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): readonly [number, number] | null {
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return [0xff, 0xfe];
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? [0xfe, 0xff] : null;
}
