import type { Exchange } from '#shared/http/exchange.ts';
import { essenceOf, headerValue } from '#shared/http/exchange-parts.ts';
import { pageText } from '#shared/http/page-text.ts';
import { isRecord } from './is-record.ts';
import { type PageShape, pageShape } from './page-shape.ts';

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
  const redirected = errorInUrl(exchange.redirectUrl);
  if (redirected !== null) return { way: 'redirect', words: redirected };
  if (exchange.redirectUrl !== null || status === null || status >= 300) return null;
  return fromBody(exchange);
}

/** Everything that an answer says, as text. */
export function wordsOf({ responseText, responseHeaders }: Exchange): string {
  const text = responseText ?? '';
  if (text === '') return '';
  const data = isHtml(text) ? null : (jsonWords(text) ?? faultWords(text));
  const words = data ?? (isHtml(text) ? titled(pageShape(text), text) : pageText(text));
  const header = headerValue(responseHeaders, 'www-authenticate');
  return `${words}${header !== null && /error/i.test(header) ? ` ${header}` : ''}`.slice(0, MAX_WORDS);
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
const NOTHING = /^(?:|0|false|no|none|null|undefined)$/i;
/** Whether a parameter of that name says what went wrong. */
export function saysError(name: string): boolean {
  return ERROR_NAME.test(name) || ERROR_TEXT.test(name);
}

/** An address that is for failures: `/login/error`, `/auth/failure`, `/access-denied`. */
const ERROR_PATH =
  /\/(?:(?:saml|sso|auth|login|signin|sign-in)[-_]?)?(?:error|failure|failed|access[-_]?denied|denied|unauthori[sz]ed|forbidden)(?:\.\w{1,5})?\/?$/i;

/** What the parameters of an address say of an error; null where they name none. */
function errorInUrl(target: string | null): string | null {
  const url = target === null ? null : URL.parse(target);
  if (url === null) return null;
  const fragment = url.hash.includes('=') ? new URLSearchParams(url.hash.slice(1).replace(/^.*\?/, '')) : [];
  const found = [...url.searchParams, ...fragment].filter(
    ([name, value]) => ERROR_NAME.test(name) && !NOTHING.test(value.trim()),
  );
  if (found.length > 0) {
    const others = [...url.searchParams].filter(([name]) => !ERROR_NAME.test(name) && ERROR_TEXT.test(name));
    return [...found, ...others]
      .map(([, value]) => value)
      .join(': ')
      .slice(0, MAX_WORDS);
  }
  return ERROR_PATH.test(url.pathname) ? '' : null;
}

function fromBody(exchange: Exchange): SaidNo | null {
  const text = exchange.responseText ?? '';
  if (text === '') return null;
  const type = essenceOf(headerValue(exchange.responseHeaders, 'content-type') ?? '');
  if (!isHtml(text)) {
    const data = jsonRefusal(text, type) ?? faultWords(text);
    if (data !== null) return { way: 'data', words: data.slice(0, MAX_WORDS) };
    const plain = text.replace(/\s+/g, ' ').trim();
    return type === 'text/plain' && plain.length < 400 && FAILS.test(plain) ? { way: 'data', words: plain } : null;
  }
  return fromPage(pageShape(text), text);
}

/** A title or heading that is that of a failure, alone or with the product's name beside it. */
const FAILURE_TITLE = new RegExp(
  `^(?:${[
    '(?:(?:saml2?|sso|single sign-on|sign[- ]?(?:in|on)|log[- ]?(?:in|on)|authenti\\S+|authori[sz]ation|internal|server|application|unexpected|unhandled|uncaught|fatal|system|an)\\s+)*(?:error|fault|exception)(?:\\s+(?:occurred|page|\\d+))?[.!]?',
    '(?:error|http)\\s*:?\\s*[45]\\d\\d\\b.{0,60}',
    '(?:error|fehler|erreur|errore|fout)\\s*[:!].{0,80}',
    '[45]\\d\\d(?:\\s*[-:–|]?\\s*(?:error|bad|unauthori|forbidden|not|method|request|internal|service|gateway|payload|unprocess|too|server|access|page|conflict|locked)\\S*.{0,40})?',
    `(?:your )?(?:saml2?|sso|single sign-on|sign[- ]?(?:in|on)|log[- ]?(?:in|on)|authenti\\S+|authori[sz]ation|access|request|permission|validation|verification|assertion|response|session|account|user|metadata)\\b.{0,50}\\b(?:failed|failure|unsuccessful|denied|rejected|refused|expired|disabled|locked|invalid|not (?:allowed|permitted|authori[sz]ed|possible|found|valid|active|available|assigned))[.!]?`,
    '(?:not|un)[- ]?authori[sz]ed[.!]?|forbidden[.!]?|bad request[.!]?|page not found|method not allowed|no access[.!]?|an? second factor is (?:needed|required)',
    '(?:the )?.{0,30}(?:was|has been) (?:rejected|refused|denied|aborted|blocked)\\b.{0,20}',
    '(?:oops|whoops|sorry)\\b.{0,60}',
    `(?:something|we|you).{0,10} (?:went wrong|could ?n[o’']?t|can ?n[o’']?t|can[’']?t|were unable|are not|aren[’']?t|do not have|don[’']?t have) ?(?:sign|log|authenticate|process|complete|verify|find|authori|allow|access|permi)?.{0,60}`,
    `(?:cannot|can[’']t|could not|couldn[’']t|unable to|not able to) (?:sign|log|authenticate|process|complete|verify|find).{0,60}`,
    '(?:fehler|erreur|errore|fout)(?:\\s+\\d+)?|.{0,40} fehlgeschlagen|(?:anmeldung|zugriff).{0,30}(?:verweigert|nicht m.glich)|acc[eè]s (?:interdit|refus).{0,20}|.{0,30}refus[ée]e?|error de .{0,30}|acceso denegado|accesso negato',
  ].join('|')})$`,
  'i',
);
const TITLE_PARTS = /\s+[|–—·•:-]\s+|\s*[|]\s*/;

/** What a short page, a message beside a login form, or plain text says where somebody is not let in. */
const FAILS =
  /\b(?:(?:saml|sso|assertion|response|authn ?request|signature|certificate|audience|issuer|in ?response ?to|attribute)\b[^.]{0,80}\b(?:invalid|not valid|rejected|failed|missing|mismatch|expired|expected|not found|unknown|cannot|could not|does not)|(?:invalid|missing|rejected|unknown|expired|unexpected|no) (?:saml|assertion|audience|issuer|signature|relay ?state|in ?response ?to|authn)|(?:could not|couldn[’']?t|cannot|can ?not|can[’']?t|unable to|not able to|failed to) (?:\w+ ){0,3}(?:sign|log|authenticat|verif|validat|find (?:an|your|a) (?:account|user)|process)|(?:sign|log)[- ]?(?:in|on) (?:\w+ ){0,2}(?:failed|error|unsuccessful|not allowed|rejected)|authentication (?:\w+ ){0,2}(?:failed|error|failure|rejected)|not (?:been )?(?:assigned|authori[sz]ed|provisioned|allowed|permitted|entitled)|(?:access|permission|request) (?:is |was |has been )?(?:denied|refused|rejected|forbidden)|(?:do(?:es)? not|don[’']?t|doesn[’']?t) have (?:access|permission|an account)|no (?:account|user|such user|access)\b|account (?:\w+ ){0,3}(?:disabled|deactivated|locked|suspended|not found|does not exist|not active)|not (?:a member|registered)|contact your administrator|having trouble signing you in|something went wrong|AADSTS\d+|MSIS\d+|app_not_\w+)/i;

function fromPage(shape: PageShape, html: string): SaidNo | null {
  const words = titled(shape, html).slice(0, MAX_WORDS);
  if (shape.isPassing) return null;
  const alert = shape.alerts.find((text) => FAILS.test(text) || (shape.hasPassword && isFailureTitle(text)));
  if (shape.hasPassword) {
    if (alert !== undefined) return { way: 'login-page', words: alert };
    return isFailing(shape) ? { way: 'login-page', words } : null;
  }
  if (isFailing(shape)) return { way: 'page', words };
  if (shape.hasSignOut) return null;
  if (alert !== undefined && shape.text.length < SHORT_PAGE) return { way: 'page', words };
  const isBare = shape.text.length < SHORT_PAGE && shape.text.length > 0;
  return isBare && isAboutLogin(shape) ? { way: 'page', words } : null;
}

/** The title, or the first heading, is that of a failure. */
function isFailing({ title, headings }: PageShape): boolean {
  const [first = ''] = headings;
  return isFailureTitle(first) || isFailureTitle(title) || title.split(TITLE_PARTS).some(isFailureTitle);
}

function isFailureTitle(text: string): boolean {
  return text.length > 0 && text.length < 120 && FAILURE_TITLE.test(text.trim());
}

/** A short page without a heading of its own whose first sentences say that somebody is not let in. */
function isAboutLogin({ text, headings }: PageShape): boolean {
  const first = text.slice(0, 400);
  return FAILS.test(first) && (headings.length === 0 || FAILS.test(headings[0] ?? ''));
}

/** Names under which JSON says what went wrong, the most telling first (rfc9457 for title and detail). */
const DATA_WORDS = [
  'error_description',
  'errorDescription',
  'detail',
  'reason',
  'error_message',
  'errorMessage',
  'message',
  'msg',
  'title',
  'errorSummary',
  'error',
  'errors',
  'code',
  'errorCode',
];

/** What JSON with a status of success says, where that is no all the same. */
function jsonRefusal(text: string, type: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  const isNo =
    type === 'application/problem+json' ||
    value['success'] === false ||
    value['ok'] === false ||
    value['authenticated'] === false ||
    /^(?:error|fail(?:ed|ure)?|denied|unauthori[sz]ed)$/i.test(String(value['status'] ?? '')) ||
    ['error', 'errors', 'errorCode', 'error_code', 'error_description'].some((name) => isSaid(value[name]));
  return isNo ? (jsonWords(text) ?? '') : null;
}

function isSaid(value: unknown): boolean {
  if (typeof value === 'string') return !NOTHING.test(value.trim());
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) || (typeof value === 'number' && value !== 0) || value === true;
}

function jsonWords(text: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  const words = DATA_WORDS.flatMap((name) => textsIn(value[name]));
  return words.length === 0 ? null : [...new Set(words)].join(': ');
}

/** A text, or the texts of a list or record one step below. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.replace(/\s+/g, ' ').trim()];
  if (typeof value === 'number') return [`${value}`];
  const inner = Array.isArray(value) ? value.slice(0, 5) : isRecord(value) ? [value] : [];
  return inner.flatMap((each) =>
    typeof each === 'string' ? [each] : isRecord(each) ? DATA_WORDS.flatMap((name) => plainText(each[name])) : [],
  );
}

function plainText(value: unknown): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value] : [];
}

function readJson(text: string): Readonly<Record<string, unknown>> | null {
  if (!/^\s*[{[]/.test(text) || text.length > 100_000) return null;
  try {
    const value: unknown = JSON.parse(text);
    const one = Array.isArray(value) ? value[0] : value;
    return isRecord(one) ? one : null;
  } catch {
    // What begins like JSON and is none is text.
    return null;
  }
}

const FAULT =
  /<(?:[\w-]+:)?(?:faultstring|Text|Message|message|error_description|ErrorMessage)\b[^>]{0,200}>([^<]{1,1000})</;

/** What a SOAP fault or an error document in XML says; null of any other text. */
function faultWords(text: string): string | null {
  if (!/<(?:[\w-]+:)?(?:Fault|Error(?:Response)?|error|problem)[\s>]/.test(text.slice(0, 4000))) return null;
  return (FAULT.exec(text)?.[1] ?? pageText(text)).replace(/\s+/g, ' ').trim();
}
