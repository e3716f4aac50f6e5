import type { Exchange } from './exchange.ts';
import { isFramed } from './navigation.ts';
import { isPublicSuffix } from './site.ts';

/** One cookie as a server set it (RFC 6265bis 5.6). Values are not kept: what counts is whether it came back. */
export interface SetCookie {
  readonly name: string;
  /** Octets of name and value together; browsers drop more than 4,096. */
  readonly bytes: number;
  /** Host name of the server that set it. */
  readonly host: string;
  /** As the server wrote it, without the dot before it. Null: only for that very host. */
  readonly domain: string | null;
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | null;
  /** Milliseconds since the epoch; null: until the browser is closed, or not known. */
  readonly expiresAt: number | null;
  /** It takes the cookie away. */
  readonly removes: boolean;
  /** It has a value and an Expires that is past: meant to be kept, and never is. */
  readonly isBornExpired: boolean;
  /** Id of the exchange that set it. */
  readonly setBy: string;
  readonly overHttp: boolean;
  /** What its name promises (`__Host-`, `__Secure-`: RFC 6265bis 4.1.3; `__Http-`, `__Host-Http-`: MDN, Set-Cookie) and its attributes break; null where nothing. */
  readonly brokenPrefix: 'host-prefix' | 'secure-prefix' | 'http-prefix' | null;
  /** Set with Partitioned inside a frame: it is there again only in frames of the same page (CHIPS, 2). */
  readonly inFrame: boolean;
}

/** Browsers keep at most this many octets of name and value (RFC 6265bis 5.6). */
export const COOKIE_BYTES = 4096;
/** Of one response so many cookies are looked at; browsers keep some 180 for a site. */
const MAX_COOKIES = 200;

/** The cookies that a response sets. Some recorders join them with line breaks. */
export function readSetCookies(exchange: Exchange): readonly SetCookie[] {
  const url = URL.parse(exchange.url);
  if (url === null) return [];
  return exchange.responseHeaders
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n'))
    .slice(0, MAX_COOKIES)
    .flatMap((line) => readSetCookie(line, url, exchange) ?? []);
}

/** Whether the later setting is of the same cookie: one of another Path or Domain stands beside it (RFC 6265bis 5.7, step 22). */
export function isSameCookie(one: SetCookie, other: SetCookie): boolean {
  const placeOf = ({ domain, host }: SetCookie) => (domain === null ? `only ${host}` : domain);
  return one.name === other.name && one.path === other.path && placeOf(one) === placeOf(other);
}

/** Whoever takes a cookie away dates it so, or leaves its value out. */
const LONG_AGO = Date.UTC(2001, 0);
const REMOVED = /^"?(?:|deleted|removed|expired|null|none|false|0|-)"?$/i;

function readSetCookie(line: string, url: URL, exchange: Exchange): SetCookie | null {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const [name, value] = splitAt(pair);
  if (name === '') return null;
  const attributes = new Map(rest.map(splitAt).map(([key, text]) => [key.toLowerCase(), text]));
  const sameSite = attributes.get('samesite')?.toLowerCase();
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  const path = attributes.get('path');
  const expiresAt = expiryOf(attributes, exchange);
  const overHttp = url.protocol === 'http:' && !isLocal(url.hostname);
  const removes = expiresAt !== null && expiresAt <= (exchange.startedAt ?? 0);
  return {
    name,
    bytes: new TextEncoder().encode(name + value).length,
    host: url.hostname,
    domain: domain && !isOwnSuffix(domain, url.hostname) ? domain : null,
    path: path?.startsWith('/') ? path : defaultPath(url.pathname),
    secure: attributes.has('secure'),
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : null,
    expiresAt,
    removes,
    isBornExpired: removes && expiresAt > LONG_AGO && !REMOVED.test(value),
    setBy: exchange.id,
    overHttp,
    brokenPrefix: overHttp ? null : brokenPrefix(name, attributes),
    inFrame: attributes.has('partitioned') && isFramed(exchange),
  };
}

/** Browsers reject a cookie whose name promises more than its attributes keep, whatever its capitals. */
function brokenPrefix(name: string, attributes: ReadonlyMap<string, string>): SetCookie['brokenPrefix'] {
  const isSecure = attributes.has('secure');
  const isHttp = isSecure && attributes.has('httponly');
  if (/^__secure-/i.test(name)) return isSecure ? null : 'secure-prefix';
  if (/^__http-/i.test(name)) return isHttp ? null : 'http-prefix';
  if (!/^__host-/i.test(name)) return null;
  if (!isSecure || attributes.get('path') !== '/' || attributes.has('domain')) return 'host-prefix';
  return /^__host-http-/i.test(name) && !isHttp ? 'http-prefix' : null;
}

/** A public suffix that is the host itself makes the cookie one of that host alone (RFC 6265bis 5.7, step 9). */
function isOwnSuffix(domain: string, hostname: string): boolean {
  return domain === hostname && isPublicSuffix(domain);
}

/** Max-Age before Expires (RFC 6265bis 5.6.2). */
function expiryOf(attributes: ReadonlyMap<string, string>, { startedAt, duration }: Exchange): number | null {
  const maxAge = Number.parseInt(attributes.get('max-age') ?? '', 10);
  if (!Number.isNaN(maxAge)) {
    if (maxAge <= 0) return 0;
    return startedAt === null ? null : startedAt + (duration ?? 0) + maxAge * 1000;
  }
  const time = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(time) ? null : time;
}

function defaultPath(pathname: string): string {
  const last = pathname.lastIndexOf('/');
  return last <= 0 ? '/' : pathname.slice(0, last);
}

function splitAt(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Names of the cookies that a request carries. */
export function sentCookieNames(exchange: Exchange): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, value } of exchange.requestHeaders) {
    if (name.toLowerCase() !== 'cookie') continue;
    for (const pair of value.split(';')) names.add(splitAt(pair)[0]);
  }
  names.delete('');
  return names;
}

/** Why a browser did not send a cookie along. `unknown`: nothing that was recorded explains it. */
export type CookieReason =
  | 'too-large'
  | 'host-prefix'
  | 'secure-prefix'
  | 'http-prefix'
  | 'partitioned'
  | 'none-insecure'
  | 'insecure'
  | 'expired'
  | 'public-suffix'
  | 'domain'
  | 'path'
  | 'third-party'
  | 'strict'
  | 'lax'
  | 'default-lax'
  | 'unknown';

/** A request as cookies see it. */
export interface CookieRequest {
  readonly url: URL;
  readonly method: string;
  readonly crossSite: boolean;
  readonly framed: boolean;
  readonly at: number | null;
}

/** Why a cookie that was set does not go along with this request (RFC 6265bis 5.6, 5.7, 5.8.3). */
export function whyNotSent(cookie: SetCookie, request: CookieRequest): CookieReason {
  return whyNotKept(cookie) ?? notMatched(cookie, request) ?? notSameSite(cookie, request) ?? 'unknown';
}

/** Why browsers do not keep a cookie at all (RFC 6265bis 5.7); null where nothing speaks against it. */
export function whyNotKept({
  bytes,
  sameSite,
  secure,
  overHttp,
  domain,
  host,
  brokenPrefix: prefix,
}: SetCookie): CookieReason | null {
  if (bytes > COOKIE_BYTES) return 'too-large';
  if (prefix !== null) return prefix;
  if (domain !== null && isPublicSuffix(domain)) return 'public-suffix';
  if (domain !== null && !coversHost(domain, host)) return 'domain';
  if (sameSite === 'none' && !secure) return 'none-insecure';
  return secure && overHttp ? 'insecure' : null;
}

function notMatched(cookie: SetCookie, { url, at, framed }: CookieRequest): CookieReason | null {
  const { domain, host, path, secure, expiresAt } = cookie;
  const isThere = domain === null ? url.hostname === host : coversHost(domain, url.hostname);
  if (!isThere) return 'domain';
  if (cookie.inFrame && !framed) return 'partitioned';
  if (!coversPath(path, url.pathname)) return 'path';
  if (secure && url.protocol === 'http:' && !isLocal(url.hostname)) return 'insecure';
  return expiresAt !== null && at !== null && expiresAt <= at ? 'expired' : null;
}

/** Lax goes along when the user is taken to another site, never with a POST from there or inside a frame. */
function notSameSite({ sameSite }: SetCookie, { crossSite, framed, method }: CookieRequest): CookieReason | null {
  if (!crossSite) return null;
  if (sameSite === 'none') return framed ? 'third-party' : null;
  if (sameSite === 'strict') return 'strict';
  if (framed) return 'third-party';
  if (method === 'GET') return null;
  return sameSite === 'lax' ? 'lax' : 'default-lax';
}

function coversHost(domain: string, hostname: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function coversPath(path: string, requested: string): boolean {
  return path === requested || requested.startsWith(path.endsWith('/') ? path : `${path}/`);
}

/** Browsers trust their own machine as if it had TLS. */
function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1' || hostname === '[::1]'
  );
}
