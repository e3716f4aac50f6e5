/** Everything that lint finds in an access table, by code; the words are in `shared/explain/words/access-findings.ts`. */
export type AccessFindingCode =
  | 'admin-missing'
  | 'service-user-missing'
  | 'field-not-in-data'
  | 'omit-not-in-data'
  | 'value-not-in-data'
  | 'row-locks-out'
  | 'case-differs-from-data'
  | 'case-differs-in-data'
  | 'case-differs-from-group'
  | 'empty-cell'
  | 'row-for-nobody'
  | 'row-matches-nobody'
  | 'userid-without-directory'
  | 'star-lists-nothing'
  | 'row-repeated'
  | 'fields-cross';

/** One thing that is odd about an access table. */
export interface AccessFinding {
  readonly code: AccessFindingCode;
  /** `error`: somebody is locked out, or nobody can ever be meant. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Number of the row; null: it is about the table. */
  readonly row: number | null;
  /** Line of the text that it was read from; null: it has none. */
  readonly line: number | null;
  /** The column; null: it is about the row. */
  readonly column: string | null;
  /** What is written there. */
  readonly written: string;
  /** What it is compared with: another spelling, the row that is alike. */
  readonly other: string;
}
