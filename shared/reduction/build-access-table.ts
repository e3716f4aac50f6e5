import { nameWords } from '#shared/base/issue-words.ts';
import { LIMITS } from '#shared/base/limits.ts';
import {
  type AccessCell,
  type AccessRow,
  type AccessTable,
  IDENTITY_COLUMNS,
  type IdentityColumn,
} from './access-table.ts';
import { foldCase } from './fold-case.ts';
import { ReductionError } from './reduction-error.ts';
import type { ReadCell, ReadRow, ReadTable } from './table-cells.ts';

/** Columns that mean something to Qlik and nothing here: as reduction fields they would lock everybody out without a word. */
const FOREIGN_COLUMNS: readonly string[] = [
  ...['USER.NAME', 'PASSWORD', 'SERIAL', 'OSUSER', 'NTNAME', 'NTSID', 'NTDOMAINSID', 'COUNT'],
];

/** What a column is. */
type Column =
  | { readonly kind: 'access' | 'omit' }
  | { readonly kind: 'identity'; readonly name: IdentityColumn }
  | { readonly kind: 'field'; readonly name: string };

/** The error for a place of the table and what is wrong there, as the end of a sentence. */
export type WrongCell<Place> = (place: Place, reason: string) => Error;

/**
 * Makes an access table of what was read.
 *
 * @param wrong makes the error for what cannot be understood
 * @throws what `wrong` makes, WorkbenchError `access-table-large`
 */
export function buildAccessTable<Place>(read: ReadTable<Place>, wrong: WrongCell<Place>): AccessTable {
  demandSize(read.rows.length, LIMITS.accessTableRows, 'rows');
  demandSize(read.head.length, LIMITS.accessTableColumns, 'columns');
  const columns = readHead(read, wrong);
  return {
    identities: columns.flatMap((column) => (column.kind === 'identity' ? column.name : [])),
    fields: columns.flatMap((column) => (column.kind === 'field' ? column.name : [])),
    rows: read.rows.map((row, index) => readRow(row, index + 1, columns, wrong)),
  };
}

/** @throws WorkbenchError `access-table-large` */
export function demandSize(count: number, limit: number, what: string): void {
  if (count > limit) throw new ReductionError('access-table-large', { limit, what });
}

function readHead<Place>({ head, place }: ReadTable<Place>, wrong: WrongCell<Place>): readonly Column[] {
  const seen = new Set<string>();
  const columns = head.map((cell) => {
    const name = foldCase(cell.text.trim());
    if (name === '') throw wrong(cell.place, 'a column has no name');
    if (seen.has(name)) throw wrong(cell.place, `the column ${nameWords(name)} is there twice`);
    seen.add(name);
    if (FOREIGN_COLUMNS.includes(name))
      throw wrong(cell.place, `${name} is not read here; rows can be for ${IDENTITY_COLUMNS.join(', ')}`);
    return columnOf(name);
  });
  if (!seen.has('ACCESS')) throw wrong(place, 'there is no column ACCESS');
  if (!columns.some(({ kind }) => kind === 'identity'))
    throw wrong(place, `there is no column that says whom a row is for: ${IDENTITY_COLUMNS.join(', ')}`);
  return columns;
}

function columnOf(name: string): Column {
  if (name === 'ACCESS') return { kind: 'access' };
  if (name === 'OMIT') return { kind: 'omit' };
  const identity = IDENTITY_COLUMNS.find((column) => column === name);
  return identity === undefined ? { kind: 'field', name } : { kind: 'identity', name: identity };
}

function readRow<Place>(
  { line, place, cells }: ReadRow<Place>,
  number: number,
  columns: readonly Column[],
  wrong: WrongCell<Place>,
): AccessRow {
  if (cells.length !== columns.length)
    throw wrong(place, `the row has ${cells.length} cells, and the head has ${columns.length}`);
  const identities = new Map<IdentityColumn, AccessCell>();
  const values = new Map<string, AccessCell>();
  let access: AccessRow['access'] | null = null;
  let omit: AccessCell | null = null;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    const understood = cell === undefined ? null : cellOf(cell.text);
    if (column.kind === 'access') access = readAccess(cell, place, wrong);
    if (understood === null) continue;
    if (column.kind === 'omit') omit = understood;
    if (column.kind === 'identity') identities.set(column.name, understood);
    if (column.kind === 'field') values.set(column.name, understood);
  }
  if (access === null) throw wrong(place, 'the row does not say ADMIN or USER');
  return { number, line, access, identities, omit, values };
}

function readAccess<Place>(
  cell: ReadCell<Place> | undefined,
  place: Place,
  wrong: WrongCell<Place>,
): AccessRow['access'] {
  const access = foldCase(cell?.text.trim() ?? '');
  if (access === 'ADMIN' || access === 'USER') return access;
  throw wrong(cell?.place ?? place, 'ACCESS must be ADMIN or USER');
}

function cellOf(text: string): AccessCell | null {
  const written = text.trim();
  return written === '' ? null : { key: foldCase(written), written };
}
