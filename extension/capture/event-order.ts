import type { RequestDetails, RequestPhase } from './request-details.ts';

type Deal = (phase: RequestPhase, details: RequestDetails) => void;

/** Events on their way to whoever deals with them. */
export interface EventOrder {
  readonly take: Deal;
  /** Once the listeners are set: waits for what they have yet to be told of before, has it dealt with, and each later event as it comes. */
  catchUp(): Promise<void>;
  /** The page ends: resolves when what waits is dealt with, once it has caught up, or some seconds later without. */
  finish(): Promise<void>;
}

/** What it needs. */
export interface EventOrderNeeds {
  /** Asks the browser something, whatever it is: it answers in its turn. */
  ask(): Promise<unknown>;
  /** Runs `work` after that many milliseconds. */
  later(work: () => void, delay: number): void;
  readonly deal: Deal;
}

/** One event that waits for its turn. */
interface WaitingEvent {
  readonly phase: RequestPhase;
  readonly details: RequestDetails;
}

/** Firefox gathers events for 250 ms of its own time before it tells them, all at once; an answer goes ahead of them. In milliseconds. */
const GATHERED = 600;
/** Firefox ends a page 5 s after it said so, ready or not. In milliseconds. */
const LEFT = 4_000;

/** The order of what happens to one hop. */
const RANK: Readonly<Record<RequestPhase, number>> = { begin: 0, headers: 1, redirect: 2, end: 2, error: 2 };

/**
 * Takes events and has them dealt with in the order in which they happened. Firefox tells an event page that it
 * woke what happened meanwhile, but one kind of event after the other: the beginnings of all hops come before the end of
 * the first. So events wait until all of these have come, and are sorted. On a busy machine that takes seconds, and no time
 * alone would do: what is asked once the listeners are set is answered when the browser has gathered for them what it kept,
 * and what is asked some time after that, when it has told them.
 */
export function createEventOrder({ ask, later, deal }: EventOrderNeeds): EventOrder {
  const waiting: WaitingEvent[] = [];
  let hasCaughtUp = false;
  const caughtUp = Promise.withResolvers<void>();
  const wait = (delay: number) => new Promise<void>((resolve) => later(resolve, delay));

  const flush = () => {
    for (const { phase, details } of inOrder(waiting.splice(0))) deal(phase, details);
  };
  return {
    take: (phase, details) => {
      if (hasCaughtUp) deal(phase, details);
      else waiting.push({ phase, details });
    },
    catchUp: async () => {
      // That it refuses is an answer, too.
      await Promise.allSettled([ask()]);
      await wait(GATHERED);
      await Promise.allSettled([ask()]);
      hasCaughtUp = true;
      flush();
      caughtUp.resolve();
    },
    finish: async () => {
      await Promise.race([caughtUp.promise, wait(LEFT)]);
      flush();
    },
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
