import { expect, test } from 'vitest';
import { mergeRows } from '../../../../extension/pages/console/sections/rules/merge-rows.ts';

const rule = (name: string, condition: string, more: object = {}) => ({ name, condition, ...more });
const BASE = [rule('a', '1'), rule('b', '1'), rule('c', '1')];

test('what only one of two has changed, taken out or added is taken from them', () => {
  const mine = [rule('a', 'mine'), rule('b', '1'), rule('d', 'mine')];
  const theirs = [rule('a', '1'), rule('b', 'theirs'), rule('c', '1'), rule('e', 'theirs')];
  expect(mergeRows(BASE, mine, theirs)).toEqual({
    rows: [rule('a', 'mine'), rule('b', 'theirs'), rule('d', 'mine'), rule('e', 'theirs')],
    conflicts: [],
  });
});

test('of what both have changed mine stays, and both are told', () => {
  const mine = [rule('a', 'mine'), rule('c', '1')];
  const theirs = [rule('a', 'theirs'), rule('b', 'theirs'), rule('c', '1')];
  const { rows, conflicts } = mergeRows(BASE, mine, theirs);
  expect(rows).toEqual([rule('a', 'mine'), rule('c', '1')]);
  expect(conflicts).toEqual([
    { name: 'a', mine: rule('a', 'mine'), theirs: rule('a', 'theirs') },
    { name: 'b', mine: null, theirs: rule('b', 'theirs') },
  ]);
});

test('what both have changed alike is no conflict, whatever the order of keys', () => {
  const mine = [{ name: 'a', comment: 'x', condition: '2' }];
  const theirs = [{ condition: '2', comment: 'x', name: 'a' }];
  expect(mergeRows([rule('a', '1')], mine, theirs)).toEqual({ rows: theirs, conflicts: [] });
});
