import type { Exchange } from './exchange.ts';

/** The exchanges that may belong to flows, in order of arrival, by place. Every call costs the same. */
export interface ExchangeLog {
  /** Takes an exchange in, or its newer version in the older one's place, which it gives. */
  put(exchange: Exchange): number;
  has(id: string): boolean;
  placeOf(id: string): number | null;
  at(place: number): Exchange | undefined;
  size(): number;
}

/** An empty log. */
export function createExchangeLog(): ExchangeLog {
  const list: Exchange[] = [];
  const places = new Map<string, number>();
  return {
    put(exchange) {
      const place = places.get(exchange.id) ?? list.length;
      list[place] = exchange;
      places.set(exchange.id, place);
      return place;
    },
    has: (id) => places.has(id),
    placeOf: (id) => places.get(id) ?? null,
    at: (place) => list[place],
    size: () => list.length,
  };
}
