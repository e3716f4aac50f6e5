import type { DatabaseRow } from '#server/store/database.ts';
import type { DataFile } from '#server/store/sqlite.ts';
import type { DataField } from '#shared/reduction/data-fields.ts';
import { quoteName, writeSql } from '#shared/reduction/write-sql.ts';
import type { AppData, Total } from './app-data.ts';

/** What a table of SQLite holds; its rows are numbered by its column `n`. */
export interface TableDescription {
  readonly table: string;
  readonly fields: readonly Omit<DataField, 'values'>[];
  /** Names of the fields that are summed up. */
  readonly measures: readonly string[];
}

/**
 * The data of a table in a file of SQLite. The file never changes: the values of its fields are read once, and the totals
 * that were asked for last are kept.
 */
export function sqliteData(file: DataFile, { table, fields, measures }: TableDescription): AppData {
  const from = `FROM ${quoteName(table)}`;
  const totals = keepLast(totalsIn(file, from));
  return {
    table,
    measures,
    fields: fields.map((field) => ({ ...field, values: valuesOf(file, from, field.column) })),
    totals: async (...question) => totals(...question),
    rows: async (asked, predicate, { after, limit }) => {
      const { text, values } = writeSql(predicate, 'sqlite');
      const sql = `SELECT ${selected(['n', ...asked.map(quoted)])} ${from} WHERE n > ? AND ${text} ORDER BY n LIMIT ?`;
      const found = file.prepare(sql).all(after, ...values, limit);
      return found.map((row) => ({
        number: Number(row['c0']),
        values: asked.map(({ kind }, index) => readCell(row, index + 1, kind)),
      }));
    },
  };
}

/** What is asked of totals. */
type Question = Parameters<AppData['totals']>;

function totalsIn(file: DataFile, from: string) {
  return (...[by, measures, predicate]: Question): readonly Total[] => {
    const { text, values } = writeSql(predicate, 'sqlite');
    const keys = by.map(quoted);
    const sums = measures.map((field) => `coalesce(sum(${quoted(field)}), 0)`);
    const grouping = keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')} ORDER BY ${keys.join(', ')}`;
    const sql = `SELECT ${selected(['count(*)', ...keys, ...sums])} ${from} WHERE ${text} ${grouping}`;
    return file
      .prepare(sql)
      .all(...values)
      .map((row) => ({
        rows: Number(row['c0']),
        keys: keys.map((_, index) => String(readCell(row, index + 1, 'text'))),
        sums: sums.map((_, index) => Number(readCell(row, index + 1 + keys.length, 'number'))),
      }));
  };
}

/** Questions whose answers are kept, each of some KB at most. */
const MAX_KEPT = 200;
const MAX_QUESTION = 4096;

function keepLast(ask: (...question: Question) => readonly Total[]) {
  const kept = new Map<string, readonly Total[]>();
  return (...question: Question): readonly Total[] => {
    const [by, measures, predicate] = question;
    const key = JSON.stringify([by.map(quoted), measures.map(quoted), predicate]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const answer = ask(...question);
    if (key.length > MAX_QUESTION) return answer;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, answer);
    return answer;
  };
}

function quoted({ column }: Pick<DataField, 'column'>): string {
  return quoteName(column);
}

/** Columns under names that no column of a table has. */
function selected(expressions: readonly string[]): string {
  return expressions.map((expression, index) => `${expression} AS c${index}`).join(', ');
}

function readCell(row: DatabaseRow, index: number, kind: DataField['kind']): string | number {
  const value = row[`c${index}`] ?? '';
  return kind === 'number' ? Number(value) : String(value);
}

function valuesOf(file: DataFile, from: string, column: string): readonly string[] {
  const name = quoteName(column);
  const sql = `SELECT DISTINCT CAST(${name} AS TEXT) AS value ${from} WHERE ${name} IS NOT NULL ORDER BY ${name}`;
  return file
    .prepare(sql)
    .all()
    .map(({ value }) => String(value));
}
