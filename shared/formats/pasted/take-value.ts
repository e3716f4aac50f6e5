import type { Finder } from './finder.ts';
import { runAt } from './take-base64.ts';
import { unescapeHtml, unescapeString } from './unescape.ts';

/** A parameter that a log or a tool shows decoded. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Names that carry a message, and those that belong to one (saml-bindings 3.4.4, 3.5.4, 3.6; RFC 7522 2.1). */
const CARRIERS: ReadonlySet<string> = new Set(['SAMLRequest', 'SAMLResponse', 'SAMLart', 'wresult', 'assertion']);
const OTHERS = ['RelayState', 'SigAlg', 'Signature', 'SAMLEncoding', 'KeyInfo', 'TARGET', 'wctx', 'wa(?==wsign)'];

/** Where such a name stands as a word, or behind an escape. */
export const NAME_START = String.raw`(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt]))(${[...CARRIERS, ...OTHERS].join('|')})(?![A-Za-z0-9_-])`;

/** Whether a parameter of this name is a message. */
export function isCarrier(name: string): boolean {
  return CARRIERS.has(name);
}

const QUOTE = String.raw`\\{0,7}["'\u0060]|&quot;|&#0?39;`;
/** What languages and tools put between a name and its value: `"]=>\n string(12) "`, `' => ['`, `: `, `","value":"`, a tab. */
const BETWEEN = new RegExp(
  String.raw`(?:${QUOTE})?\]?(?:\s{0,40}(?:=&gt;|=>|->|[:=,]|(?<=&quot;\s{0,40})value=)\s{0,40}|[ ]{0,8}(?:\t|\r?\n)[ \t]{0,40})(?:(?:${QUOTE})value(?:${QUOTE})\s{0,40}(?::|=>)\s{0,40}|value:\s{0,9})?(?:string\(\d{1,9}\)\s{1,9}|[>|]-?\s{0,40})?[[({]{0,2}\s{0,40}[bu]?(${QUOTE})?`,
  'y',
);
/** Node breaks long strings of an object that it prints. */
const JOINED = /\s{0,40}\+\s{0,40}(["'`])/y;
const CUT = /(?:["'`])?\s{0,3}\.\.\. \d{1,9} more characters/y;
/** The shortest that is a message, an artifact included. */
const SHORTEST = 40;
const MOST_OTHER = 4096;

/**
 * The value that stands beside a name, without the escapes of its language; null where what follows is none.
 * @param at behind the name
 */
export function takeValue(
  text: string,
  name: string,
  { start, at }: { start: number; at: number },
  find: Finder,
): NamedValue | null {
  BETWEEN.lastIndex = at;
  const between = BETWEEN.exec(text);
  if (between === null) return null;
  const from = BETWEEN.lastIndex;
  const quote = between[1];
  const taken = quote === undefined ? bare(text, name, from) : quoted(text, from, quote, find);
  if (taken === null || (isCarrier(name) && !isMessageLike(taken.value))) return null;
  return { name, value: taken.value, start, end: taken.end };
}

interface Taken {
  readonly value: string;
  readonly end: number;
}

function quoted(text: string, from: number, quote: string, find: Finder): Taken | null {
  const parts: string[] = [];
  let [at, mark] = [from, quote];
  for (;;) {
    const end = find(mark, at);
    if (end === -1) return null;
    parts.push(text.slice(at, end));
    at = end + mark.length;
    JOINED.lastIndex = at;
    const next = JOINED.exec(text)?.[1];
    if (next === undefined) break;
    [at, mark] = [JOINED.lastIndex, next];
  }
  const raw = parts.join('');
  const plain = quote.startsWith('&') ? unescapeHtml(raw) : raw;
  return { value: unescapeString(plain), end: at };
}

/** Without quotation marks a message ends where its base64 does, anything else at the line's end or that of its list. */
function bare(text: string, name: string, from: number): Taken | null {
  if (isCarrier(name)) {
    const { base64, end } = runAt(text, from);
    return { value: base64, end };
  }
  const line = /^[^\r\n]*/.exec(text.slice(from, from + MOST_OTHER))?.[0] ?? '';
  const value = /^(?:[^,\]}\s]|,(?! )|\](?![,}\s]|$)|\}(?!\s|$))*/.exec(line)?.[0] ?? '';
  return { value, end: from + value.length };
}

function isMessageLike(value: string): boolean {
  return value.length >= SHORTEST && /^\s*[A-Za-z0-9+/_%-]{30}/.test(value.slice(0, 200));
}

/** Whether the text was cut off behind a value, as Node does with long strings. */
export function isCutBehind(text: string, end: number): boolean {
  CUT.lastIndex = end;
  return CUT.test(text);
}
