import { LIMITS } from '#shared/base/limits.ts';
import type { Hop } from './request-hops.ts';

/** The hops that the requests under way are at, by request id; bounded, oldest out first. */
export interface OpenRequests {
  /** The hop that a request is at; null for a request not known. */
  hopOf(requestId: string): Hop | null;
  /** Keeps the hop that a request is at now. */
  keep(hop: Hop): void;
  forget(requestId: string): void;
  all(): readonly Hop[];
  clear(): void;
}

/** Makes it empty. `onForgotten` is called with each hop that goes, but by `clear`. */
export function createOpenRequests(onForgotten: (hop: Hop) => void = () => undefined): OpenRequests {
  const hops = new Map<string, Hop>();
  const forget = (requestId: string) => {
    const hop = hops.get(requestId);
    hops.delete(requestId);
    if (hop !== undefined) onForgotten(hop);
  };
  return {
    hopOf: (requestId) => hops.get(requestId) ?? null,
    keep: (hop) => {
      hops.delete(hop.requestId);
      hops.set(hop.requestId, hop);
      const oldest = hops.keys().next().value;
      if (hops.size > LIMITS.openRequests && oldest !== undefined) forget(oldest);
    },
    forget,
    all: () => [...hops.values()],
    clear: () => hops.clear(),
  };
}
