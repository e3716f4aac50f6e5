import type { Exchange } from './exchange.ts';
import { headerValue } from './exchange-parts.ts';

const SCRIPT_TYPES: ReadonlySet<string> = new Set(['xmlhttprequest', 'xhr', 'fetch']);

/**
 * Whether a script of a page made the request, by what the browser says of it (Fetch Metadata 2.1, 2.2), or by the header
 * that libraries add.
 */
export function isScripted({ tab, requestHeaders }: Exchange): boolean {
  if (SCRIPT_TYPES.has(tab?.type ?? '')) return true;
  const mode = headerValue(requestHeaders, 'sec-fetch-mode');
  const destination = headerValue(requestHeaders, 'sec-fetch-dest');
  if (mode !== null || destination !== null) return destination === 'empty' && mode !== 'navigate';
  return headerValue(requestHeaders, 'x-requested-with')?.toLowerCase() === 'xmlhttprequest';
}
