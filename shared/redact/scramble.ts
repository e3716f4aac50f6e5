import type { Random } from './random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function pick(alphabet: string, random: Random): string {
  return alphabet.charAt(random.below(alphabet.length));
}

/**
 * Another text of the same form: letters for letters of the same case, digits for digits, hex for hex; punctuation and
 * white space stay. A letter of another script becomes a Latin one, an escaped one (`%C3%AB`) a plain one.
 * Long runs of hex digits stay hex, so that identifiers look like what they were.
 */
export function scramble(text: string, random: Random): string {
  if (isHex(text)) return scrambleHex(text, random);
  return text.replace(/%[0-9A-F]{2}|[A-Z0-9]|[^\p{ASCII}\s]/giu, (piece) => {
    if (piece.startsWith('%')) return isMark(piece) ? piece : pick(LOWER, random);
    if (/[0-9]/.test(piece)) return pick(DIGITS, random);
    return pick(/\p{Lu}/u.test(piece) ? UPPER : LOWER, random);
  });
}

/** Whether an escape stands for punctuation, which stays. */
function isMark(escaped: string): boolean {
  return /^%(?:2[0-9A-F]|3[A-F]|40|5[B-F]|60|7[B-E])$/i.test(escaped);
}

/** Digits and letters up to f, with the marks of GUIDs and a leading underscore: at least eight of them, a digit among them. */
function isHex(text: string): boolean {
  return /^[_{]?(?:[0-9a-f]-?){8,}\}?$/i.test(text) && /\d/.test(text);
}

function scrambleHex(text: string, random: Random): string {
  const isUpper = /[A-F]/.test(text);
  const isNumber = /^\d+$/.test(text);
  return text.replace(/[0-9a-f]/gi, (char, at: number) => {
    if (isNumber || (at === 0 && /\d/.test(char))) return pick(DIGITS, random);
    const digit = pick(at <= 1 && /[a-f]/i.test(char) ? 'abcdef' : HEX, random);
    return isUpper ? digit.toUpperCase() : digit;
  });
}

/** Random base64 of the same length, alphabet, padding and line breaks; what is no base64 in it stays. */
export function scrambleBase64(text: string, random: Random): string {
  const isUrl = /[-_]/.test(text) && !/[+/]/.test(text);
  const last = text.search(/[A-Za-z0-9+/_-][^A-Za-z0-9+/_-]*$/);
  const digits = text.replace(/[^A-Za-z0-9+/_-]/g, '').length % 4;
  const other = text.replace(/[A-Za-z0-9+/_-]/g, (_, at: number) =>
    at === last && digits > 1 ? pick(digits === 2 ? 'AQgw' : 'AEIMQUYcgkosw048', random) : pick(BASE64, random),
  );
  return isUrl ? other.replaceAll('+', '-').replaceAll('/', '_') : other;
}

/** Other bytes of the same form, for texts inside binary encodings: letters stay letters, digits digits; zero stays, all else is an `x`. */
export function scrambleByte(byte: number, random: Random): number {
  if (byte >= 0x61 && byte <= 0x7a) return 0x61 + random.below(26);
  if (byte >= 0x41 && byte <= 0x5a) return 0x41 + random.below(26);
  if (byte >= 0x30 && byte <= 0x39) return 0x30 + random.below(10);
  return byte === 0 || (byte >= 0x20 && byte < 0x7f) ? byte : 0x78;
}
