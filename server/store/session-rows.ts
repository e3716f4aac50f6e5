import { WorkbenchError } from '#shared/base/errors.ts';
import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import { lastLoginNoter } from './last-logins.ts';
import { readLoginSession } from './login-session.ts';
import { parseColumn } from './parse-column.ts';
import { connectionTag, matchesSearch, searchTags, subjectTag, tagsOf } from './session-tags.ts';
import { lengthenLogin, shortenLogin } from './short-login.ts';
import type { SessionSearch, Store, StoredSession } from './store.ts';

type SessionPart = Pick<
  Store,
  | 'getSession'
  | 'addSession'
  | 'setSession'
  | 'touchSession'
  | 'sessionsOver'
  | 'revokeSession'
  | 'revokeSessionsOf'
  | 'findSessions'
  | 'listSessions'
>;

/** Numbers are never given twice, so a tag of a session that was replaced leads nowhere. */
export const SESSION_TABLES = `
  CREATE TABLE IF NOT EXISTS user_sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, login TEXT NOT NULL,
    last_seen_at INTEGER NOT NULL, keep_until INTEGER NOT NULL, ends_at INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS user_sessions_by_end ON user_sessions (keep_until);
  CREATE TABLE IF NOT EXISTS session_tags (
    tag INTEGER NOT NULL, number INTEGER NOT NULL REFERENCES user_sessions (number) ON DELETE CASCADE,
    PRIMARY KEY (tag, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS session_tags_by_number ON session_tags (number);
  CREATE TABLE IF NOT EXISTS revoked (key TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS revoked_by_end ON revoked (until);
`;

/** Written first, the revocation alone ends a session: a disk that is full in between brings back nothing. */
const NOT_REVOKED = 'NOT EXISTS (SELECT 1 FROM revoked WHERE revoked.key = s.key)';

const COLUMNS = 's.number, s.key, s.login, s.last_seen_at';

/**
 * Sessions, and what they are found by. Every search goes through the index of tags: it reads as many rows as it finds,
 * however many there are.
 */
export function sessionsIn(database: Database): SessionPart & { pruneSessions(past: number): void } {
  const get = database.prepare(`SELECT ${COLUMNS} FROM user_sessions s WHERE s.key = ? AND ${NOT_REVOKED}`);
  const find = database.prepare(
    `SELECT ${COLUMNS} FROM session_tags t JOIN user_sessions s ON s.number = t.number
     WHERE t.tag = ? AND ${NOT_REVOKED} ORDER BY s.last_seen_at, s.key`,
  );
  const keysOf = database.prepare(
    `SELECT s.key FROM session_tags t JOIN user_sessions s ON s.number = t.number
     WHERE t.tag = ?1 AND ?2 IN (json_extract(s.login, '$[1]'), json_extract(s.login, '$.connection'))`,
  );
  const touch = database.prepare(
    `UPDATE user_sessions SET last_seen_at = max(last_seen_at, ?2), ends_at = max(ends_at, coalesce(?3, ends_at))
     WHERE key = ?1`,
  );
  const over = database.prepare(
    `SELECT ${COLUMNS} FROM user_sessions s WHERE s.ends_at <= ? AND ${NOT_REVOKED} ORDER BY s.ends_at LIMIT ?`,
  );
  const remove = database.prepare('DELETE FROM user_sessions WHERE key = ?');
  const revoke = database.prepare('INSERT OR REPLACE INTO revoked (key, until) VALUES (?, ?)');
  const dropEnded = database.prepare('DELETE FROM user_sessions WHERE keep_until <= ?');
  const dropRevoked = database.prepare('DELETE FROM revoked WHERE until <= ?');
  return {
    getSession: async (key) => toSession(get.get(key)),
    ...writersIn(database),
    touchSession: async (key, lastSeenAt, endsAt = null) => {
      touch.run(key, lastSeenAt, endsAt);
    },
    sessionsOver: async (now, limit) => over.all(now, limit).flatMap(readable),
    revokeSession: async (key, until) => {
      revoke.run(key, until);
      return remove.run(key).changes === 1;
    },
    revokeSessionsOf: async (connection, until) =>
      inOneStep(database, () => {
        const keys = keysOf.all(connectionTag(connection), connection).map((row) => String(row['key']));
        for (const key of keys) revoke.run(key, until);
        for (const key of keys) remove.run(key);
        return keys.length;
      }),
    findSessions: async (connection, idp, nameId) =>
      find
        .all(subjectTag(connection, idp, nameId))
        .flatMap(readable)
        .filter(isOf(connection, idp, nameId)),
    listSessions: listerIn(database),
    pruneSessions: (past) => {
      dropEnded.run(past);
      dropRevoked.run(past);
    },
  };
}

/** In one step, so that no revocation can come between the question and the writing. */
function writersIn(database: Database): Pick<Store, 'setSession' | 'addSession'> {
  const isKnown = database.prepare('SELECT 1 FROM user_sessions WHERE key = ?');
  const isRevoked = database.prepare('SELECT 1 FROM revoked WHERE key = ?');
  const addTag = database.prepare('INSERT OR IGNORE INTO session_tags (tag, number) VALUES (?, ?)');
  const write = database.prepare(
    `INSERT OR REPLACE INTO user_sessions (key, login, last_seen_at, keep_until, ends_at) VALUES (?, ?, ?, ?, ?)
     RETURNING number`,
  );
  const noteLogin = lastLoginNoter(database);
  const set = (
    { key, login, lastSeenAt }: StoredSession,
    keepUntil: number,
    endsAt: number | null,
    mayBeKnown: boolean,
  ): boolean =>
    inOneStep(database, () => {
      if (isRevoked.get(key) !== undefined) return false;
      if (!mayBeKnown && isKnown.get(key) !== undefined) return false;
      const number = Number(
        write.get(key, JSON.stringify(shortenLogin(login)), lastSeenAt, keepUntil, endsAt)?.['number'],
      );
      for (const tag of tagsOf(login)) addTag.run(tag, number);
      noteLogin(login);
      return true;
    });
  return {
    setSession: async (session, keepUntil, endsAt = null) => set(session, keepUntil, endsAt, true),
    addSession: async (session, keepUntil, endsAt = null) => set(session, keepUntil, endsAt, false),
  };
}

/** What has more sessions than this is not worth counting. */
const FEW = 1000;

/** The newest first, along the rarest tag. What cannot be read, or has only the tag in common with what was asked for, is left out. */
function listerIn(database: Database): Store['listSessions'] {
  const byCount = [0, 1, 2, 3, 4].map((tags) => database.prepare(listQuery(tags)));
  const few = database.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM session_tags WHERE tag = ? LIMIT ?)');
  const countOf = (tag: number): number => Number(few.get(tag, FEW)?.['n']);
  return async (search, { before, limit }) => {
    const tags = searchTags(search)
      .map((tag) => ({ tag, count: countOf(tag) }))
      .toSorted((one, other) => one.count - other.count)
      .map(({ tag }) => tag);
    const start = before === null ? Number.MAX_SAFE_INTEGER : toNumber(before);
    const rows = byCount[tags.length]?.all(start, ...tags, limit) ?? [];
    const last = rows.at(-1);
    const sessions = rows.flatMap(readable).filter(({ login }) => matchesSearch(login, search));
    return { sessions, next: last === undefined || rows.length < limit ? null : String(last['number']) };
  };
}

/** Goes along the index of the first tag, and asks for each of its sessions whether it has the others. */
function listQuery(tags: number): string {
  const number = tags === 0 ? 's.number' : 't.number';
  const from = tags === 0 ? 'user_sessions s' : 'session_tags t JOIN user_sessions s ON s.number = t.number';
  const first = tags === 0 ? '' : ' AND t.tag = ?';
  const others = ' AND EXISTS (SELECT 1 FROM session_tags o WHERE o.tag = ? AND o.number = t.number)';
  const having = `${number} < ?${first}${others.repeat(Math.max(0, tags - 1))} AND ${NOT_REVOKED}`;
  return `SELECT ${COLUMNS} FROM ${from} WHERE ${having} ORDER BY ${number} DESC LIMIT ?`;
}

/** What is no place in a list is before all of it. */
function toNumber(before: string): number {
  return /^\d{1,15}$/.test(before) ? Number(before) : 0;
}

function isOf(connection: string, idp: string, nameId: string) {
  const wanted: SessionSearch = { connection, idp };
  return ({ login }: StoredSession): boolean =>
    login.origin.way === 'saml' && login.origin.nameId?.value === nameId && matchesSearch(login, wanted);
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
  const data = parseColumn(row['login']);
  return {
    key: String(row['key']),
    // Earlier versions wrote maps.
    login: readLoginSession(Array.isArray(data) ? lengthenLogin(data) : data),
    lastSeenAt: Number(row['last_seen_at']),
  };
}
