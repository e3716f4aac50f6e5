import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { readHtml, readParameterValue } from '#shared/wire/read-message.ts';
import { rootName } from '#shared/wire/root-name.ts';
import { FormatError } from './format-error.ts';
import { asHar } from './har-entry.ts';
import type { InputKind, RecordingKind } from './input-kind.ts';
import { nameOther } from './name-other.ts';
import { findPassages } from './pasted/find-passages.ts';
import { readHexDump } from './pasted/hex-dump.ts';
import type { Passage } from './pasted/passage.ts';
import { looksDeflated, messageValue, namesMessage } from './pasted/query-kind.ts';
import { beginningOf } from './pasted/take-base64.ts';
import { recordingKind } from './recording-formats.ts';

/** What an input is: a recording, already parsed as JSON, one text to be decoded, or pieces of a text that are. */
export type Detected =
  | { readonly kind: RecordingKind; readonly value: unknown }
  | { readonly kind: AloneKind; readonly text: string }
  | { readonly kind: 'text'; readonly passages: readonly Passage[] };

/** The kinds of a text that is a message, as a whole. */
type AloneKind = Exclude<InputKind, RecordingKind | 'text'>;

const HTML_ROOTS = new Set([
  'html',
  'head',
  'body',
  'form',
  'script',
  'meta',
  'title',
  'noscript',
  'input',
  'div',
  'pre',
  'code',
  'textarea',
  'p',
]);
/** The first line of a request as a proxy or a log shows it (rfc9112 3). */
const REQUEST_LINE = /^(?:GET|POST|HEAD) +(\S+)(?: +HTTP\/[\d.]+)?[ \r]*(?:\n|$)/;
const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
const QUERY_START = /^(?:\?|\/[^?\s]*\?)/;
const NOT_BASE64 = /[^A-Za-z0-9+/_=\s%-]/;
const INNER_PAD = /=[^=\s]/;
const SAML_NAMESPACE = /urn:oasis:names:tc:SAML:|\/ws-trust\/|\/02\/trust|\/soap-envelope|\/soap\/envelope/;
const ANOTHER_LINE = /\n\s*(?:https?:\/\/|(?:SAMLRequest|SAMLResponse|SAMLart)[=:])/;
const ESCAPED_BRACKET = /^&(?:amp;){0,3}(?:lt|#60|#[xX]3[cC]);/;
const CARRIER = /SAMLRequest|SAMLResponse|SAMLart/;

const BELONGS = 'which belongs to a message but is none';
/** A SEQUENCE of 256 bytes and more: deflated data cannot begin so, and XML begins with `<`. */
const DER_IN_BASE64 = /^MII[A-Za-z0-9+/=\s]+$/;

/**
 * Tells what the text that a user has is. White space around it does not matter. What is a message as a whole, or a
 * recording, comes first; any other text is searched for messages.
 *
 * @throws WorkbenchError `input-empty`, or `input-unrecognised` with the reason
 */
export function detect(input: string): Detected {
  const trimmed = input.trim();
  // Chats and wikis put invisible characters between words; in XML they may be somebody's name.
  const text = trimmed.includes('<') ? trimmed : trimmed.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  if (text === '') throw new InputError('input-empty');
  const whole = detectWhole(text);
  if (!(whole instanceof WorkbenchError) && !isDoubtful(whole)) return whole;
  const passages = findPassages(text);
  if (passages.length > 0) return { kind: 'text', passages };
  const reason = nameOther(text);
  if (reason !== null) throw unrecognised(reason);
  if (whole instanceof WorkbenchError) throw whole;
  return whole;
}

function detectWhole(text: string): Detected | WorkbenchError {
  try {
    return detectKind(text);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

function detectKind(text: string): Detected {
  if (text.startsWith('{') || text.startsWith('[')) return detectJson(text);
  if (text.startsWith('<')) return { kind: markupKind(text), text };
  if (text.startsWith('-----BEGIN')) throw unrecognised(`it is a PEM file, ${BELONGS}`);
  if (DER_IN_BASE64.test(text)) throw unrecognised(`it is a certificate or key in base64, ${BELONGS}`);
  const target = REQUEST_LINE.exec(text)?.[1];
  if (target === undefined) return detectWire(text);
  const body = bodyOf(text);
  if (body === null) return { kind: 'url', text: target };
  return body.startsWith('<') ? { kind: markupKind(body), text: body } : detectWire(body);
}

/** Whether a text is of its kind by its beginning only, so that another reading may find more in it. */
function isDoubtful(detected: Detected): boolean {
  if (!('text' in detected)) return false;
  const { kind, text } = detected;
  switch (kind) {
    case 'soap':
      return false;
    case 'xml':
      return isOtherDocument(text);
    case 'html':
      return readHtml(text).length === 0;
    case 'parameter':
      return readHexDump(text) !== null || beginningOf(text) === 'text' || isWords(text) || nameOther(text) !== null;
    case 'url':
    case 'form':
      return isProse(text) || beginningOf(messageValue(text) ?? '') === 'text';
  }
}

/** Words and numbers are characters of base64 too. */
function isWords(text: string): boolean {
  return /\s/.test(text) && beginningOf(text) !== 'markup' && readParameterValue(text).wire === null;
}

/**
 * Whether the root has no namespace of SAML (it is declared in its start tag) and holds all that there is: where more
 * stands behind it, a message put together wrongly is to be told as that.
 */
function isOtherDocument(xml: string): boolean {
  const { name } = rootName(xml);
  if (name === '' || !xml.endsWith(`</${name}>`)) return false;
  const at = xml.indexOf(`<${name}`);
  const next = xml.indexOf('<', at + 1);
  return !SAML_NAMESPACE.test(xml.slice(at, next === -1 ? undefined : next));
}

/** A sentence, a command or a log has an equals sign too, but not behind a name; and lines that begin anew. */
function isProse(text: string): boolean {
  if (ESCAPED_BRACKET.test(text)) return true;
  const name = text.slice(0, text.search(/[=&?]/));
  if (/[\s"'{}<>()]/.test(name) || ANOTHER_LINE.test(text)) return true;
  return !namesMessage(text) && (CARRIER.test(text) || text.includes('\n'));
}

function detectJson(text: string): Detected {
  const value = parseJson(text);
  const kind = recordingKind(value);
  if (kind !== null) return { kind, value };
  const har = asHar(value);
  if (har !== null) return { kind: 'har', value: har };
  const query = parameterTextOf(value);
  if (query === null) throw unrecognised('it is JSON, but holds no recorded requests and no SAML parameters');
  return { kind: queryKind(query), text: query };
}

/** The engine's own message quotes the file, so only the fact is passed on. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError(
      'input-unrecognised',
      { reason: 'it begins like JSON but is none, or is cut off' },
      { cause },
    );
  }
}

/** `{ "SAMLResponse": "...", "RelayState": "..." }`, as a log or a debugger shows parsed parameters, put together again. */
function parameterTextOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const query = pairs.map(([name, text]) => `${escapePart(name)}=${escapePart(text)}`).join('&');
  return namesMessage(query) ? query : null;
}

/** A lone surrogate, which JSON may hold, cannot be escaped. */
function escapePart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function markupKind(text: string): 'xml' | 'soap' | 'html' {
  const { name, html } = rootName(text);
  const local = name.slice(name.indexOf(':') + 1);
  if (local === 'Envelope') return 'soap';
  return html || HTML_ROOTS.has(name.toLowerCase()) ? 'html' : 'xml';
}

function detectWire(text: string): Detected {
  if (isUrl(text)) return { kind: 'url', text };
  if (isBase64(text)) return { kind: 'parameter', text };
  if (text.includes('=')) return { kind: queryKind(text), text };
  const start = text.slice(0, 20);
  // What may be a key in base64 or hexadecimal is not quoted.
  if (/^[\w+/=:-]{16,}$/.test(start)) throw unrecognised('it is one long word');
  throw unrecognised(/[\w+/-]{12,}/.test(start) ? 'it is a text without a message in it' : `it begins with "${start}"`);
}

/** A colon is looked for first: base64 has none, and an expression would take most of a message for a scheme. */
function isUrl(text: string): boolean {
  const colon = text.indexOf(':');
  const isAbsolute = colon !== -1 && text.startsWith('://', colon) && SCHEME.test(text.slice(0, colon));
  return isAbsolute || QUERY_START.test(text);
}

/** Base64 of either alphabet, escaped or not: nothing else in it, and equals signs only at its end. */
function isBase64(text: string): boolean {
  const pad = text.indexOf('=');
  return !NOT_BASE64.test(text) && (pad === -1 || !INNER_PAD.test(text.slice(pad)));
}

/** What follows the blank line of a whole request; null where that holds no message. */
function bodyOf(request: string): string | null {
  const blank = /\r?\n\r?\n/.exec(request);
  const rest = blank === null ? '' : request.slice(blank.index + blank[0].length);
  const own = withoutAnswer(rest).trim();
  const body = own === '' ? rest.trim() : own;
  return body.includes('=') || body.startsWith('<') ? body : null;
}

/** Proxies copy the answer along behind the request. */
function withoutAnswer(body: string): string {
  const answer = /(?:^|\r?\n)[ \t]*HTTP\/\d(?:\.\d)? \d{3}\b/.exec(body);
  return answer === null ? body : body.slice(0, answer.index);
}

function queryKind(query: string): 'url' | 'form' {
  return looksDeflated(query) ? 'url' : 'form';
}

function unrecognised(reason: string): WorkbenchError {
  return new FormatError('input-unrecognised', { reason });
}
