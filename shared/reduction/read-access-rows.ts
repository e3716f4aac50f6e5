import * as v from 'valibot';
import { LIMITS } from '#shared/base/limits.ts';
import type { AccessTable } from './access-table.ts';
import { buildAccessTable, demandSize } from './build-access-table.ts';
import { foldCase } from './fold-case.ts';
import { ReductionError } from './reduction-error.ts';
import type { ReadRow } from './table-cells.ts';

const CELL = v.nullable(v.union([v.string(), v.number(), v.boolean()], 'must be text or a number'));

/** The form of an access table in YAML or JSON: a list of rows, each a map of columns; what a row leaves out is empty. */
export const ACCESS_ROWS_SCHEMA = v.pipe(
  v.array(v.record(v.string(), CELL), 'must be a list of rows'),
  v.description(
    'Rows such as { ACCESS: USER, GROUP: SalesUS, COUNTRY: United States }: ACCESS is ADMIN or USER; USERID (DIRECTORY\\USER), USER.EMAIL and GROUP say for whom, * for anyone; OMIT names a field that is left out; every other column is a field of the data.',
  ),
);

/** Keys and indexes from the table on. */
type Path = readonly (string | number)[];

/**
 * Reads an access table that is a list of rows already.
 *
 * @throws WorkbenchError `access-rows-invalid` with `path` (`2.ACCESS`) and `reason`; `access-table-large`
 */
export function readAccessRows(value: unknown): AccessTable {
  if (Array.isArray(value)) demandSize(value.length, LIMITS.accessTableRows, 'rows');
  const result = v.safeParse(ACCESS_ROWS_SCHEMA, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw wrong(
      (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))),
      issue.message,
    );
  }
  const columns = columnsOf(result.output);
  const rows = result.output.map((row, index): ReadRow<Path> => {
    const cells = new Map(Object.entries(row).map(([name, cell]) => [foldCase(name.trim()), { name, cell }]));
    return {
      line: null,
      place: [index],
      cells: [...columns.keys()].map((key) => {
        const { name = key, cell = null } = cells.get(key) ?? {};
        return { text: String(cell ?? ''), place: [index, name] };
      }),
    };
  });
  const head = [...columns].map(([text, place]) => ({ text, place }));
  return buildAccessTable({ head, rows, place: [] }, wrong);
}

/** Every column that a row has, with where it was first seen. */
function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, Path> {
  const columns = new Map<string, Path>();
  for (const [index, row] of rows.entries()) {
    const own = new Set<string>();
    for (const name of Object.keys(row)) {
      const key = foldCase(name.trim());
      if (own.has(key)) throw wrong([index, name], 'this column is there twice');
      own.add(key);
      if (!columns.has(key)) columns.set(key, [index, name]);
    }
    demandSize(columns.size, LIMITS.accessTableColumns, 'columns');
  }
  return columns;
}

function wrong(path: Path, reason: string): ReductionError {
  return new ReductionError('access-rows-invalid', { path: path.join('.') || 'the top', reason });
}
