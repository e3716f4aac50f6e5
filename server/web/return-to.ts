/** Where a browser may be sent after a login. */
export interface ReturnRules {
  /** The companion's address as browsers see it, its path included, without a slash at the end. */
  readonly url: string;
  /** `/hub` */
  readonly base: string;
  /** Other hosts that the connection allows (`host` or `host:port`). */
  readonly hosts: readonly string[];
}

const MAX_CHARS = 2048;

/** Controls, spaces and backslashes: browsers drop or turn them, so that what is checked isn't what is followed. */
const TREACHEROUS = /[\p{Cc}\p{Z}\\\ufeff]/u;

/**
 * Reads a returnTo or RelayState as an address to go to, and gives it in the one form that every reader reads
 * alike: a path below the connection's own, or a whole URL on a host that the connection allows. Null: it leads
 * anywhere else or is no address (`//x`, `/\x`, `https:%5c%5cx`, user information, other schemes, another path).
 */
export function readReturnTo(value: string | null | undefined, rules: ReturnRules): string | null {
  if (!value || value.length > MAX_CHARS || TREACHEROUS.test(value)) return null;
  const found = resolve(value, rules);
  // Percent-encoding makes up to nine characters of one.
  return found !== null && found.length <= MAX_CHARS ? found : null;
}

function resolve(value: string, rules: ReturnRules): string | null {
  if (/^\/(?!\/)/.test(value)) return ownPath(parse(value, rules.url), rules);
  if (!/^https?:\/\/[^/?#]/i.test(value)) return null;
  const url = parse(value, null);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (url.origin === new URL(rules.url).origin) return ownPath(url, rules);
  return rules.hosts.includes(url.host) ? url.href : null;
}

function parse(value: string, base: string | null): URL | null {
  return base === null ? URL.parse(value) : URL.parse(value, base);
}

/**
 * Only below the connection's prefix, and never to the SAML endpoints or the logout: those act. A path that the companion
 * is seen below is taken off: within the server every address is written from the root.
 */
function ownPath(seen: URL | null, { url: own, base }: ReturnRules): string | null {
  const { origin, pathname: mount } = new URL(own);
  if (seen === null || seen.origin !== origin) return null;
  const url = new URL(seen);
  if (mount !== '/' && url.pathname.startsWith(`${mount}/`)) url.pathname = url.pathname.slice(mount.length);
  if (url.pathname === base) return `${base}/${url.search}${url.hash}`;
  if (!url.pathname.startsWith(`${base}/`)) return null;
  // In any case, so that it does not depend on how whoever answers, or a proxy before it, compares paths.
  const path = url.pathname.slice(base.length).toLowerCase();
  const acts = path.startsWith('/saml/') || path.startsWith('/logout');
  return acts ? null : `${url.pathname}${url.search}${url.hash}`;
}
