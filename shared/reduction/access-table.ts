/** The columns that say whom a row is for (Qlik Sense: section access). */
export const IDENTITY_COLUMNS = ['USERID', 'USER.EMAIL', 'GROUP'] as const;

/** One of them. */
export type IdentityColumn = (typeof IDENTITY_COLUMNS)[number];

/** Anyone, in a column that says whom a row is for; every value listed, in a reduction field. */
export const STAR = '*';

/** One cell: what it is compared by, and how it was written. Never empty: an empty cell is left out. */
export interface AccessCell {
  readonly key: string;
  readonly written: string;
}

/** One row of an access table. */
export interface AccessRow {
  /** From 1, the head not counted. */
  readonly number: number;
  /** Where it stands in the text that it was read from; null: it was read as data. */
  readonly line: number | null;
  readonly access: 'ADMIN' | 'USER';
  readonly identities: ReadonlyMap<IdentityColumn, AccessCell>;
  /** The field that is left out for whom the row applies to. */
  readonly omit: AccessCell | null;
  /** By reduction field. */
  readonly values: ReadonlyMap<string, AccessCell>;
}

/** Who may see what of an app's data. */
export interface AccessTable {
  /** Whom its rows can be for, of the columns that it has. */
  readonly identities: readonly IdentityColumn[];
  /** Its reduction fields, in upper case, in the order of its columns. */
  readonly fields: readonly string[];
  readonly rows: readonly AccessRow[];
}
