import { describe, expect, test } from 'vitest';
import type { StoredDecision } from '#server/store/decision-rows.ts';
import { ADAPTERS, NOW, openForEach } from './adapters.ts';

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

describe.each(ADAPTERS)('decisions and reviews: $name', (adapter) => {
  const opened = openForEach(adapter);

  const list = (connection = 'hub', before: number | null = null, now = NOW) =>
    opened.store.listDecisions({ connection, before, limit: 2 }, now);

  test('decisions come back as they were, the newest first, part by part, each connection its own', async () => {
    for (const user of ['a', 'b', 'c']) await opened.store.addDecision(decided({ user }), NOTES, NOW + DAY);
    await opened.store.addDecision(
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
    await opened.store.addDecision(decided(), NOTES, NOW + DAY);
    expect(await list('hub', null, NOW + DAY)).toEqual([]);
    await opened.store.prune(NOW + DAY);
    expect(await list()).toEqual([]);
    expect(await opened.store.listCarriers('hub', 'mark', 10)).toEqual([]);
  });

  test('what a user was seen as is kept once, for as long as the last decision that it was for, each connection its own', async () => {
    const seenAs = { userId: 'anne', attributes: [{ name: 'group', values: ['SalesUS'] }] };
    await opened.store.addDecision(decided(), { ...NOTES, seenAs }, NOW + 2 * DAY);
    await opened.store.addDecision(decided(), { ...NOTES, seenAs }, NOW + DAY);
    const [one, other] = await list();
    expect(one?.seenAs).toBe(other?.seenAs);
    const id = one?.seenAs ?? '';
    expect([await opened.store.decidedAs('hub', id), await opened.store.decidedAs('other', id)]).toEqual([
      seenAs,
      null,
    ]);
    await opened.store.prune(NOW + DAY);
    expect(await opened.store.decidedAs('hub', id)).toEqual(seenAs);
    await opened.store.prune(NOW + 2 * DAY);
    expect(await opened.store.decidedAs('hub', id)).toBeNull();
  });

  test('use of rules adds up, and since when is told', async () => {
    expect(await opened.store.decisionsSince('hub')).toBeNull();
    await opened.store.addDecision(decided({ at: NOW + 5 }), NOTES, NOW + DAY);
    await opened.store.addDecision(decided({ at: NOW + 2 }), NOTES, NOW + DAY);
    expect(await opened.store.listRuleUse('hub')).toEqual([
      { rule: 'one', resource: 'App_sales', count: 2, lastAt: NOW + 5 },
    ]);
    expect([await opened.store.decisionsSince('hub'), await opened.store.listRuleUse('other')]).toEqual([NOW + 5, []]);
  });

  test('who carried a value is found by its mark, first and last', async () => {
    for (const [user, at] of [
      ['a', 1],
      ['b', 2],
      ['a', 9],
    ] as const)
      await opened.store.addDecision(decided({ user, at }), NOTES, NOW + DAY);
    expect(await opened.store.listCarriers('hub', 'mark', 10)).toEqual([
      { user: 'a', firstAt: 1, lastAt: 9 },
      { user: 'b', firstAt: 2, lastAt: 2 },
    ]);
    expect(await opened.store.listCarriers('hub', 'other', 10)).toEqual([]);
  });

  test('a review stays as it was signed off', async () => {
    const review = { at: NOW, connection: 'hub', by: 'grace', note: 'fine', digest: 'd', data: [{ a: 1 }] };
    const number = await opened.store.addReview(review);
    const later = await opened.store.addReview({ ...review, at: NOW + 1 });
    expect(await opened.store.getReview(number)).toEqual(review);
    expect((await opened.store.listReviews('hub', 10)).map((one) => one.number)).toEqual([later, number]);
    expect([await opened.store.getReview(99), await opened.store.listReviews('other', 10)]).toEqual([null, []]);
  });
});
