import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';

/**
 * Stands in a trace for an entry of a file that is no HTTP exchange at all (not an object, or without a URL),
 * so that the count stays true and the user sees that something is there.
 */
export function unreadableExchange(id: string, source: Exchange['source']): Exchange {
  const error = 'This entry of the file holds no request.';
  return makeExchange({ id, startedAt: null, method: '', url: '', error, source });
}
