import { decodeUtf8, isAscii } from '#shared/base/bytes.ts';
import { InputError } from '#shared/base/input-error.ts';
import type { DecodingStep } from './message.ts';
import { makeStep } from './steps.ts';
import type { TextDoubt, TextOrigin } from './text-origin.ts';

/** The encodings that are read. UTF-8 and UTF-16 are XML's own; the others only where the document declares them. */
type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'ISO-8859-1' | 'Windows-1252';

/** Text made of bytes, without byte order mark, and how. */
export interface TextReading {
  readonly text: string;
  readonly steps: readonly DecodingStep[];
  readonly origin: TextOrigin;
}

/**
 * Decodes the bytes of an XML document as XML 1.0 appendix F says: byte order mark, then the shape of the first
 * bytes, then the XML declaration, else UTF-8. Anything but UTF-8 is recorded as a deviation: few readers agree on it.
 * @throws WorkbenchError `text-undecodable`
 */
export function readText(bytes: Uint8Array): TextReading {
  const shape = shapeOf(bytes);
  const label = isWide(shape.encoding) ? null : declaredLabel(bytes);
  const encoding = shape.isMarked || label === null ? shape.encoding : encodingOf(label);
  const text = decodeAs(encoding, bytes.subarray(shape.markLength));
  const mark = { encoding, byteOrderMark: shape.isMarked ? 1 : 0 };
  const steps = [makeStep('text', mark, encoding !== 'UTF-8' || shape.isMarked)];
  const isMarkedAgain = /^[ \t\r\n]*\uFEFF/.test(text);
  if (isMarkedAgain) steps.push(makeStep('text-mark-again', { encoding }, true));
  const stated = label ?? labelIn(text);
  const declared = stated !== null && isWrongLabel(stated, encoding, text) ? stated : null;
  if (declared !== null) steps.push(makeStep('text-label-wrong', { encoding, declared }, true));
  return { text, steps, origin: { encoding, declared, doubt: doubtOf(shape, isMarkedAgain, declared) } };
}

function doubtOf({ encoding, isMarked }: Shape, isMarkedAgain: boolean, declared: string | null): TextDoubt | null {
  if (isWide(encoding) && !isMarked) return 'mark-missing';
  if (isMarkedAgain) return 'mark-again';
  return declared === null || isHarmless(declared, encoding) ? null : 'declaration';
}

/**
 * .NET's StringWriter declares UTF-16 on text that is then sent as UTF-8. A reader either minds that or reads UTF-8: no
 * reader takes bytes that begin as ASCII for UTF-16, so they are not two texts. It is told, as a deviation.
 */
function isHarmless(declared: string, encoding: Encoding): boolean {
  return encoding === 'UTF-8' && isWideLabel(declared);
}

function isWide(encoding: Encoding): boolean {
  return encoding === 'UTF-16LE' || encoding === 'UTF-16BE';
}

/** Whether a label that somebody wrote names UTF-16 in one of its ways. */
function isWideLabel(label: string): boolean {
  return /^(?:utf-16|unicode)/i.test(label);
}

interface Shape {
  readonly encoding: Encoding;
  readonly isMarked: boolean;
  readonly markLength: number;
}

function shapeOf(bytes: Uint8Array): Shape {
  const first = bytes[0];
  if (first === 0x3c && bytes[1] !== 0) return UNMARKED; // what nearly all begin with
  const [, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return marked('UTF-8', 3);
  if (first === 0xff && second === 0xfe) return marked('UTF-16LE', 2);
  if (first === 0xfe && second === 0xff) return marked('UTF-16BE', 2);
  if (first === 0x3c && second === 0 && fourth === 0) return { encoding: 'UTF-16LE', isMarked: false, markLength: 0 };
  if (first === 0 && second === 0x3c && third === 0) return { encoding: 'UTF-16BE', isMarked: false, markLength: 0 };
  return UNMARKED;
}

const UNMARKED: Shape = { encoding: 'UTF-8', isMarked: false, markLength: 0 };

function marked(encoding: Encoding, markLength: number): Shape {
  return { encoding, isMarked: true, markLength };
}

/** What the XML declaration says, in its own letters; null if there is none or it names no encoding. */
function declaredLabel(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x3c && bytes[1] !== 0x3f) return null; // most begin with an element
  return labelIn(decodeLatin1(bytes.subarray(0, 200)).replace(/^\u00EF\u00BB\u00BF/, ''));
}

function labelIn(text: string): string | null {
  if (text.startsWith('<') && !text.startsWith('<?')) return null;
  return /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(text.slice(0, 200))?.[1] ?? null;
}

function encodingOf(label: string): Encoding {
  switch (label.toLowerCase()) {
    case 'utf-8':
    case 'utf8':
    case 'us-ascii':
    case 'ascii':
    // The declaration itself was readable byte by byte, so it cannot be UTF-16: .NET writes such labels into strings.
    case 'utf-16':
    case 'unicode':
      return 'UTF-8';
    case 'iso-8859-1':
    case 'latin1':
      return 'ISO-8859-1';
    case 'windows-1252':
      return 'Windows-1252';
    default:
      throw new InputError('text-undecodable', { encoding: label, reason: 'that encoding is not read here' });
  }
}

function isWrongLabel(label: string, encoding: Encoding, text: string): boolean {
  const saysWide = isWideLabel(label);
  if (saysWide !== isWide(encoding)) return true;
  if (saysWide) return /(?:le|be)$/i.test(label) && !label.toLowerCase().endsWith(encoding.slice(-2).toLowerCase());
  if (encoding === 'UTF-8' && /^(?:us-)?ascii$/i.test(label)) return !isAscii(text);
  return encoding === 'UTF-8' && /^(?:iso|latin|windows)/i.test(label);
}

function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  if (encoding === 'UTF-8') return decodeUtf8(bytes);
  if (encoding === 'ISO-8859-1') return decodeLatin1(bytes);
  try {
    return new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new InputError('text-undecodable', { encoding, reason: 'the bytes are malformed' }, { cause });
  }
}

const CHUNK = 0x8000;

/** Byte for character: the Encoding Standard's `iso-8859-1` is Windows-1252, which XML's is not. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}
