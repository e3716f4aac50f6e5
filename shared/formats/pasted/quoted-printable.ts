import { decodeUtf8 } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';

const SAYS_SO = /^Content-Transfer-Encoding:[ \t]*quoted-printable/im;
/** Lines that go on (rfc2045 6.7): an equals sign at the end of a line, and written out elsewhere. */
const GOES_ON = /[^=\s]=\r?\n\S/;

/** Whether a text is as mail programs save one: its head says so, or lines go on and each equals sign is written out. */
export function isQuotedPrintable(text: string): boolean {
  return SAYS_SO.test(text) || (GOES_ON.test(text) && text.includes('=3D') && !/=(?![0-9A-F]{2}|\r?\n|$)/.test(text));
}

/** The text without that: what is no escape stays as it is, and so do bytes that are not UTF-8, as Latin-1. */
export function unquotePrintable(text: string): string {
  return text.replace(/=[ \t]{0,20}\r?\n/g, '').replace(/(?:=[0-9A-Fa-f]{2})+/g, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split('='), (hex) => Number.parseInt(hex, 16));
    return textOf(bytes);
  });
}

function textOf(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (error instanceof WorkbenchError) return String.fromCharCode(...bytes);
    throw error;
  }
}
