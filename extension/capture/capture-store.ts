import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/trace/exchange.ts';
import { bodyChars, completeExchange } from './complete-exchange.ts';
import { carriesSaml } from './relevance.ts';
import { requestDistance } from './same-request.ts';

/** Everything recorded for one set of developer tools, in memory and bounded. */
export interface CaptureStore {
  /** Takes an exchange: new, more of a known one, or a known one seen by the other source. Gives it as it stands now. */
  take(exchange: Exchange): Exchange;
  all(): readonly Exchange[];
  clear(): void;
}

/** How much is held; see `LIMITS.recorded...`. */
export interface CaptureLimits {
  readonly recordedExchanges: number;
  readonly recordedChars: number;
  readonly recordedNeighbours: number;
  readonly recordedNeighbourChars: number;
}

interface Entry {
  exchange: Exchange;
  readonly chars: number;
  /** The id under which the other source knows it. */
  readonly twin: string | null;
}

/** Exchanges of one kind, oldest first, with their size together. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  chars: number;
}

/** How many requests of the same method and URL may be under way at once and still find their twins. */
const TWINS = 16;

/** Makes an empty store. `onDropped` is called with how many exchanges went, after the oldest had to go. */
export function createCaptureStore(onDropped: (count: number) => void, limits: CaptureLimits = LIMITS): CaptureStore {
  const saml: Shelf = { entries: new Map(), chars: 0 };
  const neighbours: Shelf = { entries: new Map(), chars: 0 };
  const firstIds = new Map<string, string>();
  const recent = new Map<string, readonly string[]>();

  const find = (id: string) => saml.entries.get(id) ?? neighbours.entries.get(id) ?? null;
  const remove = (shelf: Shelf, id: string) => {
    const entry = shelf.entries.get(id);
    if (entry === undefined) return;
    shelf.entries.delete(id);
    shelf.chars -= entry.chars;
  };
  const forget = (shelf: Shelf, id: string) => {
    const entry = shelf.entries.get(id);
    if (entry === undefined) return;
    remove(shelf, id);
    if (entry.twin !== null) firstIds.delete(entry.twin);
    const key = requestKey(entry.exchange);
    const ids = recent.get(key)?.filter((other) => other !== id) ?? [];
    if (ids.length === 0) recent.delete(key);
    else recent.set(key, ids);
  };
  const findTwin = (exchange: Exchange) => {
    const near = [...(recent.get(requestKey(exchange)) ?? [])].flatMap((id) => {
      const entry = find(id);
      const distance = entry === null || entry.twin !== null ? null : requestDistance(entry.exchange, exchange);
      return distance === null ? [] : [{ id, distance }];
    });
    return near.sort((one, other) => one.distance - other.distance)[0]?.id ?? null;
  };
  const put = (exchange: Exchange, twin: string | null) => {
    const shelf = carriesSaml(exchange) ? saml : neighbours;
    const other = shelf === saml ? neighbours : saml;
    remove(other, exchange.id);
    const before = shelf.entries.get(exchange.id)?.chars ?? 0;
    const chars = exchangeChars(exchange);
    shelf.entries.set(exchange.id, { exchange, chars, twin });
    shelf.chars += chars - before;
    remember(recent, exchange);
  };
  const trim = (shelf: Shelf, count: number, chars: number): number => {
    if (shelf.entries.size <= count && shelf.chars <= chars) return 0;
    let dropped = 0;
    // A quarter at once: dropping is told to the panel, which then begins anew.
    for (const id of [...shelf.entries.keys()]) {
      if (shelf.entries.size <= count * 0.75 && shelf.chars <= chars * 0.75) break;
      forget(shelf, id);
      dropped += 1;
    }
    return dropped;
  };

  return {
    take: (news) => {
      const first = firstIds.get(news.id) ?? news.id;
      const known = find(first);
      const twinId = known === null ? findTwin(news) : null;
      const entry = twinId === null ? known : find(twinId);
      const exchange = entry === null ? news : completeExchange(entry.exchange, news);
      if (twinId !== null) firstIds.set(news.id, twinId);
      put(exchange, twinId === null ? (entry?.twin ?? null) : news.id);
      const dropped =
        trim(saml, limits.recordedExchanges, limits.recordedChars) +
        trim(neighbours, limits.recordedNeighbours, limits.recordedNeighbourChars);
      if (dropped > 0) onDropped(dropped);
      return exchange;
    },
    all: () => [...saml.entries.values(), ...neighbours.entries.values()].map(({ exchange }) => exchange).sort(byStart),
    clear: () => {
      for (const shelf of [saml, neighbours]) {
        shelf.entries.clear();
        shelf.chars = 0;
      }
      firstIds.clear();
      recent.clear();
    },
  };
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

/** A twin is looked for among the last few of the same method and URL alone, so that taking costs the same however much is held. */
function remember(recent: Map<string, readonly string[]>, exchange: Exchange): void {
  const key = requestKey(exchange);
  const ids = recent.get(key) ?? [];
  if (!ids.includes(exchange.id)) recent.set(key, [...ids, exchange.id].slice(-TWINS));
}

function byStart(one: Exchange, other: Exchange): number {
  return (one.startedAt ?? 0) - (other.startedAt ?? 0);
}

function exchangeChars({
  url,
  redirectUrl,
  requestBody,
  responseText,
  requestHeaders,
  responseHeaders,
}: Exchange): number {
  const headers = [...requestHeaders, ...responseHeaders].reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    0,
  );
  return url.length + (redirectUrl?.length ?? 0) + bodyChars(requestBody) + (responseText?.length ?? 0) + headers;
}
