import type { Exchange } from '#shared/http/exchange.ts';
import type { CaptureStore } from './capture-store.ts';

/** What the user has cleared: held as long as it can be had back, and known by its ids alone after that. */
export interface ClearedExchanges {
  /** Takes what is cleared now; what was cleared before cannot be had back any more. */
  put(store: CaptureStore): void;
  /**
   * Takes more of a request that was cleared (its answer, its page, the other source's sight of it), which is no request of
   * now; gives false for what is none of these.
   */
  takeLate(exchange: Exchange): boolean;
  /** All of it, for having it back: it is cleared no longer. */
  giveBack(): readonly Exchange[];
  /** Lets go of what was put there with that store: from now on it cannot be had back. */
  letGo(store: CaptureStore): void;
}

/** So many ids are remembered: no browser tells of a request after so many others. */
const REMEMBERED = 20_000;

/** Without any yet. */
export function createClearedExchanges(): ClearedExchanges {
  let held: CaptureStore | null = null;
  const ids = new Set<string>();
  const remember = (store: CaptureStore) => {
    for (const id of store.ids()) ids.add(id);
    for (const id of ids) {
      if (ids.size <= REMEMBERED) break;
      ids.delete(id);
    }
  };
  const letGo = () => {
    if (held !== null) remember(held);
    held = null;
  };
  return {
    put: (store) => {
      letGo();
      held = store;
    },
    takeLate: (exchange) => {
      if (held?.knows(exchange) !== true) return ids.has(exchange.id);
      held.take(exchange);
      return true;
    },
    giveBack: () => {
      const given = held?.all() ?? [];
      held = null;
      return given;
    },
    letGo: (store) => {
      if (store === held) letGo();
    },
  };
}
