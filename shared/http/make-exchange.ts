import type { Exchange } from './exchange.ts';

/** An exchange of which no more is known than what is given: no bodies, no headers, no answer yet. */
export function makeExchange(
  known: Pick<Exchange, 'id' | 'startedAt' | 'method' | 'url' | 'source'> & Partial<Exchange>,
): Exchange {
  return {
    duration: null,
    requestHeaders: [],
    requestBody: null,
    status: null,
    statusText: '',
    responseHeaders: [],
    redirectUrl: null,
    responseText: null,
    error: null,
    tab: null,
    ...known,
  };
}
