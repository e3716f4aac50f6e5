import { decodePercent } from '#shared/wire/percent.ts';
import { isCarrier } from './take-value.ts';
import { unescapeHtml, unescapeString } from './unescape.ts';

/** A URL, a query or a form body within a text, or a single pair of one. */
export type TakenQuery =
  | { readonly is: 'query'; readonly text: string; readonly end: number }
  | { readonly is: 'pair'; readonly value: string; readonly end: number }
  | { readonly is: 'inner'; readonly text: string; readonly end: number };

const EQUALS = /(?:=|%(?:25)?3[dD]|\\{1,7}u003[dD]|&#61;)(?!>|\s|["'])/y;
/** So far before a name its URL may begin. */
const MOST_BEFORE = 4096;
const AROUND_URL = /[\s"'`<>{}|^\\[\]]/;
const INSIDE = /\\{1,7}(?:\/|u00(?:26|2[bBfF]|3[dDfF]))|,(?![\s"'`}\]])/y;

/**
 * Takes the run of characters around a name that stands as in a query: no white space, quotation mark or bracket. Null
 * where it stands otherwise.
 * @param floor where the last such run ended: none begins before
 */
export function takeQuery(
  text: string,
  name: string,
  { start, at }: { start: number; at: number },
  floor: number,
): TakenQuery | null {
  EQUALS.lastIndex = at;
  const equals = EQUALS.exec(text)?.[0];
  if (equals === undefined) return null;
  const from = beginBefore(text, start, Math.max(floor, start - MOST_BEFORE));
  const end = endBehind(text, at);
  const raw = unescapeHtml(unescapeString(text.slice(from, end))).replace(/[.;:)]+$/, '');
  if (equals.startsWith('%')) return { is: 'inner', text: innerUrl(decodePercent(raw, false).text, name), end };
  if (raw.includes('&') || raw.includes('?')) {
    const hasMessage = /(?:^|[?&])(?:SAMLRequest|SAMLResponse|SAMLart|wresult|wa|assertion)=./.test(raw);
    return hasMessage ? { is: 'query', text: raw, end } : null;
  }
  const value = raw.slice(raw.indexOf('=') + 1);
  if (value === '' || (isCarrier(name) && value.length < 40)) return null;
  return { is: 'pair', value: value.includes('%') ? decodePercent(value, true).text : value, end };
}

/** A URL that was the value of another one's parameter begins where its scheme does. */
function innerUrl(decoded: string, name: string): string {
  const at = decoded.lastIndexOf('://', decoded.indexOf(name));
  const scheme = /[a-z]{4,5}$/.exec(decoded.slice(Math.max(0, at - 5), Math.max(0, at)))?.[0];
  return scheme === undefined ? decoded : decoded.slice(at - scheme.length);
}

function beginBefore(text: string, start: number, floor: number): number {
  let from = start;
  while (from > floor && !AROUND_URL.test(text.charAt(from - 1))) from -= 1;
  // An escaped character of a string literal, such as the line break before a body, is not part of it.
  if (text.charAt(from - 1) === '\\' && from < start) return escapedSlash(text, from, start, floor);
  return from;
}

/** `https:\/\/host\/path`: goes on over escaped slashes; anything else behind a backslash is none of the URL. */
function escapedSlash(text: string, from: number, start: number, floor: number): number {
  if (text.charAt(from) !== '/') return from + 1;
  let at = from - 1;
  while (
    at > floor &&
    (!AROUND_URL.test(text.charAt(at - 1)) || (text.charAt(at - 1) === '\\' && text.charAt(at) === '/'))
  )
    at -= 1;
  const scheme = text.slice(at, start).search(/https?:\\*\//);
  return scheme === -1 ? from : at + scheme;
}

function endBehind(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const char = text.charAt(end);
    if (!AROUND_URL.test(char) && char !== ',') continue;
    INSIDE.lastIndex = end;
    if (!INSIDE.test(text)) break;
    end = INSIDE.lastIndex - 1;
  }
  return end;
}
