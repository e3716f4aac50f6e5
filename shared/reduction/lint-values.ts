import type { AccessFinding } from './access-finding.ts';
import { type AccessCell, type AccessRow, type AccessTable, STAR } from './access-table.ts';
import { type DataField, indexFields } from './data-fields.ts';
import { type EmptyCell, listedValues } from './decide-reduction.ts';
import { makeAccessFinding } from './make-access-finding.ts';

/** What is odd about what one row gives and leaves out. */
export function lintValues(
  table: AccessTable,
  row: AccessRow,
  { data, emptyCell }: { readonly data: readonly DataField[]; readonly emptyCell: EmptyCell },
): readonly AccessFinding[] {
  const index = indexFields(data);
  const findings: AccessFinding[] = [];
  const { omit, access, values } = row;
  if (omit !== null && !index.has(omit.key))
    findings.push(makeAccessFinding('omit-not-in-data', 'warning', { row, column: 'OMIT', written: omit.written }));
  for (const column of table.fields) {
    const cell = values.get(column);
    if (cell !== undefined) findings.push(...lintCell(table, { row, column, cell }, index.get(column)?.byKey));
    else if (access === 'USER')
      findings.push(makeAccessFinding('empty-cell', 'warning', { row, column, other: emptyCell }));
  }
  return locksOut(table, row, index) ? [...findings, makeAccessFinding('row-locks-out', 'error', { row })] : findings;
}

interface PlacedCell {
  readonly row: AccessRow;
  readonly column: string;
  readonly cell: AccessCell;
}

function lintCell(
  table: AccessTable,
  { row, column, cell: { key, written } }: PlacedCell,
  byKey: ReadonlyMap<string, readonly string[]> | undefined,
): readonly AccessFinding[] {
  const about = { row, column, written };
  if (key === STAR) {
    const isEmpty = listedValues(table, column).size === 0;
    return isEmpty ? [makeAccessFinding('star-lists-nothing', 'error', about)] : [];
  }
  if (byKey === undefined) return [];
  const spelled = byKey.get(key);
  if (spelled === undefined) return [makeAccessFinding('value-not-in-data', 'warning', about)];
  const [other = ''] = spelled;
  return spelled.includes(written) ? [] : [makeAccessFinding('case-differs-from-data', 'info', { ...about, other })];
}

/** Of one field everything that the row gives is a value that the data lacks: who has this row alone sees nothing. */
function locksOut(
  { fields }: AccessTable,
  { values }: AccessRow,
  index: ReadonlyMap<string, { readonly byKey: ReadonlyMap<string, unknown> }>,
): boolean {
  return fields.some((field) => {
    const key = values.get(field)?.key ?? STAR;
    return key !== STAR && index.get(field)?.byKey.has(key) === false;
  });
}
