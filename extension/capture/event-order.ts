import type { RequestDetails, RequestPhase } from './request-details.ts';

type Deal = (phase: RequestPhase, details: RequestDetails) => void;

/** One event that waits for its turn. */
interface Waiting {
  readonly phase: RequestPhase;
  readonly details: RequestDetails;
}

/** How long a page that was just started waits for events from before its start, in milliseconds. */
const SETTLE = 400;

/** The end of one hop and the beginning of the next fall into one millisecond; a beginning and its headers, too. */
const RANK: Readonly<Record<RequestPhase, number>> = { redirect: 0, end: 0, error: 0, begin: 1, headers: 2 };

/**
 * Gives what takes events and deals with them in the order in which they happened. Firefox tells an event page that it
 * woke what happened meanwhile, but one kind of event after the other: the beginnings of all hops come before the end of
 * the first. So events wait until those from before `start` (milliseconds since the epoch) have come, and are sorted.
 */
export function createEventOrder(
  start: number,
  now: () => number,
  later: (work: () => void, delay: number) => void,
  deal: Deal,
): Deal {
  const waiting: Waiting[] = [];
  let until = start + SETTLE;
  let settled = false;

  const settle = () => {
    const left = until - now();
    if (left > 0) return later(settle, left);
    settled = true;
    for (const { phase, details } of waiting.splice(0).sort(byTime)) deal(phase, details);
  };
  later(settle, SETTLE);

  return (phase, details) => {
    if (settled) return deal(phase, details);
    waiting.push({ phase, details });
    if (details.timeStamp < start) until = now() + SETTLE;
  };
}

function byTime(one: Waiting, other: Waiting): number {
  return one.details.timeStamp - other.details.timeStamp || RANK[one.phase] - RANK[other.phase];
}
