import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReductionPredicate } from '#shared/reduction/predicate.ts';
import { printSql } from '#shared/reduction/print-sql.ts';
import { writeSql } from '#shared/reduction/write-sql.ts';
import { type PostgresServer, startPostgres } from '#test/fixtures/postgresql.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const VALUES = [
  'a',
  'A',
  "o'x",
  '"',
  '%',
  '_',
  '\\',
  '\\n',
  '{2}',
  '{',
  'NULL',
  'null',
  '',
  ' ',
  'É',
  '\u{1F600}',
  'n\nl',
  't\t',
  '\u2028',
  "'; DROP TABLE d; --",
  '$1',
  'a,b',
];
const YEARS = [2024, 2025, 2026];

/** Everything once, so that whatever a predicate lets through by mistake is seen. */
const DATA = VALUES.flatMap((x) => YEARS.map((year) => ({ x, year })));

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const some = <Value>(values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 4 });

describe('reduction by PostgreSQL', () => {
  test('sees the rows of the predicate and no others, by parameters and as printed', async () => {
    const made = fc.sample(fc.record({ x: some(VALUES), year: some(YEARS.map(String)) }), { numRuns: 150, seed: 8 });
    const predicates = made.map(({ x, year }): ReductionPredicate & { x: string[]; year: string[] } => ({
      ...{ x, year },
      fields: [
        { column: 'x', kind: 'text', values: x },
        { column: 'year', kind: 'number', values: year },
      ],
    }));
    const rows = DATA.map(({ x, year }, n) => `(${n}, ${quoted(x)}, ${year})`);
    const script = [
      'CREATE TABLE d (n integer PRIMARY KEY, x text, year integer);',
      `INSERT INTO d VALUES ${rows.join(', ')};`,
      ...predicates.flatMap((predicate, index) => {
        const { text, values } = writeSql(predicate, 'postgresql');
        const counted = (from: string) =>
          `SELECT ${index}, coalesce(string_agg(n::text, ' ' ORDER BY n), '') FROM (${from}) AS q;`;
        const prepared = `PREPARE q${index} AS ${counted(`SELECT n FROM d WHERE ${text}`)}`;
        const printed = printSql(predicate, { table: 'd', columns: ['n'], dialect: 'postgresql' });
        const parameters = values.length === 0 ? '' : `(${values.map(quoted).join(', ')})`;
        return [prepared, `EXECUTE q${index}${parameters};`, counted(printed.replace(/;$/, ''))];
      }),
    ].join('\n');
    const lines = (await server.psql(script)).trimEnd().split('\n');
    const expected = predicates.flatMap(({ x, year }, index) => {
      const seen = DATA.flatMap((one, n) => (x.includes(one.x) && year.includes(String(one.year)) ? [n] : []));
      const line = `${index}|${seen.join(' ')}`;
      return [line, line];
    });
    expect(lines).toEqual(expected);
    expect(expected.filter((line) => !line.endsWith('|')).length).toBeGreaterThan(50);
  });
});
