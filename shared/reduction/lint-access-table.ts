import type { AccessFinding } from './access-finding.ts';
import type { AccessTable } from './access-table.ts';
import { type DataField, indexFields } from './data-fields.ts';
import type { EmptyCell } from './decide-reduction.ts';
import { foldCase } from './fold-case.ts';
import { lintIdentities } from './lint-identities.ts';
import { lintCrossing, lintRepeated } from './lint-rows.ts';
import { lintValues } from './lint-values.ts';
import { makeAccessFinding } from './make-access-finding.ts';
import type { ReductionUser } from './reduction-user.ts';

/** What an access table is held against. */
export interface LintOptions {
  readonly data: readonly DataField[];
  readonly emptyCell: EmptyCell;
  /** Who has been seen: users with the values that their sessions carry. Null: nobody knows. */
  readonly inUse: readonly ReductionUser[] | null;
  /** `DIRECTORY\USER` that loads the data (Qlik Sense: `INTERNAL\SA_SCHEDULER`); null: nobody needs to. */
  readonly serviceUser: string | null;
}

/**
 * Everything that is odd about an access table, in the order of its rows, what is about the whole table first. Time is
 * linear in the table, the data's values and the users.
 */
export function lintAccessTable(table: AccessTable, options: LintOptions): readonly AccessFinding[] {
  const findings = [
    ...lintWhole(table, options),
    ...lintCrossing(table),
    ...table.rows.flatMap((row) => lintValues(table, row, options)),
    ...lintIdentities(table, options.inUse),
    ...lintRepeated(table),
  ];
  return findings.sort((one, other) => (one.row ?? 0) - (other.row ?? 0));
}

function lintWhole(table: AccessTable, { data, serviceUser }: LintOptions): readonly AccessFinding[] {
  const findings: AccessFinding[] = [];
  const index = indexFields(data);
  if (!table.rows.some(({ access }) => access === 'ADMIN'))
    findings.push(makeAccessFinding('admin-missing', 'warning'));
  if (serviceUser !== null && !isNamed(table, foldCase(serviceUser)))
    findings.push(makeAccessFinding('service-user-missing', 'info', { column: 'USERID', written: serviceUser }));
  for (const column of table.fields) {
    const byKey = index.get(column)?.byKey;
    if (byKey === undefined) findings.push(makeAccessFinding('field-not-in-data', 'error', { column }));
    else findings.push(...lintSpellings(column, byKey));
  }
  return findings;
}

/** A star in USERID names nobody: Qlik's service user needs a row of its own. */
function isNamed(table: AccessTable, user: string): boolean {
  return table.rows.some(({ identities }) => identities.get('USERID')?.key === user);
}

/** Of a value that the data has in two spellings, both are seen. */
function lintSpellings(column: string, byKey: ReadonlyMap<string, readonly string[]>): readonly AccessFinding[] {
  const several = [...byKey.values()].filter((values) => values.length > 1);
  return several.map(([written = '', other = '']) =>
    makeAccessFinding('case-differs-in-data', 'warning', { column, written, other }),
  );
}
