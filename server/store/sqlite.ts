import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { WorkbenchError } from '#shared/base/errors.ts';
import { AUDIT_SCHEMA, auditIn } from './audit-rows.ts';
import { CLIENT_KEY_SCHEMA, clientKeysIn } from './client-key-rows.ts';
import { clockReadingsIn } from './clock-readings.ts';
import { CONNECTION_VERSIONS_SCHEMA, connectionVersionsIn } from './connection-versions.ts';
import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import { STORE_LIMITS, type StoreLimits } from './limits.ts';
import { readLoginSession } from './login-session.ts';
import { parseColumn } from './parse-column.ts';
import { pendingIn } from './pending-rows.ts';
import { replayMarksIn } from './replay-marks.ts';
import type { Store, StoredSession } from './store.ts';
import { StoreError } from './store-error.ts';

/** Milliseconds that a statement waits for another program to let go of the file. */
const PATIENCE = 500;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sessions (
    key TEXT PRIMARY KEY, connection TEXT NOT NULL, idp TEXT NOT NULL, name_id TEXT NOT NULL,
    login TEXT NOT NULL, last_seen_at INTEGER NOT NULL, keep_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sessions_by_subject ON sessions (connection, idp, name_id);
  CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (keep_until);
  CREATE TABLE IF NOT EXISTS revoked (key TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS revoked_by_end ON revoked (until);
  CREATE TABLE IF NOT EXISTS pending (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL,
    expires_at INTEGER NOT NULL, owner TEXT NOT NULL DEFAULT '', UNIQUE (kind, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS pending_by_end ON pending (expires_at);
  CREATE TABLE IF NOT EXISTS once (
    kind TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL, issuer TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS once_by_end ON once (expires_at);
  CREATE TABLE IF NOT EXISTS forgotten (
    kind TEXT NOT NULL, issuer TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (kind, issuer)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS clock_readings (hour INTEGER PRIMARY KEY, lowest INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Columns that files of earlier versions do not have. */
const LATER_COLUMNS = [
  { table: 'pending', name: 'owner' },
  { table: 'once', name: 'issuer' },
] as const;

/** Of columns that may have come later. */
const LATER_INDEXES = `
  DROP INDEX IF EXISTS pending_by_age;
  CREATE INDEX IF NOT EXISTS pending_by_owner ON pending (kind, owner, number);
`;

/** What a test sets otherwise. */
export interface SqliteOptions {
  readonly limits?: StoreLimits;
  /** Milliseconds of a clock that nobody sets, from any start. */
  readonly uptime?: () => number;
}

/**
 * The store in one SQLite file, made with mode 0600. Write-ahead log with `synchronous = NORMAL`: what was
 * committed survives the process being killed; after a loss of power the last moments may be missing, never broken.
 *
 * @param file path, or `:memory:`
 * @throws WorkbenchError `store-unreadable` when the file is no database of ours
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): Store {
  const { limits = STORE_LIMITS, uptime = () => performance.now() } = options;
  const database = open(file);
  const { prunePending, ...pending } = pendingIn(database, limits.pending);
  const { forgetMarks, ...marks } = replayMarksIn(database, limits.once);
  const readClock = clockReadingsIn(database, uptime);
  return {
    ...sessionsIn(database),
    ...pending,
    ...marks,
    ...auditIn(database),
    ...clientKeysIn(database),
    ...connectionVersionsIn(database),
    secret: secretsIn(database),
    prune: async (now) => {
      prunePending(now);
      const past = readClock(now);
      if (past === null) return;
      database.prepare('DELETE FROM sessions WHERE keep_until <= ?').run(past);
      database.prepare('DELETE FROM revoked WHERE until <= ?').run(past);
      forgetMarks(past);
    },
    close: () => database.close(),
  };
}

function secretsIn(database: Database): Store['secret'] {
  const keep = database.prepare('INSERT OR IGNORE INTO kept (name, value) VALUES (?, ?)');
  const find = database.prepare('SELECT value FROM kept WHERE name = ?');
  return async (name, made) => {
    keep.run(`secret ${name}`, made);
    return String(find.get(`secret ${name}`)?.['value']);
  };
}

function open(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') makePrivate(file);
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // Who waits here holds up everybody.
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    for (const schema of [SCHEMA, AUDIT_SCHEMA, CLIENT_KEY_SCHEMA, CONNECTION_VERSIONS_SCHEMA]) database.exec(schema);
    addLaterColumns(database);
    database.exec(LATER_INDEXES);
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError('store-unreadable', { file, reason }, { cause });
  }
}

function addLaterColumns(database: Database): void {
  for (const { table, name } of LATER_COLUMNS) {
    const columns = database.prepare(`PRAGMA table_info(${table})`).all();
    if (columns.some((column) => column['name'] === name)) continue;
    database.exec(`ALTER TABLE ${table} ADD COLUMN ${name} TEXT NOT NULL DEFAULT ''`);
  }
}

/** SQLite gives its side files (-wal, -shm) the mode of the main file. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Written first, the revocation alone ends a session: a disk that is full in between brings back nothing. */
const NOT_REVOKED = 'NOT EXISTS (SELECT 1 FROM revoked WHERE revoked.key = sessions.key)';

type SessionPart = Pick<
  Store,
  'getSession' | 'setSession' | 'touchSession' | 'revokeSession' | 'revokeSessionsOf' | 'findSessions'
>;

function sessionsIn(database: Database): SessionPart {
  const get = database.prepare(`SELECT key, login, last_seen_at FROM sessions WHERE key = ? AND ${NOT_REVOKED}`);
  const find = database.prepare(
    `SELECT key, login, last_seen_at FROM sessions WHERE connection = ? AND idp = ? AND name_id = ? AND ${NOT_REVOKED}
     ORDER BY last_seen_at, key`,
  );
  // One statement, so that no revocation can come between the question and the writing.
  const set = database.prepare(
    `INSERT OR REPLACE INTO sessions (key, connection, idp, name_id, login, last_seen_at, keep_until)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM revoked WHERE key = ?1)`,
  );
  const touch = database.prepare('UPDATE sessions SET last_seen_at = max(last_seen_at, ?2) WHERE key = ?1');
  const remove = database.prepare('DELETE FROM sessions WHERE key = ?');
  const revoke = database.prepare('INSERT OR REPLACE INTO revoked (key, until) VALUES (?, ?)');
  const revokeAll = database.prepare(
    'INSERT OR REPLACE INTO revoked (key, until) SELECT key, ?2 FROM sessions WHERE connection = ?1',
  );
  const removeAll = database.prepare('DELETE FROM sessions WHERE connection = ?');
  return {
    getSession: async (key) => toSession(get.get(key)),
    setSession: async ({ key, login, lastSeenAt }, keepUntil) => {
      const { connection, idp, nameId } = login;
      const row = [key, connection, idp, nameId?.value ?? '', JSON.stringify(login), lastSeenAt, keepUntil];
      return set.run(...row).changes === 1;
    },
    touchSession: async (key, lastSeenAt) => {
      touch.run(key, lastSeenAt);
    },
    revokeSession: async (key, until) => {
      revoke.run(key, until);
      return remove.run(key).changes === 1;
    },
    revokeSessionsOf: async (connection, until) =>
      inOneStep(database, () => {
        revokeAll.run(connection, until);
        return Number(removeAll.run(connection).changes);
      }),
    findSessions: async (connection, idp, nameId) => find.all(connection, idp, nameId).flatMap((row) => readable(row)),
  };
}

/** One that cannot be read ends when its browser comes with it; until then it is none. */
function readable(row: DatabaseRow): readonly StoredSession[] {
  try {
    const session = toSession(row);
    return session === null ? [] : [session];
  } catch (error) {
    if (error instanceof WorkbenchError) return [];
    throw error;
  }
}

function toSession(row: DatabaseRow | undefined): StoredSession | null {
  if (row === undefined) return null;
  return {
    key: String(row['key']),
    login: readLoginSession(parseColumn(row['login'])),
    lastSeenAt: Number(row['last_seen_at']),
  };
}
