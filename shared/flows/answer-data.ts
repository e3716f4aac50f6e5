import { pageText } from '#shared/http/page-text.ts';
import { isRecord } from './is-record.ts';

type JsonRecord = Readonly<Record<string, unknown>>;

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
  'html',
  'text',
  'cause',
];

/** What JSON with a status of success says, where that is no all the same; null where it is no no. */
export function jsonRefusal(text: string, type: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  const isNo = type === 'application/problem+json' || partsOf(value).some(saysNo);
  return isNo ? (jsonWords(text) ?? '') : null;
}

/** Under these an answer puts what it is about. */
const WRAPPERS: readonly string[] = 'data result response payload body auth login session sso saml'.split(' ');
/** GraphQL's answers are three records deep. */
const MAX_DEPTH = 3;

/** A record and those that it only wraps, the outermost first. */
function partsOf(value: JsonRecord, depth = 0): readonly JsonRecord[] {
  if (depth === MAX_DEPTH) return [value];
  const inner = WRAPPERS.map((name) => value[name]).filter(isRecord);
  return [value, ...inner.flatMap((each) => partsOf(each, depth + 1))];
}

/** False where somebody was let in. */
const LET_IN: readonly string[] =
  'success ok succeeded authenticated isAuthenticated authorized loggedIn logged_in isLoggedIn signedIn signed_in'.split(
    ' ',
  );
const OUTCOMES: readonly string[] = 'status result outcome state'.split(' ');
const ERRORS: readonly string[] = 'error errors errorCode error_code error_description'.split(' ');
/** Under these some answers repeat their HTTP status, which is another one then. */
const STATUSES: readonly string[] = 'status statusCode status_code code httpStatus'.split(' ');

function saysNo(value: JsonRecord): boolean {
  return (
    LET_IN.some((name) => value[name] === false) ||
    OUTCOMES.some((name) => NO.test(String(value[name] ?? ''))) ||
    STATUSES.some((name) => isErrorStatus(value[name])) ||
    ERRORS.some((name) => isSaid(value[name]))
  );
}

const NO = /^(?:nok|ko|error|fail(?:ed|ure)?|denied|rejected|refused|forbidden|unauthori[sz]ed)$/i;

function isErrorStatus(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value < 600;
}

const NOTHING = /^(?:|0|false|no|none|null|undefined|ok|success)$/i;

function isSaid(value: unknown): boolean {
  if (typeof value === 'string') return !NOTHING.test(value.trim());
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) ? Object.keys(value).length > 0 : (typeof value === 'number' && value !== 0) || value === true;
}

/** What JSON says in words; null where the text is none, or has none. */
export function jsonWords(text: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  const words = partsOf(value).flatMap((part) => DATA_WORDS.flatMap((name) => textsIn(part[name])));
  return words.length === 0 ? null : [...new Set(words)].join(': ');
}

/** A text, or the texts of a list or record one step below. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [textOf(value)];
  if (typeof value === 'number') return [`${value}`];
  const inner = Array.isArray(value) ? value.slice(0, 5) : isRecord(value) ? [value] : [];
  return inner.flatMap((each) =>
    typeof each === 'string' ? [each] : isRecord(each) ? DATA_WORDS.flatMap((name) => plainText(each[name])) : [],
  );
}

/** What a record says may be a piece of a page. */
function textOf(value: string): string {
  return (/<\w[^<>]*>/.test(value) ? pageText(value) : value).replace(/\s+/g, ' ').trim();
}

function plainText(value: unknown): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value] : [];
}

function readJson(text: string): JsonRecord | null {
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
export function faultWords(text: string): string | null {
  if (!/<(?:[\w-]+:)?(?:Fault|Error(?:Response)?|error|problem)[\s>]/.test(text.slice(0, 4000))) return null;
  return (FAULT.exec(text)?.[1] ?? pageText(text)).replace(/\s+/g, ' ').trim();
}
