import { decodeBase64 } from '#shared/base/base64.ts';
import { decodeUtf8 } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readParameterValue } from '#shared/wire/read-message.ts';
import { looksLikeSaml } from '#shared/wire/recognise.ts';
import { unescapeString } from './unescape.ts';

/** So many characters of base64 in a row are looked at; no message is shorter. */
const SHORTEST = 60;
/** Columns of base64 that a writer broke into lines: 64 in PEM, 76 in mail. */
const MOST_COLUMNS = 120;
/** Base64 within base64 is looked into so many times. */
const MOST_LAYERS = 3;
const ESCAPED = /(?:\\{1,7}(?:\/|u00(?:2[bBfF]|3[dD]))|%(?:2[bBfF]|3[dD]))/y;
const NEXT_LINE =
  /(?:[ \t]*\r?\n[ \t]*|\\{1,3}r\\{1,3}n|\\{1,3}n)([A-Za-z0-9+/_-]{1,200}={0,2})(?=[ \t]*(?:\r?\n|$)|\\|["'`])/y;

/** A run of base64 in a text, without the escapes of a string or a URL, on one line. */
export interface Base64Run {
  readonly base64: string;
  readonly end: number;
}

/** The base64 that begins at a place, escaped or broken into lines or not. Takes time in proportion to its length. */
export function runAt(text: string, start: number): Base64Run {
  let end = lineEnd(text, start);
  const parts = [text.slice(start, end)];
  const columns = end - start;
  while (columns <= MOST_COLUMNS && columns >= 40) {
    NEXT_LINE.lastIndex = end;
    const next = NEXT_LINE.exec(text);
    const line = next?.[1];
    if (next === null || line === undefined || line.length > columns) break;
    parts.push(line);
    end = NEXT_LINE.lastIndex;
    if (line.length < columns) break;
  }
  const raw = parts.join('');
  const plain = raw.includes('\\') ? unescapeString(raw) : raw;
  return { base64: plain.includes('%') ? unescapePercent(plain) : plain, end };
}

function unescapePercent(text: string): string {
  return text.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');
}

function lineEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && BASE64.has(code)) continue;
    if (code !== 0x5c && code !== 0x25) break;
    ESCAPED.lastIndex = at;
    if (!ESCAPED.test(text)) break;
    at = ESCAPED.lastIndex - 1;
  }
  while (at < text.length && text.charCodeAt(at) === 0x3d && at - start < text.length) at += 1;
  return at;
}

const BASE64: ReadonlySet<number> = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-'].map((char) => char.charCodeAt(0)),
);

/** What base64 turned out to hold: a message as it is, another text that may hold one, or neither. */
export type Base64Content =
  | { readonly is: 'message' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'nothing' };

const NOTHING: Base64Content = { is: 'nothing' };

/**
 * Looks into base64, at its beginning first, since most of what looks so is a token or a key.
 * @param mayInflate whether to try what is no text as deflated data, which costs more
 */
export function contentOf(base64: string, mayInflate: boolean): Base64Content {
  if (base64.length < SHORTEST || base64.startsWith('MII')) return NOTHING;
  const beginning = beginningOf(base64);
  if (beginning === 'markup' || (beginning === 'binary' && mayInflate)) {
    const { wire } = readParameterValue(base64);
    if (wire !== null && looksLikeSaml(wire.xml)) return { is: 'message' };
  }
  return beginning === 'binary' ? NOTHING : textOf(base64);
}

/** By the first bytes: `<` behind white space or a byte order mark, other text, or neither. */
export function beginningOf(base64: string): 'markup' | 'text' | 'binary' {
  const bytes = decoded(base64.slice(0, SHORTEST));
  if (bytes === null || bytes.length === 0) return 'binary';
  if (!bytes.every(isTextByte)) return 'binary';
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x7f);
  return first === 0x3c ? 'markup' : 'text';
}

function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function textOf(base64: string): Base64Content {
  const bytes = decoded(base64);
  if (bytes === null) return NOTHING;
  try {
    return { is: 'text', text: decodeUtf8(bytes) };
  } catch (error) {
    if (error instanceof WorkbenchError) return NOTHING;
    throw error;
  }
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return decodeBase64(base64).bytes;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** The base64 that base64 holds, down to the one that holds a message or something else; null where it holds none. */
export function innerBase64(base64: string): string | null {
  let inner: string | null = null;
  for (let round = 0, at = base64; round < MOST_LAYERS && beginningOf(at) === 'text'; round++) {
    const content = textOf(at);
    if (content.is !== 'text' || !/^[A-Za-z0-9+/_=\s-]*$/.test(content.text)) break;
    at = content.text.trim();
    inner = at;
  }
  return inner;
}
