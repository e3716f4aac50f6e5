import type { AccessFinding } from './access-finding.ts';
import type { AccessRow, AccessTable } from './access-table.ts';
import { makeAccessFinding } from './make-access-finding.ts';

/** The same row twice gives nothing more. */
export function lintRepeated(table: AccessTable): readonly AccessFinding[] {
  const seen = new Map<string, number>();
  const findings: AccessFinding[] = [];
  for (const row of table.rows) {
    const key = `${row.access} ${identityKey(row)} ${row.omit?.key ?? ''} ${valuesKey(row, table.fields)}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, row.number);
    else findings.push(makeAccessFinding('row-repeated', 'info', { row, other: String(before) }));
  }
  return findings;
}

/** Rows that a finding names. */
const NAMED_ROWS = 8;

/**
 * Rows for the same people that differ in two fields: each field is a union of its own, so that they also see what no
 * single row gives (US and North of one row, Australia and South of another: also US and South).
 */
export function lintCrossing({ rows, fields }: AccessTable): readonly AccessFinding[] {
  if (fields.length < 2) return [];
  return [...Map.groupBy(rows, identityKey).values()].flatMap((same) => {
    const counts = fields.map((field) => ({ field, count: new Set(same.map((row) => keyOf(row, field))).size }));
    const differing = counts.filter(({ count }) => count > 1);
    const given = new Set(same.map((row) => valuesKey(row, fields))).size;
    const seen = counts.reduce((product, { count }) => product * count, 1);
    if (differing.length < 2 || seen === given) return [];
    const numbers = same.slice(0, NAMED_ROWS).map(({ number }) => number);
    const other = `${numbers.join(', ')}${same.length > NAMED_ROWS ? ' and more' : ''}`;
    const written = differing.map(({ field }) => field).join(' and ');
    return [makeAccessFinding('fields-cross', 'warning', { written, other })];
  });
}

function identityKey({ identities }: AccessRow): string {
  return JSON.stringify([...identities].map(([name, { key }]) => [name, key]));
}

function valuesKey(row: AccessRow, fields: readonly string[]): string {
  return JSON.stringify(fields.map((field) => keyOf(row, field)));
}

function keyOf({ values }: AccessRow, field: string): string {
  return values.get(field)?.key ?? '';
}
