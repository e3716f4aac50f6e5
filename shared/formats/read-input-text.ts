import { decodeUtf8 } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readText } from '#shared/wire/read-text.ts';
import { binaryKind } from './binary-kind.ts';
import { FormatError } from './format-error.ts';

/**
 * The text of a file, byte order mark removed. As an XML document is decoded, and besides that UTF-16 without a mark
 * in front of anything that begins with two ASCII characters (PowerShell and Windows editors write that), and UTF-8
 * under a declaration of ISO-8859-1 or the like: a message that somebody pasted into an editor, which saved it anew. What
 * is UTF-8 by chance is no text in any of these.
 * @throws WorkbenchError `text-undecodable`, or `input-unrecognised` where the bytes are a well-known kind of no text
 */
export function readInputText(bytes: Uint8Array): string {
  const reason = binaryKind(bytes);
  if (reason !== null) throw new FormatError('input-unrecognised', { reason });
  const mark = missingMark(bytes) ?? (isResaved(bytes) ? UTF8_MARK : null);
  if (mark === null) return readText(bytes).text;
  const marked = new Uint8Array(bytes.length + mark.length);
  marked.set(mark);
  marked.set(bytes, mark.length);
  return readText(marked).text;
}

function missingMark([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): readonly number[] | null {
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return [0xff, 0xfe];
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? [0xfe, 0xff] : null;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const DECLARES_SINGLE_BYTES = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["'](?:iso-8859-|latin|windows-125)/i;

function isResaved(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  if (!DECLARES_SINGLE_BYTES.test(start) || bytes.every((byte) => byte < 0x80)) return false;
  try {
    decodeUtf8(bytes);
    return true;
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}
