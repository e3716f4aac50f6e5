import * as v from 'valibot';
import type { Database, DatabaseRow } from './database.ts';
import { parseColumn } from './parse-column.ts';
import { StoreError } from './store-error.ts';

/** One version of a connection's document, as the console made it. Versions are never changed and never removed. */
export interface ConnectionVersion {
  readonly prefix: string;
  /** 1, 2, 3, ... of each prefix. */
  readonly version: number;
  /** The entry as a configuration file would hold it; null: the document was taken back, and the file's entry, if there is one, is at work. */
  readonly document: Readonly<Record<string, unknown>> | null;
  /** Who made it, as the log names them. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One line: what was changed. */
  readonly summary: string;
}

/** The part of the store that keeps connections made or changed in the console. */
export interface ConnectionVersions {
  /** The newest version of each prefix that ever had one, by prefix. */
  newestConnections(): Promise<readonly ConnectionVersion[]>;
  /** The newest versions of one prefix, newest first. */
  connectionHistory(prefix: string, limit: number): Promise<readonly ConnectionVersion[]>;
  /** Null: there is no such version. */
  connectionVersion(prefix: string, version: number): Promise<ConnectionVersion | null>;
  /** Adds the next version; false: somebody else was first, and nothing is kept. */
  addConnectionVersion(version: ConnectionVersion): Promise<boolean>;
}

/** Its table. */
export const CONNECTION_VERSIONS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS connection_versions (
    prefix TEXT NOT NULL, version INTEGER NOT NULL, document TEXT, author TEXT NOT NULL, at INTEGER NOT NULL,
    summary TEXT NOT NULL, PRIMARY KEY (prefix, version)
  ) STRICT, WITHOUT ROWID;
`;

/** Versions in SQLite. The number is the lock: of two that add the same one, the second adds nothing. */
export function connectionVersionsIn(database: Database): ConnectionVersions {
  const columns = 'prefix, version, document, author, at, summary';
  const newest = database.prepare(
    `SELECT ${columns} FROM connection_versions AS one
     WHERE version = (SELECT max(version) FROM connection_versions WHERE prefix = one.prefix) ORDER BY prefix`,
  );
  const history = database.prepare(
    `SELECT ${columns} FROM connection_versions WHERE prefix = ? ORDER BY version DESC LIMIT ?`,
  );
  const find = database.prepare(`SELECT ${columns} FROM connection_versions WHERE prefix = ? AND version = ?`);
  // One statement: a number is given out only behind the one before it, and once.
  const add = database.prepare(
    `INSERT OR IGNORE INTO connection_versions (${columns}) SELECT ?1, ?2, ?3, ?4, ?5, ?6
     WHERE ?2 = 1 + (SELECT coalesce(max(version), 0) FROM connection_versions WHERE prefix = ?1)`,
  );
  return {
    newestConnections: async () => newest.all().map(toVersion),
    connectionHistory: async (prefix, limit) => history.all(prefix, limit).map(toVersion),
    connectionVersion: async (prefix, version) => {
      const row = find.get(prefix, version);
      return row === undefined ? null : toVersion(row);
    },
    addConnectionVersion: async ({ prefix, version, document, author, at, summary }) => {
      const text = document === null ? null : JSON.stringify(document);
      return add.run(prefix, version, text, author, at, summary).changes === 1;
    },
  };
}

const DOCUMENT = v.nullable(v.record(v.string(), v.unknown()));

function toVersion(row: DatabaseRow): ConnectionVersion {
  const document = v.safeParse(DOCUMENT, parseColumn(row['document']));
  if (!document.success) throw new StoreError('row-unreadable');
  return {
    prefix: String(row['prefix']),
    version: Number(row['version']),
    document: document.output,
    author: String(row['author']),
    at: Number(row['at']),
    summary: String(row['summary']),
  };
}
