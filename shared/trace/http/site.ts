import type { Exchange } from '../exchange.ts';
import { headerValue } from '../exchange-parts.ts';

/** Second-level names under which countries register: `example.co.uk` is a site, `co.uk` is none. */
const SHARED_SECOND_LEVEL: ReadonlySet<string> = new Set([
  'co',
  'com',
  'net',
  'org',
  'gov',
  'gob',
  'ac',
  'edu',
  'or',
  'ne',
  'go',
]);

/**
 * The site of a host name, as cookies count it: its registrable domain. Without the public suffix list this is
 * the last two labels, or three under such as `co.uk`; an address or a single name is its own site.
 */
export function siteOf(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (/^\[|^[\d.]+$/.test(name)) return name;
  const labels = name.split('.');
  const isShared = (labels.at(-1)?.length ?? 0) === 2 && SHARED_SECOND_LEVEL.has(labels.at(-2) ?? '');
  return labels.slice(isShared ? -3 : -2).join('.');
}

/**
 * Whether another site's page caused this request: by Sec-Fetch-Site, else by Origin or Referer, else by the URL of
 * the page before it. Null where nothing tells.
 */
export function isCrossSite(exchange: Exchange, before: string | null): boolean | null {
  const told = headerValue(exchange.requestHeaders, 'sec-fetch-site');
  if (told !== null) return told === 'cross-site';
  const target = URL.parse(exchange.url);
  const cause = [
    headerValue(exchange.requestHeaders, 'origin'),
    headerValue(exchange.requestHeaders, 'referer'),
    before,
  ]
    .map((text) => (text === null ? null : URL.parse(text)))
    .find((url) => url != null);
  return target === null || cause == null ? null : siteOf(target.hostname) !== siteOf(cause.hostname);
}
