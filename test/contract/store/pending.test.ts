import { describe, expect, test } from 'vitest';
import { ADAPTERS, HOUR, NOW, openForEach, until } from './adapters.ts';

describe.each(ADAPTERS)('what waits in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen } = opened;

  test('a pending entry is read often and taken once', async () => {
    await opened.store.addPending('arrival', 'r', { returnTo: '/' }, until(NOW + HOUR));
    await opened.store.addPending('ticket', 'r', 'other kind', until(NOW + HOUR));
    reopen();
    expect(await opened.store.getPending('arrival', 'r', NOW)).toEqual({ returnTo: '/' });
    const taken = await Promise.all([
      opened.store.takePending('arrival', 'r', NOW),
      opened.store.takePending('arrival', 'r', NOW),
    ]);
    expect(taken.filter((data) => data !== null)).toEqual([{ returnTo: '/' }]);
    expect(await opened.store.getPending('arrival', 'r', NOW)).toBeNull();
    expect(await opened.store.takePending('ticket', 'r', NOW)).toBe('other kind');
  });

  test('what has expired is not given out, pruned or not', async () => {
    await opened.store.addPending('arrival', 'r', 1, until(NOW + HOUR));
    expect(await opened.store.getPending('arrival', 'r', NOW + HOUR)).toBeNull();
    expect(await opened.store.takePending('arrival', 'r', NOW + HOUR)).toBeNull();
  });

  const kept = async (ids: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(
      ids.map(async (id) => ((await opened.store.getPending('arrival', id, NOW)) === null ? [] : [id])),
    );
    return found.flat();
  };

  test('of too many pending entries the oldest give way, and other kinds stay', async () => {
    reopen({ limits: { pending: 3, once: 10 } });
    await opened.store.addPending('ticket', 'kept', 0, until(NOW + HOUR));
    const ids = ['1', '2', '3', '4', '5', '6'];
    for (const id of ids) await opened.store.addPending('arrival', id, id, until(NOW + HOUR));
    expect(await kept(ids)).toEqual(['4', '5', '6']);
    expect(await opened.store.getPending('ticket', 'kept', NOW)).toBe(0);
  });

  test('room is made by whoever holds the most, never by who holds few, also after reopening', async () => {
    reopen({ limits: { pending: 40, once: 10 } });
    const few = ['b1', 'b2', 'c1'];
    for (const id of few) await opened.store.addPending('arrival', id, id, until(NOW + HOUR, id.charAt(0)));
    const many = Array.from({ length: 1000 }, (_, index) => `m${index}`);
    for (const [index, id] of many.entries()) {
      if (index === 500) reopen({ limits: { pending: 40, once: 10 } });
      await opened.store.addPending('arrival', id, id, until(NOW + HOUR, 'greedy'));
    }
    expect(await kept(few)).toEqual(few);
    const left = await kept(many);
    expect(left.length).toBeLessThanOrEqual(37);
    expect(left.length).toBeGreaterThan(20);
    expect(left.at(-1)).toBe('m999');
  });

  test('where nobody holds more than a thousandth of the room, the oldest go, a thousandth at once', async () => {
    reopen({ limits: { pending: 3000, once: 10 } });
    const ids = Array.from({ length: 3001 }, (_, index) => `i${index}`);
    for (const id of ids) await opened.store.addPending('arrival', id, id, until(NOW + HOUR, id));
    expect(await kept(ids)).toEqual(ids.slice(3));
  });

  test('what was taken, replaced or pruned makes room', async () => {
    reopen({ limits: { pending: 3, once: 10 } });
    await opened.store.addPending('arrival', 'a', 1, until(NOW + HOUR));
    for (let round = 0; round < 10; round++) {
      await opened.store.addPending('arrival', 'same', round, until(NOW + HOUR));
      await opened.store.addPending('arrival', 'taken', round, until(NOW + HOUR));
      await opened.store.takePending('arrival', 'taken', NOW);
      await opened.store.addPending('arrival', 'over', round, until(NOW - 1));
      await opened.store.prune(NOW);
    }
    expect(await kept(['a', 'same'])).toEqual(['a', 'same']);
  });
});
