import type { Exchange } from '#shared/http/exchange.ts';

/** Exchanges that come nearly in the order of time, given on in that order. */
export interface TimeOrder {
  /** Takes the next ones in; gives those before which nothing is expected any more. */
  push(exchanges: readonly Exchange[]): readonly Exchange[];
  /** The rest. */
  end(): readonly Exchange[];
  /** Whether one came so late that what it belongs before had been given on, while every one has a time. */
  isBroken(): boolean;
}

/** So many are waited for: browsers write requests down as they end, or as they begin. */
const WAIT = 500;

/** An empty one. Where an exchange has no time, all stay as they stand: then no order is to be kept. */
export function createTimeOrder(): TimeOrder {
  let waiting: Exchange[] = [];
  let isTimed = true;
  let last = Number.NEGATIVE_INFINITY;
  let isLate = false;

  const give = (count: number): readonly Exchange[] => {
    if (isTimed) waiting.sort((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
    const given = waiting.slice(0, count);
    waiting = waiting.slice(count);
    const first = given[0]?.startedAt ?? last;
    isLate ||= isTimed && first < last;
    last = given.at(-1)?.startedAt ?? last;
    return given;
  };

  return {
    push(exchanges) {
      waiting.push(...exchanges);
      isTimed &&= exchanges.every(({ startedAt }) => startedAt !== null);
      return waiting.length > 2 * WAIT ? give(waiting.length - WAIT) : [];
    },
    end: () => give(waiting.length),
    isBroken: () => isLate && isTimed,
  };
}
