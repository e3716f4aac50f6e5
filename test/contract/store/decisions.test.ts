import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredDecision } from '#server/store/decision-rows.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

const decided = (changes: Partial<StoredDecision> = {}): StoredDecision => ({
  at: NOW,
  connection: 'hub',
  user: 'CORP\\anne',
  resource: 'App_sales',
  action: 'read',
  allowed: true,
  by: ['one', 'two'],
  rows: [3],
  reason: '',
  ...changes,
});
const NOTES = { carried: ['mark'], used: [{ rule: 'one', resource: 'App_sales' }] };

describe.each([['SQLite', () => openSqliteStore(':memory:')]] as const)('decisions and reviews: %s', (_, open) => {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  const list = (connection = 'hub', before: number | null = null, now = NOW) =>
    store.listDecisions({ connection, before, limit: 2 }, now);

  test('decisions come back as they were, the newest first, part by part, each connection its own', async () => {
    for (const user of ['a', 'b', 'c']) await store.addDecision(decided({ user }), NOTES, NOW + DAY);
    await store.addDecision(
      decided({ connection: 'other', allowed: false, by: [], reason: 'no-rule' }),
      NOTES,
      NOW + DAY,
    );
    const [newest, next] = await list();
    expect(newest).toEqual({ ...decided({ user: 'c' }), number: expect.any(Number), seenAs: null });
    expect((await list('hub', next?.number ?? null)).map(({ user }) => user)).toEqual(['a']);
    expect(await list('other')).toMatchObject([{ allowed: false, reason: 'no-rule' }]);
  });

  test('a decision whose time has come is never given out, and goes', async () => {
    await store.addDecision(decided(), NOTES, NOW + DAY);
    expect(await list('hub', null, NOW + DAY)).toEqual([]);
    await store.prune(NOW + DAY);
    expect(await list()).toEqual([]);
    expect(await store.listCarriers('hub', 'mark', 10)).toEqual([]);
  });

  test('what a user was seen as is kept once, for as long as the last decision that it was for, each connection its own', async () => {
    const seenAs = { userId: 'anne', attributes: [{ name: 'group', values: ['SalesUS'] }] };
    await store.addDecision(decided(), { ...NOTES, seenAs }, NOW + 2 * DAY);
    await store.addDecision(decided(), { ...NOTES, seenAs }, NOW + DAY);
    const [one, other] = await list();
    expect(one?.seenAs).toBe(other?.seenAs);
    const id = one?.seenAs ?? '';
    expect([await store.decidedAs('hub', id), await store.decidedAs('other', id)]).toEqual([seenAs, null]);
    await store.prune(NOW + DAY);
    expect(await store.decidedAs('hub', id)).toEqual(seenAs);
    await store.prune(NOW + 2 * DAY);
    expect(await store.decidedAs('hub', id)).toBeNull();
  });

  test('use of rules adds up, and since when is told', async () => {
    expect(await store.decisionsSince('hub')).toBeNull();
    await store.addDecision(decided({ at: NOW + 5 }), NOTES, NOW + DAY);
    await store.addDecision(decided({ at: NOW + 2 }), NOTES, NOW + DAY);
    expect(await store.listRuleUse('hub')).toEqual([{ rule: 'one', resource: 'App_sales', count: 2, lastAt: NOW + 5 }]);
    expect([await store.decisionsSince('hub'), await store.listRuleUse('other')]).toEqual([NOW + 5, []]);
  });

  test('who carried a value is found by its mark, first and last', async () => {
    for (const [user, at] of [
      ['a', 1],
      ['b', 2],
      ['a', 9],
    ] as const)
      await store.addDecision(decided({ user, at }), NOTES, NOW + DAY);
    expect(await store.listCarriers('hub', 'mark', 10)).toEqual([
      { user: 'a', firstAt: 1, lastAt: 9 },
      { user: 'b', firstAt: 2, lastAt: 2 },
    ]);
    expect(await store.listCarriers('hub', 'other', 10)).toEqual([]);
  });

  test('a review stays as it was signed off', async () => {
    const review = { at: NOW, connection: 'hub', by: 'grace', note: 'fine', digest: 'd', data: [{ a: 1 }] };
    const number = await store.addReview(review);
    const later = await store.addReview({ ...review, at: NOW + 1 });
    expect(await store.getReview(number)).toEqual(review);
    expect((await store.listReviews('hub', 10)).map((one) => one.number)).toEqual([later, number]);
    expect([await store.getReview(99), await store.listReviews('other', 10)]).toEqual([null, []]);
  });
});
