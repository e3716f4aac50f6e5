import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { WorkbenchError } from '#shared/base/errors.ts';
import { STORE_LIMITS, type StoreLimits } from './limits.ts';
import { readLoginSession } from './login-session.ts';
import type { Store, StoredSession } from './store.ts';

type Row = Record<string, SQLOutputValue>;

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
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, expires_at INTEGER NOT NULL,
    UNIQUE (kind, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS pending_by_age ON pending (kind, number);
  CREATE INDEX IF NOT EXISTS pending_by_end ON pending (expires_at);
  CREATE TABLE IF NOT EXISTS once (
    kind TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS once_by_end ON once (expires_at);
`;

/**
 * The store in one SQLite file, made with mode 0600. Write-ahead log with `synchronous = NORMAL`: what was
 * committed survives the process being killed; after a loss of power the last moments may be missing, never broken.
 *
 * @param file path, or `:memory:`
 * @throws WorkbenchError `store-unreadable` when the file is no database of ours
 */
export function openSqliteStore(file: string, limits: StoreLimits = STORE_LIMITS): Store {
  const database = open(file);
  const once = onceIn(database, limits.once);
  return {
    ...sessionsIn(database),
    ...pendingIn(database, limits.pending),
    once: once.add,
    wasOnce: once.has,
    prune: async (now) => {
      for (const table of PRUNED) database.prepare(`DELETE FROM ${table.name} WHERE ${table.end} <= ?`).run(now);
      once.recount();
    },
    close: () => database.close(),
  };
}

const PRUNED = [
  { name: 'sessions', end: 'keep_until' },
  { name: 'revoked', end: 'until' },
  { name: 'pending', end: 'expires_at' },
  { name: 'once', end: 'expires_at' },
] as const;

function open(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') makePrivate(file);
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError('store-unreadable', { file, reason }, { cause });
  }
}

/** SQLite gives its side files (-wal, -shm) the mode of the main file. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

type SessionPart = Pick<Store, 'getSession' | 'setSession' | 'touchSession' | 'revokeSession' | 'findSessions'>;

function sessionsIn(database: DatabaseSync): SessionPart {
  const get = database.prepare('SELECT key, login, last_seen_at FROM sessions WHERE key = ?');
  const find = database.prepare(
    `SELECT key, login, last_seen_at FROM sessions WHERE connection = ? AND idp = ? AND name_id = ?
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
    findSessions: async (connection, idp, nameId) =>
      find.all(connection, idp, nameId).flatMap((row) => toSession(row) ?? []),
  };
}

function toSession(row: Row | undefined): StoredSession | null {
  if (row === undefined) return null;
  return {
    key: String(row['key']),
    login: readLoginSession(parseJson(row['login'])),
    lastSeenAt: Number(row['last_seen_at']),
  };
}

type PendingPart = Pick<Store, 'addPending' | 'getPending' | 'takePending'>;

function pendingIn(database: DatabaseSync, limit: number): PendingPart {
  const add = database.prepare('INSERT OR REPLACE INTO pending (kind, id, data, expires_at) VALUES (?, ?, ?, ?)');
  const trim = database.prepare('DELETE FROM pending WHERE kind = ? AND number <= ?');
  const get = database.prepare('SELECT data FROM pending WHERE kind = ? AND id = ? AND expires_at > ?');
  const take = database.prepare('DELETE FROM pending WHERE kind = ? AND id = ? RETURNING data, expires_at');
  return {
    addPending: async (kind, id, data, expiresAt) => {
      const number = add.run(kind, id, JSON.stringify(data), expiresAt).lastInsertRowid;
      trim.run(kind, Number(number) - limit);
    },
    getPending: async (kind, id, now) => parseJson(get.get(kind, id, now)?.['data']),
    takePending: async (kind, id, now) => {
      const row = take.get(kind, id);
      return row && Number(row['expires_at']) > now ? parseJson(row['data']) : null;
    },
  };
}

/** The count is kept beside the table: counting millions of rows at each login would cost more than the login. */
function onceIn(database: DatabaseSync, limit: number) {
  const forget = database.prepare('DELETE FROM once WHERE kind = ? AND id = ? AND expires_at <= ?');
  const insert = database.prepare('INSERT OR IGNORE INTO once (kind, id, expires_at) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT 1 FROM once WHERE kind = ? AND id = ? AND expires_at > ?');
  const count = database.prepare('SELECT count(*) AS n FROM once');
  const countNow = (): number => Number(count.get()?.['n'] ?? 0);
  let size = countNow();
  const add: Store['once'] = async (kind, id, expiresAt, now) => {
    size -= Number(forget.run(kind, id, now).changes);
    if (size >= limit) throw new WorkbenchError('store-full', { limit });
    const isNew = insert.run(kind, id, expiresAt).changes === 1;
    if (isNew) size += 1;
    return isNew;
  };
  const recount = (): void => {
    size = countNow();
  };
  const has: Store['wasOnce'] = async (kind, id, now) => find.get(kind, id, now) !== undefined;
  return { add, has, recount };
}

function parseJson(text: SQLOutputValue | undefined): unknown {
  return typeof text === 'string' ? JSON.parse(text) : null;
}
