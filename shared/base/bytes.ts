import { InputError } from './input-error.ts';

const encoder = new TextEncoder();
/** `ignoreBOM: true` keeps the mark in the text: dropping it is a decision for the caller to record. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, as the Encoding Standard says. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

const scratch = new Uint8Array(16 * 1024);

/**
 * Whether every character is one of ASCII: its UTF-8 then has one byte each, which takes far less time to find out than
 * any look at the characters. By pieces, because a large array costs more than what is done in it.
 */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += scratch.length) {
    const piece = text.slice(at, at + scratch.length);
    const { read, written } = encoder.encodeInto(piece, scratch);
    if (read !== piece.length || written !== piece.length) return false;
  }
  return true;
}

/**
 * The text of UTF-8 bytes, a byte order mark kept. Overlong forms, surrogates and cut sequences are refused.
 * @throws WorkbenchError `text-undecodable`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new InputError('text-undecodable', { encoding: 'UTF-8', reason: 'the bytes are malformed' }, { cause });
  }
}

const HEX_DIGITS = '0123456789abcdef';

/** Lower-case hex without separators. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15);
  return hex;
}

/** One array with the bytes of all parts, in order. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * Whether two arrays hold the same bytes. The time depends on the lengths only, not on where they differ,
 * so it may compare digests and tokens.
 */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  return difference === 0;
}
