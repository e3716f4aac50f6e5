import type { Exchange } from '#shared/http/exchange.ts';

/**
 * Stands in a trace for an entry of a file that is no HTTP exchange at all (not an object, or without a URL),
 * so that the count stays true and the user sees that something is there.
 */
export function unreadableExchange(id: string, source: Exchange['source']): Exchange {
  return {
    id,
    startedAt: null,
    duration: null,
    method: '',
    url: '',
    requestHeaders: [],
    requestBody: null,
    status: null,
    statusText: '',
    responseHeaders: [],
    redirectUrl: null,
    responseText: null,
    error: 'This entry of the file holds no request.',
    source,
    tab: null,
  };
}
