import type { RequestDetails, RequestPhase } from './request-details.ts';

type Deal = (phase: RequestPhase, details: RequestDetails) => void;

/** Events on their way to whoever deals with them. */
export interface EventOrder {
  readonly take: Deal;
  /** The browser has answered what it was asked after the listeners were set: that comes behind all that it had to tell them. */
  toldAll(): void;
  /** Deals at once with what waits: the page ends. */
  flush(): void;
}

/** One event that waits for its turn. */
interface WaitingEvent {
  readonly phase: RequestPhase;
  readonly details: RequestDetails;
}

/** How long a page that was just started waits for events from before its start, in milliseconds. */
const SETTLE = 400;
/** How long it waits at most for the browser to have told all of them, in milliseconds. */
const PATIENCE = 10_000;

/** The order of what happens to one hop. */
const RANK: Readonly<Record<RequestPhase, number>> = { begin: 0, headers: 1, redirect: 2, end: 2, error: 2 };

/**
 * Takes events and has them dealt with in the order in which they happened. Firefox tells an event page that it
 * woke what happened meanwhile, but one kind of event after the other: the beginnings of all hops come before the end of
 * the first. So events wait until those from before `start` (milliseconds since the epoch) have come, and are sorted. On a
 * busy machine the kinds come seconds apart: a time alone would not do, and `toldAll` says when they have come.
 */
export function createEventOrder(
  start: number,
  now: () => number,
  later: (work: () => void, delay: number) => void,
  deal: Deal,
): EventOrder {
  const waiting: WaitingEvent[] = [];
  let until = start + SETTLE;
  let told = false;
  let settled = false;

  const flush = () => {
    for (const { phase, details } of inOrder(waiting.splice(0))) deal(phase, details);
  };
  const settle = () => {
    if (!told || settled) return;
    const left = until - now();
    if (left > 0) return later(settle, left);
    settled = true;
    flush();
  };
  const toldAll = () => {
    told = true;
    settle();
  };
  later(toldAll, PATIENCE);

  return {
    take: (phase, details) => {
      if (settled) return deal(phase, details);
      waiting.push({ phase, details });
      if (details.timeStamp < start) until = now() + SETTLE;
    },
    toldAll,
    flush,
  };
}

/** By time; what falls into one millisecond, as the end of a hop and the beginning of the next do, by hop and by what comes first in it. */
function inOrder(events: readonly WaitingEvent[]): readonly WaitingEvent[] {
  const hops = new Map<string, number>();
  events.forEach((event, index) => {
    if (event.phase === 'begin' && !hops.has(hopOf(event))) hops.set(hopOf(event), index);
  });
  const placeOf = (event: WaitingEvent) => hops.get(hopOf(event)) ?? -1;
  return events.toSorted(
    (one, other) =>
      one.details.timeStamp - other.details.timeStamp ||
      placeOf(one) - placeOf(other) ||
      RANK[one.phase] - RANK[other.phase],
  );
}

function hopOf({ details }: WaitingEvent): string {
  return `${details.requestId} ${details.url}`;
}
