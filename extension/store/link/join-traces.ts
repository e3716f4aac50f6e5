import type { Exchange } from '#shared/http/exchange.ts';
import { withoutQuery } from '#shared/http/navigation.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { readingKey } from '#shared/inspection/parameter-message.ts';

/** Exchanges, and the messages in them. */
export interface Sight {
  readonly exchanges: readonly Exchange[];
  readonly messages: readonly InspectedMessage[];
}

/** What a companion kept of a login or a logout. */
export interface CompanionTrace extends Sight {
  /** As its console names it. */
  readonly reference: string;
  /** What it made of the message that came first, in a sentence; null: it was asked for nothing. */
  readonly decision: string | null;
}

/** What becomes of a recording when companions' traces join it. */
export interface JoinedTraces {
  /** What no browser saw, in the browser's time. */
  readonly added: readonly Exchange[];
  /** What the companion made of an exchange, by the exchange's id in the recording. */
  readonly notes: ReadonlyMap<string, string>;
  /** How far its clock is ahead of the browser's, in milliseconds; null: nothing that both saw tells. */
  readonly ahead: number | null;
}

/** Requests without a message are the same only where they are this near to each other, in milliseconds. */
const NEAR = 30_000;

/**
 * Joins what a companion kept to what a browser recorded. What both saw is one exchange: by address and message, without
 * a message by address and time. The rest is brought into the browser's time by what both saw.
 */
export function joinTraces(recorded: Sight, traces: readonly CompanionTrace[]): JoinedTraces {
  const told = traces.flatMap(({ exchanges }) => exchanges);
  const byPlace = atSamePlaces(recorded.exchanges, told);
  const seenIn = carriedIn(recorded.messages);
  const toldIn = new Map(
    traces.flatMap(({ exchanges, messages }) => {
      const carried = carriedIn(messages);
      return exchanges.map((one) => [one, carried.get(one.id) ?? NOTHING] as const);
    }),
  );
  const same = new Map<Exchange, Exchange>();
  const taken = new Set<string>();
  const pair = (one: Exchange, seen: Exchange | null) => {
    if (seen === null) return;
    same.set(one, seen);
    taken.add(seen.id);
  };
  const free = (one: Exchange) => (byPlace.get(placeOf(one)) ?? []).filter(({ id }) => !taken.has(id));
  const messagesOf = (one: Exchange) => toldIn.get(one) ?? NOTHING;
  const sharesMessage = (one: Exchange) => (seen: Exchange) =>
    [...messagesOf(one)].some((key) => seenIn.get(seen.id)?.has(key) === true);
  const [carrying, plain] = [
    told.filter((one) => messagesOf(one).size > 0),
    told.filter((one) => messagesOf(one).size === 0),
  ];
  for (const one of carrying) pair(one, free(one).find(sharesMessage(one)) ?? null);
  const ahead = aheadBy([...same]);
  for (const one of plain) pair(one, nearest(one, free(one), ahead ?? 0));

  const notes = new Map<string, string>();
  const added = traces.flatMap(({ reference, exchanges, decision }) =>
    exchanges.flatMap((one, index) => {
      const id = same.get(one)?.id ?? `${reference} ${one.id}`;
      if (index === 0 && decision !== null) notes.set(id, `${decision} (${reference})`);
      return same.has(one) ? [] : [moved(one, id, ahead ?? 0)];
    }),
  );
  return { added, notes, ahead };
}

/** Those of a recording that are where one of the others is: a recording may be long. */
function atSamePlaces(
  recorded: readonly Exchange[],
  told: readonly Exchange[],
): ReadonlyMap<string, readonly Exchange[]> {
  const places = new Set(told.map(placeOf));
  return Map.groupBy(
    recorded.filter((exchange) => exchange.source !== 'companion' && places.has(placeOf(exchange))),
    placeOf,
  );
}

function placeOf({ method, url }: Exchange): string {
  return `${method} ${withoutQuery(url)}`;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The messages that were sent, by id of the exchange; what an answer announces is another matter. */
function carriedIn(messages: readonly InspectedMessage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { exchange, announced, reading } of messages) {
    const key = exchange === null || announced ? null : readingKey(reading);
    if (exchange === null || key === null) continue;
    carried.set(exchange.id, (carried.get(exchange.id) ?? new Set()).add(key));
  }
  return carried;
}

function nearest({ startedAt }: Exchange, candidates: readonly Exchange[], ahead: number): Exchange | null {
  if (startedAt === null) return null;
  const away = (each: Exchange) => Math.abs((each.startedAt ?? Number.NEGATIVE_INFINITY) - (startedAt - ahead));
  const [best] = candidates.filter((each) => away(each) <= NEAR).toSorted((a, b) => away(a) - away(b));
  return best ?? null;
}

/**
 * How far the companion is ahead. It notes a request while the browser waits for the answer, so each pair bounds it from
 * both sides; where the bounds have room for none, it is none.
 */
function aheadBy(pairs: readonly (readonly [Exchange, Exchange])[]): number | null {
  const bounds = pairs.flatMap(([one, seen]) => {
    if (one.startedAt === null || seen.startedAt === null) return [];
    const most = one.startedAt - seen.startedAt;
    return [{ least: most - (seen.duration ?? 0), most }];
  });
  if (bounds.length === 0) return null;
  const least = Math.max(...bounds.map((bound) => bound.least));
  const most = Math.min(...bounds.map((bound) => bound.most));
  return least <= 0 && most >= 0 ? 0 : Math.round((least + most) / 2);
}

function moved(exchange: Exchange, id: string, ahead: number): Exchange {
  const { startedAt } = exchange;
  return { ...exchange, id, source: 'companion', startedAt: startedAt === null ? null : startedAt - ahead };
}
