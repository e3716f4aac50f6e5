/**
 * In what two URLs differ, the most telling difference first. `equivalent`: written otherwise, but the same.
 * `rewritten`: the same only after a reader has taken out dot segments, a fragment, a user name or escapes, which readers
 * do differently.
 */
export type UrlDifference = 'same' | 'equivalent' | (typeof URL_DIFFERENCES)[number];

/** What makes an address another one, the closest first. */
export const URL_DIFFERENCES = [
  'rewritten',
  'trailing-slash',
  'case',
  'scheme',
  'port',
  'query',
  'path',
  'host',
  'other',
] as const;

const CLOSEST_FIRST: readonly UrlDifference[] = ['same', 'equivalent', ...URL_DIFFERENCES];

/** Parameters of the bindings, which are no part of an endpoint's address. */
const SAML_PARAMETERS = new Set([
  'SAMLRequest',
  'SAMLResponse',
  'SAMLart',
  'SAMLEncoding',
  'RelayState',
  'SigAlg',
  'Signature',
]);

/**
 * Compares two URLs as endpoints are: scheme, host, port, path and query. A default port, the case of
 * scheme and host, and an empty path make no difference (RFC 3986, 6.2); whatever else a URL parser would tidy up does.
 */
export function urlDifference(expected: string, received: string): UrlDifference {
  if (expected === received) return 'same';
  const a = URL.parse(expected);
  const b = URL.parse(received);
  if (a === null || b === null) return 'other';
  if (a.hostname !== b.hostname) return 'host';
  if (a.pathname !== b.pathname) return pathDifference(a, b);
  if (a.protocol !== b.protocol) return 'scheme';
  if (a.port !== b.port) return 'port';
  if (a.search !== b.search) return 'query';
  return isTidy(received) && restOf(expected) === restOf(received) ? 'equivalent' : 'rewritten';
}

/** Scheme, authority and the rest of a URL as written. */
const PARTS = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\\]+)([^\\]*)$/;

/** No user name, no escape in the host, no backslash, nothing that parsers drop. */
function isTidy(url: string): boolean {
  const authority = PARTS.exec(url)?.[1];
  return authority !== undefined && !/[@%\s]/.test(authority);
}

/** Path, query and fragment, character by character. */
function restOf(url: string): string {
  const rest = PARTS.exec(url)?.[2] ?? url;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function pathDifference(a: URL, b: URL): UrlDifference {
  const elsewhere = a.protocol !== b.protocol || a.port !== b.port || a.search !== b.search;
  if (elsewhere) return 'path';
  if (withoutSlash(a.pathname) === withoutSlash(b.pathname)) return 'trailing-slash';
  return a.pathname.toLowerCase() === b.pathname.toLowerCase() ? 'case' : 'path';
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The one of several URLs that comes closest, and in what it differs. Null if there is none to compare with. */
export function closestUrl(
  expected: readonly string[],
  received: string,
): { readonly url: string; readonly difference: UrlDifference } | null {
  if (expected.includes(received)) return { url: received, difference: 'same' };
  const compared = expected.map((url) => ({ url, difference: urlDifference(url, received) }));
  const rank = (difference: UrlDifference): number => CLOSEST_FIRST.indexOf(difference);
  return compared.toSorted((a, b) => rank(a.difference) - rank(b.difference))[0] ?? null;
}

/** Whether two URLs lead to the same place. */
export function isSamePlace(difference: UrlDifference): boolean {
  return difference === 'same' || difference === 'equivalent';
}

/** A URL as an address: without fragment and without the parameters of the redirect binding. Text that is no URL is given back. */
export function withoutSamlParameters(url: string): string {
  const hash = url.indexOf('#');
  const bare = hash === -1 ? url : url.slice(0, hash);
  const mark = bare.indexOf('?');
  if (mark === -1) return bare;
  const kept = bare
    .slice(mark + 1)
    .split('&')
    .filter((part) => part !== '' && !SAML_PARAMETERS.has(part.split('=')[0] ?? ''));
  return kept.length === 0 ? bare.slice(0, mark) : `${bare.slice(0, mark)}?${kept.join('&')}`;
}
