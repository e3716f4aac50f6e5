import { decodePercent } from '#shared/wire/percent.ts';
import type { Matcher } from './matcher.ts';
import type { Redactor } from './redactor.ts';
import { replaceParts } from './replace-parts.ts';

/** What is somebody's wherever it stands: e-mail addresses, GUIDs, and stretches that no word is as long as. */
const PATTERNS =
  /[^\s@<>"'(),;:/=&?#]{1,64}@[A-Za-z0-9.-]{1,200}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9+_=-]{48,}/gi;

/** What may be base64 or hex of something. */
const TOKEN = /[A-Za-z0-9+/_-]{6,}={0,2}/g;

/**
 * A text that stays, such as a step of a path or a User-Agent, without whatever in it was an original elsewhere: as
 * it is, escaped (up to three times), or as a part of base64 or hex.
 *
 * @param matcher null on the first pass, when not all originals are known
 */
export function redactKept(text: string, matcher: Matcher | null, redactor: Redactor): string {
  const other = replaceParts(
    text,
    PATTERNS,
    (found) => redactor.value(found, found.includes('@') ? 'user' : 'parameter'),
    (between) => redactWords(between, matcher, redactor),
  );
  return other === text ? redactEscaped(text, matcher, redactor) : other;
}

function redactWords(text: string, matcher: Matcher | null, redactor: Redactor): string {
  if (matcher === null) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, kind } of matcher.find(text)) {
    parts.push(redactTokens(text.slice(from, start), matcher, redactor));
    parts.push(redactor.value(text.slice(start, end), kind === 'text' ? 'value' : kind));
    from = end;
  }
  parts.push(redactTokens(text.slice(from), matcher, redactor));
  return parts.join('');
}

function redactTokens(text: string, matcher: Matcher, redactor: Redactor): string {
  return text.replace(TOKEN, (token) =>
    readings(token).some((reading) => holdsOriginal(reading, matcher)) ? redactor.value(token, 'parameter') : token,
  );
}

/** Two or three letters may be there by chance. */
function holdsOriginal(text: string, matcher: Matcher): boolean {
  return matcher.find(text).some(({ start, end }) => end - start > 3);
}

/** A token decoded from each of its first four characters on, because what it says may begin before it. */
function readings(token: string): readonly string[] {
  const base64 = token.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const texts = [0, 1, 2, 3].map((start) => decodeBytes(base64.slice(start)));
  return /^[0-9a-f]+$/i.test(token) ? [...texts, decodeHex(token), decodeHex(token.slice(1))] : texts;
}

function decodeBytes(base64: string): string {
  const whole = base64.slice(0, base64.length - (base64.length % 4 === 1 ? 1 : 0));
  return toText(atob(whole));
}

function decodeHex(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  return toText(String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16))));
}

/** Bytes, one a character, as UTF-8 text; what is none stays apart. */
function toText(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** An escape that nobody has decoded so far may hide an original. */
function redactEscaped(text: string, matcher: Matcher | null, redactor: Redactor): string {
  if (!/%[0-9A-F]{2}/i.test(text)) return text;
  const decoded = decodePercent(text, false).text;
  if (decoded === text) return text;
  const other = redactKept(decoded, matcher, redactor);
  return other === decoded ? text : encodeURIComponent(other.toWellFormed());
}
