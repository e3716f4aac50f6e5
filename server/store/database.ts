/** What SQLite gives for a column. */
type Column = null | number | bigint | string | Uint8Array;

/** One row, by names of columns. */
export type DatabaseRow = Readonly<Record<string, Column>>;

interface Statement {
  run(...values: (string | number | null)[]): { readonly changes: number | bigint };
  get(...values: (string | number | null)[]): DatabaseRow | undefined;
  all(...values: (string | number | null)[]): DatabaseRow[];
}

/** What the parts of the store use of a database; which one it is, `sqlite.ts` alone knows. */
export interface Database {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  readonly isTransaction: boolean;
}

/** Does all of it or nothing: a kill in between leaves what was before. */
export function inOneStep<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A disk that is full or fails has ended it already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
