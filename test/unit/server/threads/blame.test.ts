import { expect, test } from 'vitest';
import { Blame } from '#server/threads/blame.ts';

test('who is refused more ranks higher, and it is forgotten by and by', () => {
  let now = 0;
  const blame = new Blame(() => now);
  expect(blame.rankOf('a')).toBe(0);
  blame.add('a', 1);
  for (let times = 0; times < 100; times++) blame.add('b', 1);
  expect([blame.rankOf('a'), blame.rankOf('b'), blame.rankOf('c')]).toEqual([1, 7, 0]);
  now = 120_000;
  expect([blame.rankOf('a'), blame.rankOf('b')]).toEqual([0, 5]);
  now = 3_600_000;
  expect(blame.rankOf('b')).toBe(0);
});

test('of very many those are forgotten that caused nothing for the longest time', () => {
  const blame = new Blame(() => 0);
  for (const origin of ['old', 'often']) blame.add(origin, 1);
  for (let index = 0; index < 9_998; index++) blame.add(`other ${index}`, 1);
  blame.add('often', 1);
  blame.add('new', 1);
  expect(['old', 'often', 'new', 'other 0'].map((origin) => blame.rankOf(origin))).toEqual([0, 2, 1, 1]);
});
