import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { completeExchange } from './complete-exchange.ts';
import { createHeldExchanges, type HeldExchange } from './held-exchanges.ts';
import { requestDistance, vantageOf } from './same-request.ts';

/** Everything recorded for one set of developer tools, in memory and bounded. */
export interface CaptureStore {
  /** Takes an exchange: new, more of a known one, or a known one seen from elsewhere. Gives it as it stands now. */
  take(exchange: Exchange): Exchange;
  /** Whether an exchange is held already, under its own id or seen from elsewhere. */
  knows(exchange: Exchange): boolean;
  all(): readonly Exchange[];
  /** Every id under which something is known. */
  ids(): readonly string[];
}

/** How much is held; see `LIMITS`. */
export interface CaptureLimits {
  readonly recordedExchanges: number;
  readonly recordedChars: number;
  readonly recordedNeighbours: number;
  readonly recordedNeighbourChars: number;
}

/** How many requests of the same method and URL may be under way at once and still find their twins. */
const TWINS = 16;

/**
 * Makes an empty store. Exchanges with SAML and their neighbours are held apart, so that neighbours push out none of the
 * former. `onDropped` is called with how many exchanges went, after the oldest had to go.
 */
export function createCaptureStore(onDropped: (count: number) => void, limits: CaptureLimits = LIMITS): CaptureStore {
  const saml = createHeldExchanges();
  const neighbours = createHeldExchanges();
  /** By the further ids of an exchange, its first. */
  const firstIds = new Map<string, string>();
  /** By method and URL, the last few ids: taking costs the same however much is held. */
  const recent = new Map<string, readonly string[]>();

  const find = (id: string) => saml.get(id) ?? neighbours.get(id) ?? null;
  const findTwin = (news: Exchange): HeldExchange | null => {
    const near = (recent.get(requestKey(news)) ?? []).flatMap((id) => {
      const entry = find(id);
      if (entry === null || entry.seenFrom.includes(vantageOf(news))) return [];
      const distance = requestDistance(entry.exchange, news);
      return distance === null ? [] : [{ entry, distance }];
    });
    return near.sort((one, other) => one.distance - other.distance)[0]?.entry ?? null;
  };
  const put = (entry: HeldExchange) => {
    const isSaml = carriesSaml(entry.exchange);
    (isSaml ? neighbours : saml).remove(entry.exchange.id);
    (isSaml ? saml : neighbours).put(entry);
  };
  const add = (exchange: Exchange) => {
    put({ exchange, seenFrom: [vantageOf(exchange)], otherIds: [] });
    const key = requestKey(exchange);
    recent.set(key, [...(recent.get(key) ?? []), exchange.id].slice(-TWINS));
  };
  const join = (twin: HeldExchange, news: Exchange) => {
    firstIds.set(news.id, twin.exchange.id);
    put({
      exchange: completeExchange(twin.exchange, news),
      seenFrom: [...twin.seenFrom, vantageOf(news)],
      otherIds: [...twin.otherIds, news.id],
    });
  };
  const forget = ({ exchange, otherIds }: HeldExchange) => {
    for (const id of otherIds) firstIds.delete(id);
    const key = requestKey(exchange);
    const ids = recent.get(key)?.filter((id) => id !== exchange.id) ?? [];
    if (ids.length === 0) recent.delete(key);
    else recent.set(key, ids);
  };
  const trim = () => {
    const dropped = [
      ...saml.trim(limits.recordedExchanges, limits.recordedChars),
      ...neighbours.trim(limits.recordedNeighbours, limits.recordedNeighbourChars),
    ];
    dropped.forEach(forget);
    if (dropped.length > 0) onDropped(dropped.length);
  };

  return {
    take: (news) => {
      const id = firstIds.get(news.id) ?? news.id;
      const known = find(id);
      const twin = known === null ? findTwin(news) : null;
      if (known !== null) put({ ...known, exchange: completeExchange(known.exchange, news) });
      else if (twin !== null) join(twin, news);
      else add(news);
      const exchange = find(twin?.exchange.id ?? id)?.exchange ?? news;
      trim();
      return exchange;
    },
    knows: (exchange) => find(firstIds.get(exchange.id) ?? exchange.id) !== null || findTwin(exchange) !== null,
    all: () => [...saml.entries(), ...neighbours.entries()].map(({ exchange }) => exchange).sort(byStart),
    ids: () =>
      [...saml.entries(), ...neighbours.entries()].flatMap(({ exchange, otherIds }) => [exchange.id, ...otherIds]),
  };
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

function byStart(one: Exchange, other: Exchange): number {
  return (one.startedAt ?? 0) - (other.startedAt ?? 0);
}
