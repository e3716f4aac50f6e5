import type { Exchange } from '#shared/http/exchange.ts';
import { essenceOf, headerValue } from '#shared/http/exchange-parts.ts';
import { pageText } from '#shared/http/page-text.ts';
import { faultWords, jsonRefusal, jsonWords } from './answer-data.ts';
import { isAboutLogin, isFailurePage, isFailureTitle, saysFailure, spacedWords } from './failure-words.ts';
import { onwardOf } from './onward.ts';
import { type PageShape, pageShape } from './page-shape.ts';
import { type ProsePlace, proseOf, refusesInProse } from './prose-words.ts';

/**
 * How an answer says no: `status` by its HTTP status, `redirect` by the parameters of the address that it leads to, `data`
 * by JSON or a fault, `page` by a page that is nothing else, `login-page` by asking to log in again under a message.
 */
export type WayOfNo = 'status' | 'redirect' | 'data' | 'page' | 'login-page';

/** An answer that says no. */
export interface SaidNo {
  readonly way: WayOfNo;
  /** In its own words, on one line; '' where it has none. */
  readonly words: string;
  /** Nothing stands out on the page: its sentences are taken for a no. */
  readonly isProse?: true;
}

/** Of what is said so many characters are kept. */
const MAX_WORDS = 2000;
/** A page that says no says little else. */
const SHORT_PAGE = 1500;

const answers = new WeakMap<Exchange, SaidNo | null>();

/** What a server said, if that was no, in whichever form; null where it did not, or where nothing of it was kept. */
export function saidNo(exchange: Exchange): SaidNo | null {
  const known = answers.get(exchange);
  if (known !== undefined) return known;
  const said = read(exchange);
  answers.set(exchange, said);
  return said;
}

function read(exchange: Exchange): SaidNo | null {
  const { status } = exchange;
  if ((status ?? 0) >= 400) return { way: 'status', words: wordsOf(exchange) };
  const redirected = errorInUrl(onwardOf(exchange));
  if (redirected !== null) return { way: 'redirect', words: redirected };
  if (exchange.redirectUrl !== null || status === null || status >= 300) return null;
  return fromBody(exchange);
}

/** Everything that an answer says, as text. */
export function wordsOf(exchange: Exchange): string {
  return [bodyWords(exchange.responseText ?? ''), ...headerWords(exchange)]
    .filter((words) => words !== '')
    .join(' ')
    .slice(0, MAX_WORDS);
}

function bodyWords(text: string): string {
  if (text === '') return '';
  const data = jsonWords(text) ?? (isHtml(text) ? null : faultWords(text));
  return data ?? (isHtml(text) ? titled(pageShape(text), text) : pageText(text));
}

/** What stands in a header and says why: the error of a token (rfc6750 3), the methods that are taken (rfc9110 15.5.6). */
function headerWords({ status, responseHeaders }: Exchange): readonly string[] {
  const asked = headerValue(responseHeaders, 'www-authenticate') ?? '';
  const allow = status === 405 ? headerValue(responseHeaders, 'allow') : null;
  return [/error/i.test(asked) ? asked : '', allow === null ? '' : `Allow: ${allow}`];
}

/** The title stands in the head of a page, and often is all that it says. */
function titled({ title }: PageShape, html: string): string {
  const text = pageText(html);
  return title === '' || text.includes(title) ? text : `${title}: ${text}`.replace(/: $/, '');
}

function isHtml(text: string): boolean {
  return /<(?:!doctype html|html|head|body|h\d|p|div|form|main|title)[\s>]/i.test(text.slice(0, 4000));
}

const ERROR_NAME =
  /^(?:[\w.]*[_.-])?err(?:or)?s?(?:[_.-]?(?:code|description|desc|message|msg|type|reason|uri|text|detail))?$/i;
const ERROR_TEXT = /^(?:.*[_.-])?(?:description|desc|message|msg|reason|text|detail)$/i;
/** What a parameter of another name says may be how it ended. */
const OUTCOME_NAME =
  /^(?:.*[_.-])?(?:reason|message|msg|detail|status|result|outcome|login|sso|saml|auth|flash|notice|alert|code)$/i;
const FAILED_NAME = /^(?:.*[_.-])?(?:fail(?:ed|ure)?|denied|rejected|unauthori[sz]ed)$/i;
const FAILED_VALUE = /^(?:fail(?:ed|ure)?|denied|error|rejected|unauthori[sz]ed|forbidden)$/i;
const NOTHING = /^(?:|0|false|no|none|null|undefined)$/i;
/** Whether a parameter of that name may say what went wrong. */
export function saysError(name: string): boolean {
  return [ERROR_NAME, ERROR_TEXT, FAILED_NAME, OUTCOME_NAME].some((form) => form.test(name));
}

/** Whether a value of such a parameter says yes or no, and nothing else: it is nobody's. */
export function isBareOutcome(value: string): boolean {
  return NOTHING.test(value) || FAILED_VALUE.test(value);
}

/** An address that is for failures: `/login/error`, `/auth/failure`, `/access-denied`. */
const ERROR_PATH =
  /\/(?:(?:saml|sso|auth|login|signin|sign-in)[-_]?)?(?:error|failure|failed|access[-_]?denied|denied|unauthori[sz]ed|forbidden)(?:\.\w{1,5})?\/?$/i;

/** A name without a value, as Spring Security leads to `/login?error`. */
const BARE_ERROR = /^\?(?:[^#]*&)?(?:error|failed|failure|denied)(?:&|$)/i;

/** What the parameters of an address say of an error; null where they name none. */
function errorInUrl(target: string | null): string | null {
  const url = target === null ? null : URL.parse(target);
  if (url === null) return null;
  const fragment = url.hash.includes('=') ? new URLSearchParams(url.hash.slice(1).replace(/^.*\?/, '')) : [];
  const all = [...url.searchParams, ...fragment];
  const found = all.filter(namesError);
  if (found.length > 0) {
    const others = all.filter(([name]) => !ERROR_NAME.test(name) && ERROR_TEXT.test(name));
    return [...new Set([...found, ...others].map(([, value]) => value))].join(': ').slice(0, MAX_WORDS);
  }
  if (!ERROR_PATH.test(url.pathname) && !BARE_ERROR.test(url.search)) return null;
  const told = all.filter(([name, value]) => ERROR_TEXT.test(name) && !NOTHING.test(value.trim()));
  return told
    .map(([, value]) => value)
    .join(': ')
    .slice(0, MAX_WORDS);
}

function namesError([name, value]: readonly [string, string]): boolean {
  const told = value.trim();
  if (NOTHING.test(told)) return false;
  if (ERROR_NAME.test(name) || FAILED_NAME.test(name)) return true;
  return OUTCOME_NAME.test(name) && told.length < 400 && (FAILED_VALUE.test(told) || saysFailure(spacedWords(told)));
}

function fromBody(exchange: Exchange): SaidNo | null {
  const text = exchange.responseText ?? '';
  if (text === '') return null;
  const type = essenceOf(headerValue(exchange.responseHeaders, 'content-type') ?? '');
  const json = jsonRefusal(text, type);
  if (json !== null) return { way: 'data', words: json.slice(0, MAX_WORDS) };
  if (!isHtml(text)) {
    const data = faultWords(text);
    if (data !== null) return { way: 'data', words: data.slice(0, MAX_WORDS) };
    const plain = text.replace(/\s+/g, ' ').trim();
    return type === 'text/plain' && plain.length < 400 && saysFailure(plain) ? { way: 'data', words: plain } : null;
  }
  return fromPage(pageShape(text), text, proseOf(exchange));
}

/** A page with more links than these belongs to an application. */
const FEW_LINKS = 8;
/** With so many it has a navigation, and speaks of other people's failures as easily as of this one. */
const NAVIGATION = 3;

function fromPage(shape: PageShape, html: string, place: ProsePlace): SaidNo | null {
  const words = titled(shape, html).slice(0, MAX_WORDS);
  if (shape.isPassing) return null;
  const alert = shape.alerts.find((text) => saysFailure(text) || (shape.hasPassword && isFailureTitle(text)));
  if (shape.hasPassword) {
    if (alert !== undefined) return { way: 'login-page', words: alert };
    return isFailurePage(shape) ? { way: 'login-page', words } : null;
  }
  if (isFailurePage(shape)) return { way: 'page', words };
  const isBare = shape.text.length < SHORT_PAGE && shape.text.length > 0 && shape.links < FEW_LINKS;
  if (shape.hasSignOut || !isBare) return null;
  if (alert !== undefined) return { way: 'page', words };
  if (shape.links >= NAVIGATION) return null;
  // Whoever is in reads of other people's failures: there a paragraph is none, unless it is said to them.
  const isHeaded = shape.headings.length > 0 || place !== 'inside';
  if (isHeaded && isAboutLogin(shape)) return { way: 'page', words };
  return isSentences(shape) && refusesInProse(shape, place) ? { way: 'page', words, isProse: true } : null;
}

/** Nothing is asked on the page, and it leads nowhere by itself. */
function isSentences({ refresh, hasInput }: PageShape): boolean {
  return refresh === null && !hasInput;
}
