import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import type { WorkbenchError } from './errors.ts';
import { InputError } from './input-error.ts';

/** What a sender did otherwise than RFC 4648 section 4 says, and we read all the same. */
export type Base64Deviation =
  | 'base64url' // RFC 4648 section 5: - and _ for + and /
  | 'padding-missing'
  | 'padding-extra'
  | 'line-breaks'
  | 'spaces'
  | 'space-for-plus' // a form decoder made spaces of the plus signs
  | 'stray-bits'; // the last character carries bits that belong to no byte

export interface Base64Reading {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly deviations: readonly Base64Deviation[];
}

const SPACE = 64;
const BREAK = 65;
const PAD = 66;
const BAD = 67;
const URL_MARK = 128;
const DIGITS = encodeUtf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const TABLE = makeTable();

function makeTable(): Uint8Array {
  const table = new Uint8Array(256).fill(BAD);
  for (const [value, code] of DIGITS.entries()) table[code] = value;
  table[0x2d] = 62 | URL_MARK;
  table[0x5f] = 63 | URL_MARK;
  table[0x20] = SPACE;
  table[0x09] = SPACE;
  table[0x0a] = BREAK;
  table[0x0d] = BREAK;
  table[0x3d] = PAD;
  return table;
}

/**
 * Reads base64 (RFC 4648) as tolerantly as it can be done without guessing, and names each deviation.
 *
 * A space is white space unless only a plus sign makes sense of the length. `spaces: 'plus'` is for a caller who saw
 * that this reading is no message: every space between characters is then a plus sign, and those at the ends
 * too if the length makes sense only so.
 *
 * @throws WorkbenchError `base64-invalid` with the position of the first character that cannot be
 */
export function decodeBase64(text: string, spaces: 'auto' | 'plus' = 'auto'): Base64Reading {
  const clean = decodeClean(text);
  if (clean !== null) return { bytes: clean, deviations: [] };
  const tally = tallyText(text);
  const source = spaces === 'plus' || onlyPlusFits(tally) ? withPluses(text, tally) : text;
  const found = new Set(tally.deviations);
  if (source !== text) found.add('space-for-plus').delete('spaces');
  const digits = tally.digits + (source === text ? 0 : countPluses(tally));
  judgeLength(text, digits, tally.pads, found);
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
  if (fillBytes(bytes, source) !== 0) found.add('stray-bits');
  return { bytes, deviations: [...found] };
}

/**
 * Base64 without any deviation, which is nearly all there is, in a fraction of the time: the platform decodes it.
 * Null where there is anything else.
 */
function decodeClean(text: string): Uint8Array<ArrayBuffer> | null {
  const pads = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  if (text.length % 4 !== 0 || hasStrayBits(text, pads)) return null;
  const binary = decodeNatively(text);
  // `atob` steps over white space: then there are fewer bytes than characters say.
  return binary?.length === (text.length / 4) * 3 - pads ? toBytes(binary) : null;
}

/** Whether the last character before the pads carries bits that belong to no byte. */
function hasStrayBits(text: string, pads: number): boolean {
  const last = TABLE[text.charCodeAt(text.length - pads - 1)] ?? 0;
  return pads > 0 && (last & (pads === 1 ? 3 : 15)) !== 0;
}

/** The bytes as characters; null for what is no base64. */
function decodeNatively(text: string): string | null {
  try {
    return atob(text);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Of ASCII, which most messages are, the UTF-8 is the bytes themselves, and takes a tenth of the time of a loop. */
function toBytes(binary: string): Uint8Array<ArrayBuffer> {
  const utf8 = encodeUtf8(binary);
  if (utf8.length === binary.length) return utf8;
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

interface Tally {
  /** Characters of the alphabet, spaces between them, and pads. */
  digits: number;
  innerSpaces: number;
  pads: number;
  /** Before the first character of the alphabet. */
  leadingSpaces: number;
  /** Since the last character of the alphabet and before any pad: inner ones if another follows. */
  openSpaces: number;
  /** From the first to behind the last character of the alphabet. */
  from: number;
  to: number;
  readonly deviations: Set<Base64Deviation>;
}

/** One pass that counts and refuses, before anything is allocated. */
function tallyText(text: string): Tally {
  const tally: Tally = {
    digits: 0,
    innerSpaces: 0,
    pads: 0,
    leadingSpaces: 0,
    openSpaces: 0,
    from: 0,
    to: 0,
    deviations: new Set(),
  };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const value = code < 256 ? (TABLE[code] ?? BAD) : BAD;
    if (value < SPACE && tally.pads === 0) {
      // The path of nearly every character.
      if (tally.digits++ === 0) tally.from = index;
      tally.to = index + 1;
      if (tally.openSpaces > 0) closeSpaces(tally);
    } else countOther(tally, text, index, value);
  }
  return tally;
}

function closeSpaces(tally: Tally): void {
  tally.innerSpaces += tally.openSpaces;
  tally.openSpaces = 0;
}

function countOther(tally: Tally, text: string, index: number, value: number): void {
  if (value === BAD) throw refusal(`the character ${nameCharacter(text, index)} does not belong`, index);
  if (value === PAD) tally.pads++;
  else if (value === BREAK) tally.deviations.add('line-breaks');
  else if (value === SPACE) countSpace(tally, text.charCodeAt(index));
  else if (tally.pads > 0) throw refusal('padding before the end', index);
  else {
    tally.deviations.add('base64url');
    if (tally.digits++ === 0) tally.from = index;
    tally.to = index + 1;
    closeSpaces(tally);
  }
}

/** A tab is white space only; a space may have been a plus sign. */
function countSpace(tally: Tally, code: number): void {
  tally.deviations.add('spaces');
  if (code !== 0x20 || tally.pads > 0) return;
  if (tally.digits > 0) tally.openSpaces++;
  else tally.leadingSpaces++;
}

function isWhole(length: number, { pads }: Tally): boolean {
  return pads < 3 && (length + pads) % 4 === 0;
}

/** Whether the text is of full length with pluses for its spaces, but not without them. */
function onlyPlusFits(tally: Tally): boolean {
  const { digits, innerSpaces } = tally;
  if (innerSpaces === 0 || isWhole(digits, tally)) return false;
  return isWhole(digits + innerSpaces, tally) || digits % 4 === 1;
}

/** How many spaces stand for pluses, if any do. */
function countPluses(tally: Tally): number {
  const { digits, innerSpaces, leadingSpaces, openSpaces } = tally;
  const all = innerSpaces + leadingSpaces + openSpaces;
  return !isWhole(digits + innerSpaces, tally) && isWhole(digits + all, tally) ? all : innerSpaces;
}

function withPluses(text: string, tally: Tally): string {
  const isAll = countPluses(tally) > tally.innerSpaces;
  const pad = text.indexOf('=');
  const inner = text.slice(tally.from, tally.to);
  return (isAll ? text.slice(0, pad === -1 ? text.length : pad) : inner).replaceAll(' ', '+');
}

function judgeLength(text: string, digits: number, pads: number, found: Set<Base64Deviation>): void {
  const left = digits % 4;
  if (left === 1) throw refusal('one character is missing or too many', text.length);
  const needed = left === 0 ? 0 : 4 - left;
  if (pads < needed) found.add('padding-missing');
  if (pads > needed) found.add('padding-extra');
}

/** Fills `bytes` from the characters of the alphabet and gives back the unused bits of the last one. */
function fillBytes(bytes: Uint8Array, text: string): number {
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < text.length; index++) {
    const value = TABLE[text.charCodeAt(index)] ?? BAD;
    if (value >= SPACE && value < URL_MARK) continue;
    held = ((held << 6) | (value & 63)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  return held & ((1 << bits) - 1);
}

function nameCharacter(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  const isVisible = code > 0x20 && code < 0x7f;
  return isVisible ? `"${String.fromCodePoint(code)}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function refusal(reason: string, position: number): WorkbenchError {
  return new InputError('base64-invalid', { reason, position });
}

/** Base64 with padding, on one line (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let index = 0, at = 0; index < bytes.length; index += 3, at += 4) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text[at] = DIGITS[group >> 18] ?? 0;
    text[at + 1] = DIGITS[(group >> 12) & 63] ?? 0;
    text[at + 2] = DIGITS[(group >> 6) & 63] ?? 0;
    text[at + 3] = DIGITS[group & 63] ?? 0;
  }
  const pads = (3 - (bytes.length % 3)) % 3;
  return decodeUtf8(text.fill(0x3d, text.length - pads));
}
