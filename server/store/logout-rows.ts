import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import type { LogoutLimits } from './limits.ts';
import type { LogoutMark } from './logout-mark.ts';
import { parseColumn } from './parse-column.ts';
import { StoreError } from './store-error.ts';

/** A logout as the store finds it again; what it is, `shared/logout` knows. */
export interface LogoutRow {
  /** 256 random bits. */
  readonly id: string;
  /** For people. */
  readonly reference: string;
  /** Prefix. */
  readonly connection: string;
  /** Who has it kept. */
  readonly owner: string;
  /** ID of the request that an answer would be taken for; null: none is. */
  readonly requestId: string | null;
  /** When the clock moves it on; null: never. */
  readonly dueAt: number | null;
  readonly expiresAt: number;
  /** Plain data. */
  readonly data: unknown;
}

/** A logout as it is kept. */
export interface StoredLogout extends LogoutRow {
  /** Counts up; a later one has a higher one. */
  readonly number: number;
  /** How often it was changed. */
  readonly revision: number;
}

/** Sessions that end together. */
export interface EndingSessions {
  readonly keys: readonly string[];
  /** So long their keys are refused. */
  readonly until: number;
  /** What an identity provider may call them later (`logoutsByName`): hashes. */
  readonly names: readonly string[];
}

/** The part of the store that ends sessions and keeps what became of it. */
export interface LogoutStore {
  /**
   * Ends sessions for good and keeps the logout that `make` makes of those that were alive, all of it or nothing. Null:
   * none was alive any more, and nothing is kept.
   */
  endSessions(ending: EndingSessions, make: (alive: readonly string[]) => LogoutRow): Promise<StoredLogout | null>;
  /** Puts a logout on. False: somebody else has changed it since it had this revision, and nothing is changed. */
  changeLogout(row: LogoutRow, revision: number): Promise<boolean>;
  getLogout(id: string, now: number): Promise<StoredLogout | null>;
  logoutByReference(reference: string, now: number): Promise<StoredLogout | null>;
  logoutByRequest(requestId: string, now: number): Promise<StoredLogout | null>;
  /** The one in which the session of this key ended. */
  logoutOfSession(key: string, now: number): Promise<StoredLogout | null>;
  /** The newest first, at most 100. */
  logoutsByName(name: string, now: number): Promise<readonly StoredLogout[]>;
  /** Those that the clock moves on, the longest waiting first. */
  dueLogouts(now: number, limit: number): Promise<readonly StoredLogout[]>;
  /** Those with higher numbers, the oldest first. */
  logoutsAfter(after: number, limit: number): Promise<readonly StoredLogout[]>;
  /** Number of the newest one there is; 0: none. */
  newestLogout(): Promise<number>;
  /** Those with lower numbers (null: all), the newest first. */
  listLogouts(
    search: { readonly connection: string | null; readonly before: number | null; readonly limit: number },
    now: number,
  ): Promise<readonly StoredLogout[]>;
}

/** Its tables. */
export const LOGOUT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS logouts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, reference TEXT NOT NULL UNIQUE,
    connection TEXT NOT NULL, owner TEXT NOT NULL, request_id TEXT, due_at INTEGER, expires_at INTEGER NOT NULL,
    revision INTEGER NOT NULL, data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS logouts_by_request ON logouts (request_id) WHERE request_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS logouts_by_due ON logouts (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS logouts_by_owner ON logouts (owner, number);
  CREATE INDEX IF NOT EXISTS logouts_by_end ON logouts (expires_at);
  CREATE TABLE IF NOT EXISTS logout_sessions (
    key TEXT PRIMARY KEY, number INTEGER NOT NULL REFERENCES logouts (number) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS logout_sessions_by_number ON logout_sessions (number);
  CREATE TABLE IF NOT EXISTS logout_names (
    name TEXT NOT NULL, number INTEGER NOT NULL REFERENCES logouts (number) ON DELETE CASCADE,
    PRIMARY KEY (name, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS logout_names_by_number ON logout_names (number);
`;

const COLUMNS =
  'l.number, l.id, l.reference, l.connection, l.owner, l.request_id, l.due_at, l.expires_at, l.revision, l.data';
const NEWEST_BY_NAME = 100;

/**
 * Logouts in SQLite.
 * @param limits how many there may be, and how many of one owner: beyond, the oldest go
 * @param mark raised with each
 */
export function logoutsIn(
  database: Database,
  limits: LogoutLimits,
  mark: LogoutMark,
): LogoutStore & { pruneLogouts(now: number): void } {
  const find = (where: string) => {
    const statement = database.prepare(`SELECT ${COLUMNS} FROM logouts l WHERE ${where} AND l.expires_at > ?`);
    return async (value: string, now: number) => toLogout(statement.get(value, now));
  };
  const through = (table: string, column: string, limit: number) =>
    database.prepare(
      `SELECT ${COLUMNS} FROM ${table} t JOIN logouts l ON l.number = t.number
       WHERE t.${column} = ? AND l.expires_at > ? ORDER BY l.number DESC LIMIT ${limit}`,
    );
  const bySession = through('logout_sessions', 'key', 1);
  const byName = through('logout_names', 'name', NEWEST_BY_NAME);
  const due = database.prepare(`SELECT ${COLUMNS} FROM logouts l WHERE l.due_at <= ? ORDER BY l.due_at LIMIT ?`);
  const after = database.prepare(`SELECT ${COLUMNS} FROM logouts l WHERE l.number > ? ORDER BY l.number LIMIT ?`);
  const newest = database.prepare('SELECT max(number) AS number FROM logouts');
  const list = database.prepare(
    `SELECT ${COLUMNS} FROM logouts l WHERE l.number < ?1 AND l.expires_at > ?2 AND (?3 = '' OR l.connection = ?3)
     ORDER BY l.number DESC LIMIT ?4`,
  );
  const change = database.prepare(
    `UPDATE logouts SET request_id = ?, due_at = ?, expires_at = ?, data = ?, revision = revision + 1
     WHERE id = ? AND revision = ?`,
  );
  const prune = database.prepare('DELETE FROM logouts WHERE expires_at <= ?');
  return {
    endSessions: enderIn(database, limits, mark),
    changeLogout: async ({ id, requestId, dueAt, expiresAt, data }, revision) =>
      change.run(requestId, dueAt, expiresAt, JSON.stringify(data), id, revision).changes === 1,
    getLogout: find('l.id = ?'),
    logoutByReference: find('l.reference = ?'),
    logoutByRequest: find('l.request_id = ?'),
    logoutOfSession: async (key, now) => toLogout(bySession.get(key, now)),
    logoutsByName: async (name, now) => byName.all(name, now).flatMap((row) => toLogout(row) ?? []),
    dueLogouts: async (now, limit) => due.all(now, limit).flatMap((row) => toLogout(row) ?? []),
    logoutsAfter: async (number, limit) => after.all(number, limit).flatMap((row) => toLogout(row) ?? []),
    newestLogout: async () => Number(newest.get()?.['number'] ?? 0),
    listLogouts: async ({ connection, before, limit }, now) =>
      list.all(before ?? Number.MAX_SAFE_INTEGER, now, connection ?? '', limit).flatMap((row) => toLogout(row) ?? []),
    pruneLogouts: (now) => {
      prune.run(now);
    },
  };
}

/** In one step: nobody can find a session that is over without its logout, nor a logout whose session goes on. */
function enderIn(database: Database, limits: LogoutLimits, mark: LogoutMark): LogoutStore['endSessions'] {
  const remove = database.prepare('DELETE FROM user_sessions WHERE key = ?');
  const isRevoked = database.prepare('SELECT 1 FROM revoked WHERE key = ?');
  const revoke = database.prepare('INSERT OR REPLACE INTO revoked (key, until) VALUES (?, ?)');
  const add = database.prepare(
    `INSERT INTO logouts (id, reference, connection, owner, request_id, due_at, expires_at, revision, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) RETURNING number`,
  );
  const addKey = database.prepare('INSERT OR REPLACE INTO logout_sessions (key, number) VALUES (?, ?)');
  const addName = database.prepare('INSERT OR IGNORE INTO logout_names (name, number) VALUES (?, ?)');
  const dropBeyond = database.prepare(
    'DELETE FROM logouts WHERE number IN (SELECT number FROM logouts WHERE owner = ? ORDER BY number DESC LIMIT -1 OFFSET ?)',
  );
  const count = database.prepare('SELECT count(*) AS n FROM logouts');
  const dropOldest = database.prepare(
    'DELETE FROM logouts WHERE number IN (SELECT number FROM logouts ORDER BY number LIMIT ?)',
  );
  let held = Number(count.get()?.['n'] ?? 0);
  const keep = (row: LogoutRow, keys: readonly string[], names: readonly string[]): StoredLogout => {
    const { id, reference, connection, owner, requestId, dueAt, expiresAt, data } = row;
    const added = add.get(id, reference, connection, owner, requestId, dueAt, expiresAt, JSON.stringify(data));
    const number = Number(added?.['number']);
    for (const key of keys) addKey.run(key, number);
    for (const name of names) addName.run(name, number);
    dropBeyond.run(owner, limits.logoutsOfOneOwner);
    return { ...row, number, revision: 0 };
  };
  return async ({ keys, until, names }, make) => {
    const kept = inOneStep(database, () => {
      // Of a disk that is full in between nothing stays.
      const alive = keys.filter((key) => isRevoked.get(key) === undefined);
      for (const key of keys) revoke.run(key, until);
      const ended = alive.filter((key) => remove.run(key).changes === 1);
      return ended.length === 0 ? null : keep(make(ended), ended, names);
    });
    if (kept === null) return null;
    mark.raise(kept.number);
    held += 1;
    if (held > limits.logouts) {
      dropOldest.run(Math.max(1, Math.floor(limits.logouts / FEW)));
      held = Number(count.get()?.['n'] ?? 0);
    }
    return kept;
  };
}

/** So many go at once where there are too many: a thousandth. */
const FEW = 1000;

/** What is no JSON has no form that anybody knows, and is told by whoever reads it; it stops no other. */
function dataOf(row: DatabaseRow): unknown {
  try {
    return parseColumn(row['data']);
  } catch (error) {
    if (StoreError.is(error, 'row-unreadable')) return {};
    throw error;
  }
}

function toLogout(row: DatabaseRow | undefined): StoredLogout | null {
  if (row === undefined) return null;
  const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));
  return {
    number: Number(row['number']),
    id: String(row['id']),
    reference: String(row['reference']),
    connection: String(row['connection']),
    owner: String(row['owner']),
    requestId: row['request_id'] === null ? null : String(row['request_id']),
    dueAt: numberOrNull(row['due_at']),
    expiresAt: Number(row['expires_at']),
    revision: Number(row['revision']),
    data: dataOf(row),
  };
}
