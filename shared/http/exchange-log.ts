import type { Exchange } from './exchange.ts';

/** The exchanges that may belong to flows, in order of arrival, by place. Every call costs the same. */
export interface ExchangeLog {
  /** Takes an exchange in, or its newer version in the older one's place, which it gives. */
  put(exchange: Exchange): number;
  has(id: string): boolean;
  placeOf(id: string): number | null;
  at(place: number): Exchange | undefined;
  size(): number;
  /** Takes in what is no page but sets cookies, or its newer version: without its body. Gives the place that the next page has. */
  putBeside(exchange: Exchange): number;
  /** What was taken in beside the pages, from that place to this one, in order of arrival; of very many the latest. */
  beside(from: number, to: number): readonly Exchange[];
}

/** A balancer may set its cookie with every picture: at one place so many are kept, and so many looked at. */
const MAX_BESIDE = 200;

/** An empty log. */
export function createExchangeLog(): ExchangeLog {
  const list: Exchange[] = [];
  const places = new Map<string, number>();
  const asides: Exchange[][] = [];
  const asidePlaces = new Map<string, number>();
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
    putBeside(exchange) {
      const place = asidePlaces.get(exchange.id) ?? list.length;
      const here = asides[place] ?? [];
      asides[place] = here;
      const at = here.findIndex(({ id }) => id === exchange.id);
      if (at === -1 && here.length >= MAX_BESIDE) return place;
      here[at === -1 ? here.length : at] = { ...exchange, requestBody: null, responseText: null };
      asidePlaces.set(exchange.id, place);
      return place;
    },
    beside: (from, to) =>
      asides
        .slice(Math.max(0, from), to + 1)
        .flatMap((here) => here ?? [])
        .slice(-MAX_BESIDE),
  };
}
