import type { RedactedKind } from './kinds.ts';
import type { NameAndValue, Redactor } from './redactor.ts';
import { redactAuthority } from './url.ts';

type Rule = (value: string, redactor: Redactor) => string;

/** Headers that tell how the browser and the server behave and hold nothing of anybody's: they stay, swept. */
const KEPT =
  /^(?:accept|accept-(?:encoding|language|ranges)|access-control-(?:allow-(?:credentials|headers|methods)|max-age|request-.+|expose-headers)|age|allow|cache-control|connection|content-(?:encoding|language|length|type)|cross-origin-.+|date|dnt|expires|keep-alive|last-modified|permissions-policy|pragma|priority|referrer-policy|retry-after|samesite|sec-(?:ch-ua.*|fetch-.+|gpc)|server|strict-transport-security|te|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|vary|x-content-type-options|x-frame-options|x-powered-by|x-requested-with|x-xss-protection|x-forwarded-(?:proto|port)|:method|:scheme|:status)$/;

const asKind =
  (kind: RedactedKind): Rule =>
  (value, redactor) =>
    redactor.value(value, kind);
const asUrl: Rule = (value, redactor) => (value.trim() === 'null' ? value : redactor.url(value.trim(), 'kept'));
const asHosts: Rule = (value, redactor) =>
  value.replace(/[^,\s]+/g, (each) => redactAuthority(each.replaceAll('"', ''), redactor));

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['host', asHosts],
  [':authority', asHosts],
  ['x-forwarded-host', asHosts],
  ['x-forwarded-server', asHosts],
  ['x-forwarded-for', asHosts],
  ['x-real-ip', asHosts],
  ['x-client-ip', asHosts],
  ['true-client-ip', asHosts],
  ['cf-connecting-ip', asHosts],
  [
    'forwarded',
    (value, redactor) =>
      value.replace(
        /(=\s*)([^;,\s]+)/g,
        (_, start: string, each: string) =>
          start + (/^https?$/i.test(each) ? each : redactAuthority(each.replaceAll('"', ''), redactor)),
      ),
  ],
  ['location', asUrl],
  ['content-location', asUrl],
  ['referer', asUrl],
  ['origin', asUrl],
  ['access-control-allow-origin', (value, redactor) => (value.trim() === '*' ? value : asUrl(value, redactor))],
  [':path', asUrl],
  ['cookie', redactCookies],
  ['set-cookie', redactSetCookie],
  ['authorization', redactCredential],
  ['proxy-authorization', redactCredential],
  ['www-authenticate', redactCredential],
  ['content-security-policy', redactPolicy],
  ['content-security-policy-report-only', redactPolicy],
]);

/** Headers with everything replaced that is not known to be harmless; names stay. */
export function redactHeaders(headers: readonly NameAndValue[], redactor: Redactor): readonly NameAndValue[] {
  return headers.map(({ name, value }) => {
    const key = name.toLowerCase();
    const isToken = /^:?[\w!#$%&'*+.^`|~-]{1,60}$/.test(name);
    return {
      name: isToken ? (isKnown(key) ? name : redactor.kept(name)) : redactor.value(name, 'header'),
      value: redactHeader(key, value, redactor),
    };
  });
}

function isKnown(key: string): boolean {
  return RULES.has(key) || KEPT.test(key);
}

function redactHeader(key: string, value: string, redactor: Redactor): string {
  const rule = RULES.get(key);
  if (rule !== undefined) return rule(value, redactor);
  return KEPT.test(key) ? redactor.kept(value) : asKind('header')(value, redactor);
}

/** `name=value; name=value` (RFC 6265, 4.2.1). */
function redactCookies(value: string, redactor: Redactor): string {
  return value
    .split(';')
    .map((each) => redactCookie(each, redactor))
    .join(';');
}

function redactCookie(text: string, redactor: Redactor): string {
  const equals = text.indexOf('=');
  if (equals === -1) return redactor.value(text, 'cookie');
  return `${redactor.kept(text.slice(0, equals))}=${redactor.value(text.slice(equals + 1), 'cookie')}`;
}

/** Several cookies may stand on lines of their own, as some recorders have it. */
function redactSetCookie(value: string, redactor: Redactor): string {
  return value
    .split('\n')
    .map((line) => {
      const [cookie = '', ...attributes] = line.split(';');
      return [redactCookie(cookie, redactor), ...attributes.map((each) => redactCookieAttribute(each, redactor))].join(
        ';',
      );
    })
    .join('\n');
}

/** RFC 6265, 4.1.1: what says when and where the cookie is sent. */
function redactCookieAttribute(text: string, redactor: Redactor): string {
  const equals = text.indexOf('=');
  const [name, value] = equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
  switch (name.trim().toLowerCase()) {
    case 'domain':
      return `${name}=${value.replace(/[^.\s][^\s]*/, (host) => redactor.host(host))}`;
    case 'path':
      return `${name}=${value.trim().startsWith('/') ? redactor.url(value.trim(), 'kept') : redactor.kept(value)}`;
    case 'expires':
    case 'max-age':
    case 'samesite':
    case 'priority':
      return redactor.kept(text);
    default:
      return equals === -1 ? redactor.kept(text) : `${redactor.kept(name)}=${redactor.value(value, 'cookie')}`;
  }
}

/** Schemes that may stand alone, when the server only asks. */
const SCHEMES = /^\s*(?:(?:Basic|Bearer|Digest|Kerberos|Negotiate|NTLM)\s*(?:,|\n|$)\s*)+$/i;

/** The scheme stays. */
function redactCredential(value: string, redactor: Redactor): string {
  if (SCHEMES.test(value)) return value;
  const [, scheme = '', rest = ''] = /^([A-Za-z-]{2,20} +)?(.*)$/s.exec(value) ?? [];
  return scheme + redactor.value(rest, 'credential');
}

/** A Content Security Policy: directives and keywords stay, hosts and nonces go. */
export function redactPolicy(value: string, redactor: Redactor): string {
  return value.replace(/[^\s;,]+/g, (word) => {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word)) return redactor.url(word, 'kept');
    if (/^'(?:nonce|sha\d+)-/i.test(word)) return `'nonce-${redactor.value(word.slice(1, -1), 'credential')}'`;
    if (/^(?:\*\.)?[\w-]+(?:\.[\w-]+)+/.test(word)) return redactPolicyHost(word, redactor);
    return redactor.kept(word);
  });
}

function redactPolicyHost(word: string, redactor: Redactor): string {
  const [, star = '', place = '', path = ''] = /^(\*\.)?([^/]*)(.*)$/.exec(word) ?? [];
  return star + redactAuthority(place, redactor) + (path === '' ? '' : redactor.url(path, 'kept'));
}
