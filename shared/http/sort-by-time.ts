import type { Exchange } from './exchange.ts';

/** Exchanges in the order in which they began, as given where any has no time; the very same list where it is in order, as most are. */
export function sortByTime(exchanges: readonly Exchange[]): readonly Exchange[] {
  let last = Number.NEGATIVE_INFINITY;
  let isInOrder = true;
  for (const { startedAt } of exchanges) {
    if (startedAt === null) return exchanges;
    if (startedAt < last) isInOrder = false;
    last = startedAt;
  }
  return isInOrder ? exchanges : exchanges.toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
}
