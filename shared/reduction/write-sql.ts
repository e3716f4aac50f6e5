import type { ReductionPredicate } from './predicate.ts';

/** Whose SQL. */
export type SqlDialect = 'sqlite' | 'postgresql';

/** A condition with the values that are to be bound, in the order of their places. */
export interface BoundSql {
  readonly text: string;
  readonly values: readonly string[];
}

/**
 * The predicate as a condition with bound parameters. However many values a field has, they are one parameter: SQLite has
 * a JSON list of them, PostgreSQL an array (as the text that it reads, which `text[]` gives a type).
 *
 * @param first number of its first parameter, where others come before (PostgreSQL counts them)
 */
export function writeSql({ fields }: ReductionPredicate, dialect: SqlDialect, first = 1): BoundSql {
  if (fields.some(({ values }) => values.length === 0)) return { text: '1 = 0', values: [] };
  if (fields.length === 0) return { text: '1 = 1', values: [] };
  const conditions = fields.map(({ column, kind }, index) => {
    const side = comparedColumn(column, kind, dialect);
    return dialect === 'sqlite'
      ? `${side} IN (SELECT value FROM json_each(?))`
      : `${side} = ANY ($${first + index}::text[])`;
  });
  const values = fields.map((field) => (dialect === 'sqlite' ? JSON.stringify(field.values) : arrayText(field.values)));
  return { text: conditions.join(' AND '), values };
}

/** Numbers are compared as the text that the field's values are given in. */
export function comparedColumn(column: string, kind: 'text' | 'number', dialect: SqlDialect): string {
  const name = quoteName(column);
  if (kind === 'text') return dialect === 'postgresql' ? `${name}::text` : name;
  return dialect === 'sqlite' ? `CAST(${name} AS TEXT)` : `${name}::text`;
}

/** A name in double quotes, which SQL reads as it is (ISO 9075: delimited identifier). */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** PostgreSQL 8.15.2: an array's elements in quotes, with a backslash before quotes and backslashes. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
