import type { AccessFinding } from './access-finding.ts';
import { type AccessRow, type AccessTable, IDENTITY_COLUMNS, STAR } from './access-table.ts';
import { findRows } from './find-rows.ts';
import { foldCase } from './fold-case.ts';
import { makeAccessFinding } from './make-access-finding.ts';
import type { ReductionUser } from './reduction-user.ts';

/** What is odd about whom the rows of a table are for. */
export function lintIdentities(table: AccessTable, inUse: readonly ReductionUser[] | null): readonly AccessFinding[] {
  const matched = new Set<AccessRow>();
  for (const user of inUse ?? []) for (const { row } of findRows(table, user)) matched.add(row);
  const spellings = spellingsOf(inUse ?? []);
  return table.rows.flatMap((row) => [
    ...lintRow(row, inUse === null || matched.has(row)),
    ...lintGroup(row, spellings),
  ]);
}

function lintRow(row: AccessRow, isMatched: boolean): readonly AccessFinding[] {
  if (row.identities.size === 0)
    return [makeAccessFinding('row-for-nobody', 'error', { row, other: IDENTITY_COLUMNS.join(', ') })];
  const user = row.identities.get('USERID');
  if (user !== undefined && user.key !== STAR && !user.key.includes('\\')) {
    const about = { row, column: 'USERID', written: user.written };
    return [makeAccessFinding('userid-without-directory', 'error', about)];
  }
  return isMatched ? [] : [makeAccessFinding('row-matches-nobody', 'warning', { row })];
}

/** A group that is written otherwise than it is sent works here, and would not in a rule that compares with `==`. */
function lintGroup(row: AccessRow, spellings: ReadonlyMap<string, ReadonlySet<string>>): readonly AccessFinding[] {
  const group = row.identities.get('GROUP');
  const sent = group && spellings.get(group.key);
  if (group === undefined || sent === undefined || sent.has(group.written)) return [];
  const [other = ''] = sent;
  const about = { row, column: 'GROUP', written: group.written, other };
  return [makeAccessFinding('case-differs-from-group', 'info', about)];
}

function spellingsOf(users: readonly ReductionUser[]): ReadonlyMap<string, ReadonlySet<string>> {
  const spellings = new Map<string, Set<string>>();
  for (const group of users.flatMap(({ groups }) => groups)) {
    const key = foldCase(group.trim());
    const known = spellings.get(key);
    if (known === undefined) spellings.set(key, new Set([group]));
    else known.add(group);
  }
  return spellings;
}
