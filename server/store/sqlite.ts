import { chmodSync, closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AUDIT_PROMISES, AUDIT_SCHEMA, auditIn } from './audit-rows.ts';
import { CLIENT_KEY_SCHEMA, clientKeysIn } from './client-key-rows.ts';
import { clockReadingsIn } from './clock-readings.ts';
import { CONNECTION_VERSIONS_SCHEMA, connectionVersionsIn } from './connection-versions.ts';
import { type Database, inOneStep } from './database.ts';
import { DECISION_SCHEMA, decisionsIn } from './decision-rows.ts';
import { LAST_LOGINS_SCHEMA, lastLoginsIn } from './last-logins.ts';
import {
  AUDIT_LIMITS,
  type AuditLimits,
  LOGOUT_LIMITS,
  type LogoutLimits,
  REPORT_LIMITS,
  type ReportLimits,
  STORE_LIMITS,
  type StoreLimits,
} from './limits.ts';
import { type LogoutMark, openLogoutMark } from './logout-mark.ts';
import { LOGOUT_SCHEMA, logoutsIn } from './logout-rows.ts';
import { METADATA_SCHEMA, metadataRowsIn } from './metadata-rows.ts';
import { moveEarlierSessions } from './move-earlier-sessions.ts';
import { pendingIn } from './pending-rows.ts';
import { replayMarksIn } from './replay-marks.ts';
import { REPORT_SCHEMA, reportsIn } from './report-rows.ts';
import { REVIEW_SCHEMA, reviewsIn } from './review-rows.ts';
import { SEEN_ATTRIBUTES_SCHEMA, seenAttributesIn } from './seen-attributes.ts';
import { SESSION_TABLES, sessionsIn } from './session-rows.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** Milliseconds that a statement waits for another program to let go of the file. */
const PATIENCE = 500;

const SCHEMA = `
  ${SESSION_TABLES}
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

const SCHEMAS = [
  ...[SCHEMA, AUDIT_SCHEMA, CLIENT_KEY_SCHEMA, CONNECTION_VERSIONS_SCHEMA],
  ...[REPORT_SCHEMA, SEEN_ATTRIBUTES_SCHEMA, METADATA_SCHEMA, LOGOUT_SCHEMA, DECISION_SCHEMA, REVIEW_SCHEMA],
  LAST_LOGINS_SCHEMA,
];

/** Columns that files of earlier versions do not have. */
const LATER_COLUMNS = [
  { table: 'pending', name: 'owner', type: "TEXT NOT NULL DEFAULT ''" },
  { table: 'once', name: 'issuer', type: "TEXT NOT NULL DEFAULT ''" },
  { table: 'user_sessions', name: 'ends_at', type: 'INTEGER' },
  { table: 'decisions', name: 'seen_as', type: 'TEXT' },
  { table: 'audit', name: 'times', type: 'INTEGER NOT NULL DEFAULT 1' },
  { table: 'audit', name: 'last_at', type: 'INTEGER' },
] as const;

/** Of columns that may have come later. */
const LATER_INDEXES = `
  DROP INDEX IF EXISTS pending_by_age;
  CREATE INDEX IF NOT EXISTS pending_by_owner ON pending (kind, owner, number);
  CREATE INDEX IF NOT EXISTS user_sessions_by_time ON user_sessions (ends_at) WHERE ends_at IS NOT NULL;
`;

/** What the configuration or a test sets otherwise. */
export interface SqliteOptions {
  readonly limits?: StoreLimits;
  readonly reportLimits?: ReportLimits;
  readonly logoutLimits?: LogoutLimits;
  readonly auditLimits?: AuditLimits;
  /** Called at the opening of a copy that is older than its last logout, with the number of sessions that ended for that. */
  readonly tellOlder?: (sessions: number) => void;
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
  const { limits = STORE_LIMITS, reportLimits = REPORT_LIMITS, logoutLimits = LOGOUT_LIMITS } = options;
  const { auditLimits = AUDIT_LIMITS, uptime = () => performance.now(), tellOlder = () => undefined } = options;
  const { database, mark } = open(file, tellOlder);
  const { pruneSessions, ...sessions } = sessionsIn(database);
  const { prunePending, ...pending } = pendingIn(database, limits.pending);
  const { forgetMarks, ...marks } = replayMarksIn(database, limits.once);
  const { pruneReports, ...reports } = reportsIn(database, reportLimits);
  const { pruneLogouts, ...logouts } = logoutsIn(database, logoutLimits, mark);
  const { pruneDecisions, ...decisions } = decisionsIn(database);
  const { pruneAudit, ...audit } = auditIn(database, auditLimits);
  const readClock = clockReadingsIn(database, uptime);
  return {
    ...sessions,
    ...pending,
    ...marks,
    ...logouts,
    ...audit,
    ...clientKeysIn(database),
    ...connectionVersionsIn(database),
    ...reports,
    ...seenAttributesIn(database),
    ...metadataRowsIn(database),
    ...decisions,
    ...reviewsIn(database),
    ...lastLoginsIn(database),
    secret: secretsIn(database),
    prune: async (now) => {
      prunePending(now);
      pruneReports(now);
      pruneLogouts(now);
      pruneDecisions(now);
      const past = readClock(now);
      if (past === null) return;
      pruneSessions(past);
      forgetMarks(past);
      pruneAudit(past);
    },
    close: () => {
      database.close();
      mark.close();
    },
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

function open(file: string, tellOlder: (sessions: number) => void): { database: DatabaseSync; mark: LogoutMark } {
  try {
    if (file !== ':memory:') makePrivate(file);
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // Who waits here holds up everybody.
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    // A new file in one step: step by step the log would have each page as often as a table is added.
    if (database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined)
      inOneStep(database, () => makeTables(database));
    else makeTables(database);
    moveEarlierSessions(database);
    return { database, mark: openLogoutMark(database, file, tellOlder) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError('store-unreadable', { file, reason }, { cause });
  }
}

/** What is there already stays as it is. */
function makeTables(database: DatabaseSync): void {
  for (const schema of SCHEMAS) database.exec(schema);
  addLaterColumns(database);
  database.exec(LATER_INDEXES);
  database.exec(AUDIT_PROMISES);
}

function addLaterColumns(database: Database): void {
  for (const { table, name, type } of LATER_COLUMNS) {
    const columns = database.prepare(`PRAGMA table_info(${table})`).all();
    if (columns.some((column) => column['name'] === name)) continue;
    database.exec(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
  }
}

/** SQLite gives its side files (-wal, -shm) the mode of the main file. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Data that is only read. */
export interface DataFile extends Pick<Database, 'prepare'> {
  /** What `makeDataFile` was given as its version. */
  readonly version: number;
  close(): void;
}

/**
 * Opens a file of data for reading alone: no statement can change it.
 * @throws WorkbenchError `data-unreadable`
 */
export function openDataFile(file: string): DataFile {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    return { version, prepare: (sql) => database.prepare(sql), close: () => database.close() };
  } catch (cause) {
    throw dataUnreadable(file, cause);
  }
}

/**
 * Makes a file of data, mode 0600, whole or not at all. Whoever has an earlier one open keeps reading that.
 * @param fill makes its tables and their rows
 * @throws WorkbenchError `data-unreadable`
 */
export function makeDataFile(file: string, version: number, fill: (database: Database) => void): void {
  const temporary = `${file}.${process.pid}`;
  try {
    rmSync(temporary, { force: true });
    makePrivate(temporary);
    const database = new DatabaseSync(temporary);
    try {
      // It is made again at the next start if this one is killed.
      database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
      inOneStep(database, () => fill(database));
      database.exec(`PRAGMA user_version = ${Math.trunc(version)}`);
    } finally {
      database.close();
    }
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw dataUnreadable(file, cause);
  }
}

function dataUnreadable(file: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError('data-unreadable', { file, reason }, { cause });
}
