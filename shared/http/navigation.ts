import type { Exchange } from './exchange.ts';
import { essenceOf, headerValue } from './exchange-parts.ts';

const PAGE_TYPES: ReadonlySet<string> = new Set(['main_frame', 'sub_frame', 'document', 'iframe', 'frame']);
const ASSET = /\.(?:css|m?js|png|gif|jpe?g|svg|ico|woff2?|ttf|otf|map|webp|avif|mp4)$/i;

/**
 * Whether a request loads a page into a tab or frame, by what the browser says of it, else by what it looks like.
 * Images, scripts and styles play no part in a login or logout.
 */
export function isNavigation(exchange: Exchange): boolean {
  const told = toldType(exchange);
  if (told !== null) return PAGE_TYPES.has(told);
  if (exchange.method !== 'GET') return exchange.method === 'POST';
  if (ASSET.test(exchange.url.split(/[?#]/, 1)[0] ?? '')) return false;
  const { status } = exchange;
  if (status === null || status >= 400 || exchange.redirectUrl !== null) return true;
  return essenceOf(headerValue(exchange.responseHeaders, 'content-type') ?? '') === 'text/html';
}

/**
 * The browser's word for what was loaded (Fetch Metadata 2.1 for the header); null where it says nothing. Chromium's
 * developer tools call a page in a frame a `document` too: there the header knows more.
 */
function toldType({ tab, requestHeaders }: Exchange): string | null {
  const type = tab?.type ?? '';
  if (type !== '' && type !== 'other' && type !== 'document') return type;
  return headerValue(requestHeaders, 'sec-fetch-dest') ?? (type === 'document' ? type : null);
}

/** Whether the request was made for a frame inside a page. */
export function isFramed(exchange: Exchange): boolean {
  const told = toldType(exchange);
  return told === 'sub_frame' || told === 'iframe' || told === 'frame';
}

/** Whether two exchanges are known to be of two tabs of one browser session, which share its cookies. */
export function isOtherTab({ tab: one }: Exchange, { tab: other }: Exchange): boolean {
  if (one === null || other === null || one.tabId < 0 || other.tabId < 0 || one.tabId === other.tabId) return false;
  return one.cookieStoreId === other.cookieStoreId && one.incognito === other.incognito;
}

/** The host of a URL with its port; the text itself where it is no URL. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}

/** A URL without query and fragment: the values there are long, and shown with their message. */
export function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}

/** When an exchange ended, in milliseconds; null where nobody knows when it began. */
export function endOf({ startedAt, duration }: Exchange): number | null {
  return startedAt === null ? null : startedAt + (duration ?? 0);
}
