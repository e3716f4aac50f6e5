import { describe, expect, test } from 'vitest';
import type { ReplayMark } from '#server/store/store.ts';
import { ADAPTERS, HOUR, NOW, openForEach, until } from './adapters.ts';

describe.each(ADAPTERS)('replay marks in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen, run, set } = opened;

  const mark = (id: string, kind: ReplayMark['kind'] = 'assertion', issuer = 'https://idp'): ReplayMark => {
    return { kind, issuer, id };
  };

  test('once is once, by kind, issuer and ID, after reopening too, and however late', async () => {
    expect(await opened.store.once(mark('a'), NOW + HOUR)).toBe('new');
    expect(await opened.store.once(mark('a'), NOW + HOUR)).toBe('used');
    expect(await opened.store.once(mark('a', 'logout-request'), NOW + HOUR)).toBe('new');
    expect(await opened.store.once(mark('a', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
    reopen();
    expect(await opened.store.once(mark('a'), NOW + 99 * HOUR)).toBe('used');
  });

  test('an ID of a megabyte is once as well', async () => {
    const long = 'x'.repeat(1_000_000);
    expect(await opened.store.once(mark(`${long}1`), NOW + HOUR)).toBe('new');
    expect(await opened.store.once(mark(`${long}2`), NOW + HOUR)).toBe('new');
    expect(await opened.store.once(mark(`${long}1`), NOW + HOUR)).toBe('used');
    expect(await opened.store.wasOnce(mark(`${long}2`))).toBe(true);
  });

  test('whether something was once is told without marking it', async () => {
    expect(await opened.store.wasOnce(mark('a'))).toBe(false);
    expect(await opened.store.once(mark('a'), NOW + HOUR)).toBe('new');
    reopen();
    expect(await opened.store.wasOnce(mark('a'))).toBe(true);
    expect(await opened.store.wasOnce(mark('a', 'logout-request'))).toBe(false);
  });

  test('when it is full, nothing is taken for new: a replay could not be told; other issuers have room of their own', async () => {
    reopen({ limits: { pending: 3, once: 2 } });
    await opened.store.once(mark('a'), NOW + HOUR);
    await opened.store.once(mark('b'), NOW + HOUR);
    await expect(opened.store.once(mark('c'), NOW + HOUR)).rejects.toMatchObject({ code: 'store-full' });
    expect(await opened.store.once(mark('a'), NOW + HOUR)).toBe('used');
    expect(await opened.store.once(mark('c', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
    reopen({ limits: { pending: 3, once: 2 } });
    await expect(opened.store.once(mark('c'), NOW + HOUR)).rejects.toMatchObject({ code: 'store-full' });
    await run(25, () => NOW + HOUR);
    expect(await opened.store.once(mark('c'), NOW + 2 * HOUR)).toBe('new');
  });

  test('a mark goes when the clock has said for 24 hours of running that it is over', async () => {
    await opened.store.once(mark('a'), NOW + HOUR);
    await run(24, () => NOW + HOUR - 1);
    expect(await opened.store.wasOnce(mark('a'))).toBe(true);
    await run(24, () => NOW + HOUR);
    expect(await opened.store.wasOnce(mark('a'))).toBe(true);
    await run(1, () => NOW + HOUR);
    expect(await opened.store.wasOnce(mark('a'))).toBe(false);
  });

  test.each([
    ['a minute', 60_000],
    ['hours', 5 * HOUR],
    ['years', 20 * 365 * 24 * HOUR],
  ])('a clock that is %s ahead for most of a day makes nothing be forgotten, restarts or not', async (_, ahead) => {
    await run(30, () => NOW);
    await set('k');
    await opened.store.revokeSession('gone', NOW + HOUR);
    await opened.store.once(mark('a'), NOW + HOUR / 2);
    await opened.store.prune(NOW);
    await run(11, () => NOW + ahead);
    reopen();
    await run(11, () => NOW + ahead);
    expect(await opened.store.once(mark('a'), NOW + HOUR / 2)).toBe('used');
    expect(await opened.store.getSession('k')).not.toBeNull();
    expect(await set('gone')).toBe(false);
    expect(await opened.store.once(mark('fresh'), NOW + HOUR)).toBe('new');
  });

  test('what is gone is never new again, whatever the clock says; what ends later is', async () => {
    await opened.store.once(mark('a'), NOW + HOUR);
    await run(25, () => NOW + 1000 * HOUR);
    expect(await opened.store.wasOnce(mark('a'))).toBe(false);
    reopen();
    expect(await opened.store.once(mark('a'), NOW + HOUR)).toBe('forgotten');
    expect(await opened.store.once(mark('b'), NOW + HOUR)).toBe('forgotten');
    expect(await opened.store.once(mark('b'), NOW + HOUR + 1)).toBe('new');
    expect(await opened.store.once(mark('b', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
  });

  test('pruning removes what has ended and nothing else', async () => {
    await set('k');
    await opened.store.revokeSession('gone', NOW + HOUR);
    await opened.store.addPending('arrival', 'r', 1, until(NOW + HOUR));
    await run(25, () => NOW + HOUR - 1);
    expect(await opened.store.getSession('k')).not.toBeNull();
    expect(await set('gone')).toBe(false);
    expect(await opened.store.getPending('arrival', 'r', NOW)).toBe(1);
    await run(26, () => NOW + HOUR);
    expect(await opened.store.getSession('k')).toBeNull();
    expect(await set('gone')).toBe(true);
    expect(await opened.store.getPending('arrival', 'r', NOW)).toBeNull();
  });
});
