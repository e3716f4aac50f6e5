import { type AccessTable, STAR } from './access-table.ts';
import { type DataField, indexFields } from './data-fields.ts';
import { type AppliedRow, findRows } from './find-rows.ts';
import type { ReductionUser } from './reduction-user.ts';

/** What an empty reduction cell on a row of kind USER lets see of that field. */
export type EmptyCell = 'nothing' | 'everything';

/** What one reduction field comes to for a user. */
export interface FieldReduction {
  /** In upper case. */
  readonly field: string;
  /** `everything`: it is not reduced. */
  readonly sees: 'everything' | 'values';
  /** Values that the data has and the user sees, as the data writes them. */
  readonly values: readonly string[];
  /** Values that rows give and the data does not have, as they are written there. */
  readonly absent: readonly string[];
  /** Numbers of the rows that give something of this field. */
  readonly rows: readonly number[];
}

/** What a user may see of an app's data, and why. */
export type ReductionDecision =
  | {
      readonly allowed: true;
      readonly rows: readonly AppliedRow[];
      readonly fields: readonly FieldReduction[];
      /** Fields of the data that the user does not see, in upper case. */
      readonly omitted: readonly string[];
    }
  | {
      readonly allowed: false;
      /** No row applies; or of the field `closed` nothing is given, or nothing that the data has. */
      readonly reason: 'no-row' | 'nothing-given' | 'values-absent';
      readonly rows: readonly AppliedRow[];
      readonly fields: readonly FieldReduction[];
      readonly closed: string | null;
    };

/** How tables are read where their meaning is a matter of choice. */
export interface ReductionOptions {
  readonly emptyCell: EmptyCell;
}

/**
 * Decides what a user sees: the rows that apply, each field the union of what they give, and the fields together a
 * selection. `*` gives every value that this table lists for the field. A row of kind ADMIN with an empty cell gives
 * everything of it. Strict: whoever is given nothing that the data has, of any one field, sees no data at all.
 */
export function decideReduction(
  table: AccessTable,
  user: ReductionUser,
  data: readonly DataField[],
  { emptyCell }: ReductionOptions,
): ReductionDecision {
  const rows = findRows(table, user);
  if (rows.length === 0) return { allowed: false, reason: 'no-row', rows, fields: [], closed: null };
  const fields = table.fields.map((field) => reduceField(table, field, rows, data, emptyCell));
  const closed = fields.find(({ sees, values }) => sees === 'values' && values.length === 0);
  if (closed === undefined) return { allowed: true, rows, fields, omitted: omittedBy(rows) };
  const reason = closed.absent.length > 0 ? 'values-absent' : 'nothing-given';
  return { allowed: false, reason, rows, fields, closed: closed.field };
}

function reduceField(
  table: AccessTable,
  field: string,
  applied: readonly AppliedRow[],
  data: readonly DataField[],
  emptyCell: EmptyCell,
): FieldReduction {
  const given = new Map<string, string>();
  const rows: number[] = [];
  let isOpen = false;
  for (const { row } of applied) {
    const cell = row.values.get(field);
    if (cell === undefined) {
      if (row.access === 'USER' && emptyCell === 'nothing') continue;
      isOpen = true;
    } else if (cell.key === STAR) {
      for (const [key, written] of listedValues(table, field)) given.set(key, written);
    } else given.set(cell.key, cell.written);
    rows.push(row.number);
  }
  if (isOpen) return { field, sees: 'everything', values: [], absent: [], rows };
  const known = indexFields(data).get(field)?.byKey;
  const values = [...given.keys()].flatMap((key) => known?.get(key) ?? []);
  const absent = [...given].filter(([key]) => !known?.has(key)).map(([, written]) => written);
  return { field, sees: 'values', values, absent, rows };
}

/** What any row that applies leaves out is left out. */
function omittedBy(rows: readonly AppliedRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ row }) => row.omit?.key ?? []))];
}

const LISTED = new WeakMap<AccessTable, Map<string, ReadonlyMap<string, string>>>();

/** The values that a column of the table lists: what `*` stands for in it; by key, as first written. */
export function listedValues(table: AccessTable, field: string): ReadonlyMap<string, string> {
  const ofTable = LISTED.get(table) ?? new Map<string, ReadonlyMap<string, string>>();
  LISTED.set(table, ofTable);
  const known = ofTable.get(field);
  if (known !== undefined) return known;
  const values = new Map<string, string>();
  for (const { values: cells } of table.rows) {
    const cell = cells.get(field);
    if (cell !== undefined && cell.key !== STAR && !values.has(cell.key)) values.set(cell.key, cell.written);
  }
  ofTable.set(field, values);
  return values;
}
