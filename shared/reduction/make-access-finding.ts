import type { AccessFinding } from './access-finding.ts';
import type { AccessRow } from './access-table.ts';

/** What a finding is about; what is left out does not apply. */
interface Subject {
  readonly row?: AccessRow;
  readonly column?: string;
  readonly written?: string;
  readonly other?: string;
}

/** Makes a finding about a table, or about a row or a cell of it. */
export function makeAccessFinding(
  code: AccessFinding['code'],
  severity: AccessFinding['severity'],
  { row, column = '', written = '', other = '' }: Subject = {},
): AccessFinding {
  return { code, severity, row: row?.number ?? null, line: row?.line ?? null, column: column || null, written, other };
}
