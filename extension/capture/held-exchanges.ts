import type { Exchange } from '#shared/http/exchange.ts';
import { bodyChars } from './complete-exchange.ts';

/** One exchange as it is held. */
export interface HeldExchange {
  readonly exchange: Exchange;
  /** From where it was seen: see `vantageOf`. */
  readonly seenFrom: readonly string[];
  /** Further ids under which its other vantages know it. */
  readonly otherIds: readonly string[];
}

/** Exchanges of one kind, oldest first, with their size together. */
export interface HeldExchanges {
  get(id: string): HeldExchange | undefined;
  /** Puts a new entry last, or a known one into its old place. */
  put(entry: HeldExchange): void;
  remove(id: string): void;
  /** Beyond either limit the oldest go until a quarter is free; gives them. */
  trim(count: number, chars: number): readonly HeldExchange[];
  entries(): readonly HeldExchange[];
}

/** Makes it empty. */
export function createHeldExchanges(): HeldExchanges {
  const held = new Map<string, HeldExchange & { readonly chars: number }>();
  let total = 0;
  const remove = (id: string) => {
    total -= held.get(id)?.chars ?? 0;
    held.delete(id);
  };
  return {
    get: (id) => held.get(id),
    put: (entry) => {
      const chars = exchangeChars(entry.exchange);
      total += chars - (held.get(entry.exchange.id)?.chars ?? 0);
      held.set(entry.exchange.id, { ...entry, chars });
    },
    remove,
    trim: (count, chars) => {
      const dropped: HeldExchange[] = [];
      if (held.size <= count && total <= chars) return dropped;
      // A quarter at once: dropping is told to the panel, which then begins anew.
      for (const [id, entry] of held) {
        if (held.size <= count * 0.75 && total <= chars * 0.75) break;
        dropped.push(entry);
        remove(id);
      }
      return dropped;
    },
    entries: () => [...held.values()],
  };
}

function exchangeChars({ url, redirectUrl, requestBody, responseText, ...rest }: Exchange): number {
  const headers = [...rest.requestHeaders, ...rest.responseHeaders];
  const headerChars = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return url.length + (redirectUrl?.length ?? 0) + bodyChars(requestBody) + (responseText?.length ?? 0) + headerChars;
}
