import { getDomain, getPublicSuffix } from 'tldts';
import type { Exchange } from './exchange.ts';
import { headerValue } from './exchange-parts.ts';

/** Host names only; what hosters register for their customers (`azurewebsites.net`, `github.io`) counts, as in browsers. */
const READING = { allowPrivateDomains: true, extractHostname: false } as const;

/**
 * The site of a host name as `URL` gives it, without the scheme: its registrable domain by the public suffix list. An
 * address, a single name, and a public suffix itself are each a site of their own. Linear in the name's length.
 */
export function siteOf(hostname: string): string {
  const name = hostname.toLowerCase();
  if (isAddress(name)) return name;
  const domain = getDomain(name, READING);
  if (domain === null) return name;
  return name.endsWith('.') ? `${domain}.` : domain;
}

/** Whether anybody may register names below this one: no cookie is kept for all of them (RFC 6265bis 5.7, step 9). */
export function isPublicSuffix(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name !== '' && !isAddress(name) && getPublicSuffix(name, READING) === name;
}

function isAddress(name: string): boolean {
  return /^\[|^[\d.]+$/.test(name);
}

/**
 * Whether another site's page caused this request: by Sec-Fetch-Site, else by Origin or Referer, else by the URL of
 * the page before it. The scheme is part of the site (HTML, "same site"), the port is not. Null where nothing tells.
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
  return target === null || cause == null ? null : !isSameSite(target, cause);
}

function isSameSite(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && siteOf(one.hostname) === siteOf(other.hostname);
}
