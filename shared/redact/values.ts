import type { RedactedKind } from './kinds.ts';
import { STEMS } from './kinds.ts';
import { isPublicUri, isPublicValue } from './public-values.ts';
import type { Random } from './random.ts';
import type { Redactor } from './redactor.ts';
import { scramble } from './scramble.ts';

/** Kinds of which only the form is of interest: they become another text of that form, whatever it is. */
const OPAQUE_KINDS: ReadonlySet<RedactedKind> = new Set([
  'id',
  'cookie',
  'credential',
  'relay-state',
  'parameter',
  'header',
]);

/** Kinds whose URLs lead somewhere: their paths say which endpoint it is. Elsewhere a path may be a person's. */
const PLACE_KINDS: ReadonlySet<RedactedKind> = new Set(['address', 'relay-state', 'parameter']);

const ABSOLUTE_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i;
const RELATIVE_URL = /^[/?]\S*$/;
const EMAIL = /^([^\s@<>"]+)@([^\s@<>"/]+)$/;
const CUT_EMAIL = /^([^\s@<>"]+)@$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|net|org|edu|gov|mil|int|info|io|local|lan|internal|corp|example|test|invalid|[a-z]{2})$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const RELATIVE_NAME = /^\s*\/?(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)\s*=/i;

/**
 * A value by its pseudonym, of the same form: a URL stays a URL, an e-mail address becomes `user-1@host-1.example`, a GUID
 * stays a GUID, a number a number, a distinguished name keeps its structure, a list stays a list; anything else is a
 * word such as `user-1`. What a standard prescribes stays.
 */
export function redactValue(text: string, kind: RedactedKind, redactor: Redactor): string {
  const core = text.trim();
  if (core === '' || isPublicValue(core)) return text;
  const start = text.indexOf(core);
  const pseudonym = pseudonymOf(core, kind, redactor);
  return text.slice(0, start) + pseudonym + text.slice(start + core.length);
}

function pseudonymOf(core: string, kind: RedactedKind, redactor: Redactor): string {
  if (kind === 'host') return redactor.host(core);
  if (isPublicUri(core)) return redactor.kept(core);
  redactor.count(kind);
  redactor.note(core, kind);
  if (kind === 'text' || kind === 'comment') return redactor.pseudonyms.numbered(STEMS[kind], core);
  if (PLACE_KINDS.has(kind) && (ABSOLUTE_URL.test(core) || RELATIVE_URL.test(core))) return redactor.url(core, 'kept');
  return OPAQUE_KINDS.has(kind) ? opaque(core, redactor) : shaped(core, kind, redactor);
}

function opaque(core: string, { pseudonyms, random, note }: Redactor): string {
  const email = EMAIL.exec(core);
  if (email !== null) note(email[1] ?? '', 'user');
  return pseudonyms.made(core, () => scramble(core, random));
}

function shaped(core: string, kind: RedactedKind, redactor: Redactor): string {
  const { pseudonyms, random, host } = redactor;
  if (ABSOLUTE_URL.test(core)) return redactor.url(core, 'replaced');
  // Cut off behind the @, an address stays so.
  const address = EMAIL.exec(core) ?? CUT_EMAIL.exec(core);
  if (address !== null) {
    const [, user = '', at = ''] = address;
    return `${part(user, 'user', redactor)}@${at === '' ? '' : host(at)}`;
  }
  if (DATE.test(core)) return pseudonyms.made(core, () => otherDate(core, random));
  if (IPV4.test(core) || isIpv6(core)) return host(core);
  const arn = ARN.exec(core);
  if (arn !== null) return redactArn(arn, kind, redactor);
  if (/^urn:\S+$/i.test(core)) return separated(core, /:/g, kind, redactor);
  if (isOpaque(core)) return opaqueName(core, redactor);
  if (isDistinguishedName(core)) return redactDistinguishedName(core, kind, redactor);
  const separator = core.length <= MAX_LIST ? separatorIn(core) : null;
  if (separator !== null) return separated(core, separator, kind, redactor);
  if (HOST.test(core)) return host(core);
  if (kind === 'user') for (const word of core.split(/[^\p{L}\p{N}]+/u)) redactor.note(word, 'name');
  return pseudonyms.numbered(STEMS[kind], core);
}

/** The name of a resource of AWS: partition, service and kind say nothing of anybody. */
const ARN = /^(arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)(\d*)(:(?:role|saml-provider|user|group)\/)([^,;|]+)$/;

function redactArn(
  [, start = '', account = '', what = '', name = '']: RegExpExecArray,
  kind: RedactedKind,
  redactor: Redactor,
): string {
  return `${start}${part(account, kind, redactor)}${what}${part(name, kind, redactor)}`;
}

/** Longer ones become one word. */
const MAX_LIST = 20_000;

/** What stands between the entries of a list, or the parts of `DOMAIN\user`. */
function separatorIn(core: string): RegExp | null {
  const found = /[;|]/.exec(core)?.[0] ?? /\\|,/.exec(core)?.[0];
  if (found === undefined) return null;
  return found === '\\' ? /\\/g : new RegExp(`[${found}]`, 'g');
}

/** Each part by itself; `urn` and what is empty stay. */
function separated(core: string, separator: RegExp, kind: RedactedKind, redactor: Redactor): string {
  const separators = core.match(separator) ?? [];
  return core
    .split(separator)
    .map(
      (each, index) => (each.toLowerCase() === 'urn' ? each : part(each, kind, redactor)) + (separators[index] ?? ''),
    )
    .join('');
}

/** Names that differ in case alone go on doing so: that is why an SP does not know one of them. */
function opaqueName(core: string, { pseudonyms, random }: Redactor): string {
  const small = core.toLowerCase();
  // Digits of a hexadecimal number may become letters.
  if (small.length !== core.length || /^[^g-z]*$/i.test(core))
    return pseudonyms.made(core, () => scramble(core, random));
  const other = pseudonyms.made(small, () => scramble(small, random));
  return Array.from(other, (char, at) => (/[A-Z]/.test(core.charAt(at)) ? char.toUpperCase() : char)).join('');
}

function part(text: string, kind: RedactedKind, redactor: Redactor): string {
  const core = text.trim();
  if (core === '') return text;
  redactor.note(core, kind);
  return text.replace(core, () => shaped(core, kind, redactor));
}

/** GUIDs, numbers, hex and base64 of some length, and words without a vowel's chance: what nobody reads as a name. */
function isOpaque(core: string): boolean {
  if (/^[+-]?[\d.]+$/.test(core)) return true;
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(core)) return true;
  return core.length >= 16 && /^[A-Za-z0-9+/_=.-]+$/.test(core) && /\d/.test(core) && /[A-Za-z]/.test(core);
}

function isIpv6(core: string): boolean {
  return /^[0-9a-f:]{3,39}$/i.test(core) && (core.includes('::') || core.split(':').length === 8);
}

/** `CN=Anne,OU=Sales` (RFC 4514), or with slashes as OpenSSL once printed it. */
function isDistinguishedName(core: string): boolean {
  const between = core.split('=').slice(1, -1);
  return RELATIVE_NAME.test(core) && between.every((piece) => /[,;+/]/.test(piece));
}

function redactDistinguishedName(core: string, kind: RedactedKind, redactor: Redactor): string {
  const pieces = core.split(/((?:^|[,;+/])\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : plainPart(piece, kind, redactor))).join('');
}

/** The value of a relative name: no structure of its own. */
function plainPart(text: string, kind: RedactedKind, redactor: Redactor): string {
  const core = text.trim();
  if (core === '') return text;
  redactor.note(core, kind === 'user' ? 'user' : 'name');
  if (EMAIL.test(core)) return text.replace(core, () => shaped(core, kind, redactor));
  if (kind === 'user') for (const word of core.split(/[^\p{L}\p{N}]+/u)) redactor.note(word, 'name');
  return text.replace(core, () => redactor.pseudonyms.numbered('name', core));
}

/** A date that is nobody's: some day within forty years from 1970 on, at midnight. */
function otherDate(core: string, random: Random): string {
  const days = (random.below(256) * 256 + random.below(256)) % 14_610;
  const day = new Date(days * 86_400_000).toISOString().slice(0, 10);
  if (!core.includes('T')) return day;
  return `${day}T00:00:00${/(?:Z|[+-]\d\d:\d\d)$/.test(core) ? 'Z' : ''}`;
}
