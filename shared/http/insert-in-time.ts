import type { Exchange } from './exchange.ts';

/**
 * A recording with more exchanges in it, each before the first one that began later; what was recorded keeps its order. One
 * without a time goes to the end; of an id that is there already the newer one stays.
 */
export function insertInTime(recorded: readonly Exchange[], more: readonly Exchange[]): readonly Exchange[] {
  const ids = new Set(more.map(({ id }) => id));
  const all = recorded.filter(({ id }) => !ids.has(id));
  for (const exchange of more) {
    const { startedAt } = exchange;
    const place =
      startedAt === null ? -1 : all.findIndex((each) => each.startedAt !== null && each.startedAt > startedAt);
    all.splice(place === -1 ? all.length : place, 0, exchange);
  }
  return all;
}
