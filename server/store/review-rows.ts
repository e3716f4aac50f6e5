import type { Database } from './database.ts';
import { parseColumn } from './parse-column.ts';

/** Who could do what when somebody signed it off. */
export interface StoredReview {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Prefix. */
  readonly connection: string;
  /** Who signed it off. */
  readonly by: string;
  readonly note: string;
  /** Of what was looked at. */
  readonly digest: string;
  /** What `server/decisions` knows how to read; plain data. */
  readonly data: unknown;
}

/** The part of the store that keeps reviews: they are added and stay. */
export interface ReviewStore {
  /** Gives its number. */
  addReview(review: StoredReview): Promise<number>;
  /** Without their data, the newest first. */
  listReviews(
    connection: string,
    limit: number,
  ): Promise<readonly (Omit<StoredReview, 'data'> & { readonly number: number })[]>;
  getReview(number: number): Promise<StoredReview | null>;
}

/** What was signed off is never changed and never removed. */
export const REVIEW_SCHEMA = `
  CREATE TABLE IF NOT EXISTS reviews (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, connection TEXT NOT NULL, signed_by TEXT NOT NULL,
    note TEXT NOT NULL, digest TEXT NOT NULL, data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reviews_by_connection ON reviews (connection, number);
  CREATE TRIGGER IF NOT EXISTS reviews_stay BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS reviews_are_kept BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'append only'); END;
`;

/** Reviews in SQLite. */
export function reviewsIn(database: Database): ReviewStore {
  const add = database.prepare(
    'INSERT INTO reviews (at, connection, signed_by, note, digest, data) VALUES (?, ?, ?, ?, ?, ?) RETURNING number',
  );
  const list = database.prepare(
    'SELECT number, at, connection, signed_by, note, digest FROM reviews WHERE connection = ? ORDER BY number DESC LIMIT ?',
  );
  const find = database.prepare('SELECT * FROM reviews WHERE number = ?');
  return {
    addReview: async ({ at, connection, by, note, digest, data }) =>
      Number(add.get(at, connection, by, note, digest, JSON.stringify(data))?.['number']),
    listReviews: async (connection, limit) =>
      list.all(connection, limit).map((row) => ({ number: Number(row['number']), ...headOf(row) })),
    getReview: async (number) => {
      const row = find.get(number);
      return row === undefined ? null : { ...headOf(row), data: parseColumn(row['data']) };
    },
  };
}

function headOf(row: Readonly<Record<string, unknown>>): Omit<StoredReview, 'data'> {
  return {
    at: Number(row['at']),
    connection: String(row['connection']),
    by: String(row['signed_by']),
    note: String(row['note']),
    digest: String(row['digest']),
  };
}
