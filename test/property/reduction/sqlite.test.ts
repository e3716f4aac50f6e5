import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { DataField } from '#shared/reduction/data-fields.ts';
import { decideReduction, type EmptyCell } from '#shared/reduction/decide-reduction.ts';
import { foldCase } from '#shared/reduction/fold-case.ts';
import { predicateOf } from '#shared/reduction/predicate.ts';
import { printSql } from '#shared/reduction/print-sql.ts';
import { readAccessRows } from '#shared/reduction/read-access-rows.ts';
import { writeSql } from '#shared/reduction/write-sql.ts';

/** Few enough to meet, and what would end a literal, a pattern or a list. */
const VALUES = [
  'a',
  'A',
  'b',
  "o'x",
  '"',
  '%',
  '_',
  '\\',
  '[1]',
  '{2}',
  'É',
  'é',
  'ß',
  '\u{1F600}',
  "'; DROP TABLE d; --",
  'n\nl',
  'z\u0000y',
  '2025',
  '*x',
];
const GROUPS = ['g1', 'G1', 'g2', '%', "g'", 'ſ', 's', 'S'];

const value = fc.constantFrom(...VALUES);
const cell = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom('*', '', 'absent') });
const row = fc.record({
  ACCESS: fc.constantFrom('USER', 'USER', 'ADMIN'),
  GROUP: fc.constantFrom(...GROUPS, '*', ''),
  USERID: fc.constantFrom('*', '', '', 'D\\u', 'd\\U', 'D\\other'),
  X: cell,
  Y: cell,
});
type Row = {
  readonly ACCESS: string;
  readonly GROUP: string;
  readonly USERID: string;
  readonly X: string;
  readonly Y: string;
};
const record = fc.record({ x: value, y: value });

/** The semantics once more, read off the documentation, over each record. */
function naive(
  rows: readonly Row[],
  groups: readonly string[],
  data: readonly { x: string; y: string }[],
  empty: EmptyCell,
) {
  const same = (one: string, other: string) => foldCase(one.trim()) === foldCase(other.trim());
  const applied = rows.filter(({ GROUP, USERID }) => {
    if (GROUP === '' && USERID === '') return false;
    const isGroup = GROUP === '' || GROUP === '*' || groups.some((group) => same(group, GROUP));
    return isGroup && (USERID === '' || USERID === '*' || same(USERID, 'D\\u'));
  });
  const sees = (field: 'X' | 'Y', written: string): boolean =>
    applied.some((one) => {
      if (one[field] === '') return one.ACCESS === 'ADMIN' || empty === 'everything';
      if (one[field] === '*')
        return rows.some((any) => any[field] !== '' && any[field] !== '*' && same(any[field], written));
      return same(one[field], written);
    });
  const isOpen = (field: 'X' | 'Y') =>
    applied.some((one) => one[field] === '' && (one.ACCESS === 'ADMIN' || empty === 'everything'));
  const isExcluded =
    applied.length === 0 ||
    (!isOpen('X') && !data.some(({ x }) => sees('X', x))) ||
    (!isOpen('Y') && !data.some(({ y }) => sees('Y', y)));
  return isExcluded ? [] : data.filter(({ x, y }) => sees('X', x) && sees('Y', y));
}

const database = new DatabaseSync(':memory:');
database.exec('CREATE TABLE d (n INTEGER PRIMARY KEY, x TEXT, y TEXT)');
const add = database.prepare('INSERT INTO d (n, x, y) VALUES (?, ?, ?)');
afterAll(() => database.close());

function fill(data: readonly { x: string; y: string }[]): readonly DataField[] {
  database.exec('DELETE FROM d');
  for (const [n, { x, y }] of data.entries()) add.run(n, x, y);
  const field = (name: 'x' | 'y') => ({
    name: name.toUpperCase(),
    column: name,
    kind: 'text' as const,
    values: [...new Set(data.map((one) => one[name]))],
  });
  return [field('x'), field('y')];
}

describe('reduction by SQLite', () => {
  test('sees what a naive reading of the table sees, by parameters and as printed', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 3 }),
        fc.array(record, { maxLength: 12 }),
        fc.constantFrom<EmptyCell>('nothing', 'everything'),
        (rows, groups, data, emptyCell) => {
          const fields = fill(data);
          const user = { userDirectory: 'D', userId: 'u', emails: [], groups };
          const decision = decideReduction(readAccessRows(rows), user, fields, { emptyCell });
          const predicate = predicateOf(decision, fields);
          const expected = naive(rows, groups, data, emptyCell).map((one) => data.indexOf(one));
          const { text, values } = writeSql(predicate, 'sqlite');
          const bound = database.prepare(`SELECT n FROM d WHERE ${text} ORDER BY n`).all(...values);
          expect(bound.map(({ n }) => n)).toEqual(expected);
          const printed = printSql(predicate, { table: 'd', columns: ['n'], dialect: 'sqlite' });
          const numbers = database
            .prepare(printed)
            .all()
            .map(({ n }) => Number(n));
          expect(numbers.sort((one, other) => one - other)).toEqual(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
