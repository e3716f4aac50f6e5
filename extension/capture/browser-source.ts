import type { Exchange } from '#shared/http/exchange.ts';
import { followRequest } from './follow-request.ts';
import { createOpenRequests } from './open-requests.ts';
import type { RequestDetails, RequestPhase } from './request-details.ts';

/** What the recorder of every tab needs in a page that may listen to `webRequest` itself. */
export interface BrowserSourceNeeds {
  /** Starts to listen; gives the function that ends it. */
  watchRequests(listener: (phase: RequestPhase, details: RequestDetails) => void): () => void;
  take(exchange: Exchange): void;
  gap(reason: string): void;
}

/** Records every tab while it is open. */
export interface BrowserSource {
  open(): void;
  close(): void;
}

/**
 * Records every tab from the devtools page itself. The page lives as long as the developer tools do, so neither the
 * death of a worker nor its start is in the way, and no message leaves this page's memory. Opening without the
 * permission is of no use: Chrome never delivers to a listener that was registered before it came.
 */
export function createBrowserSource(needs: BrowserSourceNeeds): BrowserSource {
  const requests = createOpenRequests();
  let end: (() => void) | null = null;
  return {
    open: () => {
      end ??= needs.watchRequests((phase, details) => {
        const { exchange, gap } = followRequest(requests, phase, details);
        if (gap !== null) needs.gap(gap);
        if (exchange !== null) needs.take(exchange);
      });
    },
    close: () => {
      end?.();
      end = null;
      requests.clear();
    },
  };
}
