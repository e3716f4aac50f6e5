import { type AccessRow, type AccessTable, type IdentityColumn, STAR } from './access-table.ts';
import { foldCase } from './fold-case.ts';
import type { ReductionUser } from './reduction-user.ts';

/** Why a row applies, of one of its columns. */
export interface RowMatch {
  readonly column: IdentityColumn;
  /** As the user has it; null: the row is for anyone. */
  readonly value: string | null;
}

/** A row that applies, and by what. */
export interface AppliedRow {
  readonly row: AccessRow;
  readonly by: readonly RowMatch[];
}

/**
 * The rows that apply to a user, in the order of the table: those of which every identity cell that is filled matches. A
 * row that says nobody applies to nobody. Time is linear in the user's values and in the rows that one of them is named in.
 */
export function findRows(table: AccessTable, user: ReductionUser): readonly AppliedRow[] {
  const own = ownValues(user);
  const index = indexOf(table);
  const candidates = new Set(index.forAnyone);
  for (const [column, values] of own)
    for (const key of values.keys()) for (const row of index.named.get(column)?.get(key) ?? []) candidates.add(row);
  const applied: AppliedRow[] = [];
  for (const row of [...candidates].sort((one, other) => one.number - other.number)) {
    const by = matchRow(row, own);
    if (by !== null) applied.push({ row, by });
  }
  return applied;
}

/** What a user has for each column, by what it is compared by. */
type OwnValues = ReadonlyMap<IdentityColumn, ReadonlyMap<string, string>>;

function ownValues({ userDirectory, userId, emails, groups }: ReductionUser): OwnValues {
  const byKey = (values: readonly string[]) => new Map(values.map((value) => [foldCase(value.trim()), value] as const));
  return new Map([
    ['USERID', byKey([`${userDirectory}\\${userId}`])],
    ['USER.EMAIL', byKey(emails)],
    ['GROUP', byKey(groups)],
  ] satisfies [IdentityColumn, ReadonlyMap<string, string>][]);
}

/** Null: it does not apply. */
function matchRow(row: AccessRow, own: OwnValues): readonly RowMatch[] | null {
  const by: RowMatch[] = [];
  for (const [column, { key }] of row.identities) {
    const value = key === STAR ? null : own.get(column)?.get(key);
    if (value === undefined) return null;
    by.push({ column, value });
  }
  return by.length === 0 ? null : by;
}

/** Rows by the first cell that names somebody. */
interface RowIndex {
  readonly named: ReadonlyMap<IdentityColumn, ReadonlyMap<string, readonly AccessRow[]>>;
  readonly forAnyone: readonly AccessRow[];
}

const INDEXES = new WeakMap<AccessTable, RowIndex>();

/** Built once for each table: it is asked at every request. */
function indexOf(table: AccessTable): RowIndex {
  const known = INDEXES.get(table);
  if (known !== undefined) return known;
  const named = new Map<IdentityColumn, Map<string, AccessRow[]>>();
  const forAnyone: AccessRow[] = [];
  for (const row of table.rows) {
    const first = [...row.identities].find(([, { key }]) => key !== STAR);
    if (first === undefined) forAnyone.push(row);
    else fileRow(named, first[0], first[1].key, row);
  }
  const index = { named, forAnyone };
  INDEXES.set(table, index);
  return index;
}

function fileRow(
  named: Map<IdentityColumn, Map<string, AccessRow[]>>,
  column: IdentityColumn,
  key: string,
  row: AccessRow,
): void {
  const rows = named.get(column) ?? new Map<string, AccessRow[]>();
  named.set(column, rows);
  const same = rows.get(key);
  if (same === undefined) rows.set(key, [row]);
  else same.push(row);
}
