import * as v from 'valibot';
import { LOGIN_OUTCOMES, REPORT_KINDS } from '#shared/api/logins.ts';
import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import type { ReportLimits } from './limits.ts';
import { parseColumn } from './parse-column.ts';
import { StoreError } from './store-error.ts';

/** What a login came to, as it is kept. */
export interface StoredReport {
  /** As the page shows it. */
  readonly reference: string;
  /** Prefix. */
  readonly connection: string;
  readonly kind: (typeof REPORT_KINDS)[number];
  readonly outcome: (typeof LOGIN_OUTCOMES)[number];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** ID of the assertion by which a session finds it; null: there is none. */
  readonly assertionId: string | null;
  /** What `server/attempts` knows how to read; plain data. */
  readonly data: unknown;
}

/** A report with its place in the list. */
export interface ListedReport extends StoredReport {
  readonly number: number;
}

/** Who has a report kept, and until when. */
export interface ReportEntry {
  /** Where room is short, it is made by the one who holds the most. */
  readonly owner: string;
  readonly expiresAt: number;
}

/** Which reports a list has. */
export interface ReportSearch {
  readonly connection: string | null;
  readonly outcome: StoredReport['outcome'] | null;
  /** Numbers below; null: from the newest on. */
  readonly before: number | null;
  readonly limit: number;
}

/** The part of the store that keeps what logins came to. */
export interface ReportStore {
  /**
   * Keeps a report, or puts it in the place of the one of that reference. Of one owner the oldest go beyond a bound; when
   * all together have too many or too much, those of the owner who holds the most go first.
   */
  setReport(report: StoredReport, entry: ReportEntry): Promise<void>;
  /** Says what came of it later; nothing happens if it is gone. */
  amendReport(reference: string, outcome: StoredReport['outcome'], data: unknown): Promise<void>;
  getReport(reference: string, now: number): Promise<StoredReport | null>;
  /** The newest one of an assertion that was accepted at a connection. */
  findReport(connection: string, assertionId: string, now: number): Promise<StoredReport | null>;
  /** The newest first. */
  listReports(search: ReportSearch, now: number): Promise<readonly ListedReport[]>;
}

/** Its table. */
export const REPORT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL UNIQUE, connection TEXT NOT NULL,
    kind TEXT NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL, assertion_id TEXT, owner TEXT NOT NULL,
    expires_at INTEGER NOT NULL, bytes INTEGER NOT NULL, data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reports_by_end ON reports (expires_at);
  CREATE INDEX IF NOT EXISTS reports_by_owner ON reports (owner, number, bytes);
  CREATE INDEX IF NOT EXISTS reports_by_assertion ON reports (assertion_id) WHERE assertion_id IS NOT NULL;
`;

/** Who holds less than a thousandth of the room holds few. */
const FEW = 1000;

const COLUMNS = 'number, reference, connection, kind, outcome, at, assertion_id, data';

/** Reports in SQLite. */
export function reportsIn(database: Database, limits: ReportLimits): ReportStore & { pruneReports(now: number): void } {
  const remove = database.prepare('DELETE FROM reports WHERE reference = ? RETURNING bytes');
  const put = database.prepare(
    `INSERT INTO reports (reference, connection, kind, outcome, at, assertion_id, owner, expires_at, bytes, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropBeyond = database.prepare(
    `DELETE FROM reports WHERE number IN (
       SELECT number FROM reports WHERE owner = ? ORDER BY number DESC LIMIT -1 OFFSET ?) RETURNING bytes`,
  );
  const dropOldest = database.prepare(
    'DELETE FROM reports WHERE number IN (SELECT number FROM reports ORDER BY number LIMIT ?) RETURNING bytes',
  );
  const greatest = database.prepare(
    'SELECT owner, sum(bytes) AS held, count(*) AS n FROM reports GROUP BY owner ORDER BY held DESC, min(number) LIMIT 1',
  );
  const get = database.prepare(`SELECT ${COLUMNS} FROM reports WHERE reference = ? AND expires_at > ?`);
  const find = database.prepare(
    `SELECT ${COLUMNS} FROM reports WHERE assertion_id = ?2 AND connection = ?1 AND expires_at > ?3
     ORDER BY number DESC LIMIT 1`,
  );
  const list = database.prepare(
    `SELECT ${COLUMNS} FROM reports WHERE number < ?1 AND expires_at > ?2 AND (?3 = '' OR connection = ?3)
     AND (?4 = '' OR outcome = ?4) ORDER BY number DESC LIMIT ?5`,
  );
  const sizeOf = database.prepare('SELECT bytes FROM reports WHERE reference = ?');
  const amend = database.prepare('UPDATE reports SET outcome = ?, data = ?, bytes = ? WHERE reference = ?');
  const prune = database.prepare('DELETE FROM reports WHERE expires_at <= ? RETURNING bytes');
  const kept = { count: 0, bytes: 0 };
  const note = (rows: readonly DatabaseRow[]): void => {
    kept.count -= rows.length;
    for (const row of rows) kept.bytes -= Number(row['bytes']);
  };
  const sum = database.prepare('SELECT count(*) AS n, coalesce(sum(bytes), 0) AS held FROM reports');
  const measure = (): void => {
    const held = sum.get();
    kept.count = Number(held?.['n'] ?? 0);
    kept.bytes = Number(held?.['held'] ?? 0);
  };
  /** Who holds the most loses the older half; where all hold few, the oldest go, whose ever they are. */
  const makeRoom = (): void => {
    while (kept.count > limits.count || kept.bytes > limits.bytes) {
      const most = greatest.get();
      const n = Number(most?.['n'] ?? 0);
      if (n === 0) return;
      const few = Math.ceil(limits.count / FEW);
      note(n <= few ? dropOldest.all(few) : dropBeyond.all(String(most?.['owner'] ?? ''), Math.floor(n / 2)));
    }
  };
  measure();
  return {
    setReport: async ({ reference, connection, kind, outcome, at, assertionId, data }, { owner, expiresAt }) => {
      const text = JSON.stringify(data);
      try {
        inOneStep(database, () => {
          note(remove.all(reference));
          put.run(reference, connection, kind, outcome, at, assertionId, owner, expiresAt, text.length, text);
          kept.count += 1;
          kept.bytes += text.length;
          note(dropBeyond.all(owner, limits.ofOneOwner));
          makeRoom();
        });
      } catch (error) {
        measure();
        throw error;
      }
    },
    amendReport: async (reference, outcome, data) => {
      const text = JSON.stringify(data);
      inOneStep(database, () => {
        const before = Number(sizeOf.get(reference)?.['bytes'] ?? 0);
        if (amend.run(outcome, text, text.length, reference).changes === 1) kept.bytes += text.length - before;
      });
    },
    getReport: async (reference, now) => toReport(get.get(reference, now)),
    findReport: async (connection, assertionId, now) => toReport(find.get(connection, assertionId, now)),
    listReports: async ({ connection, outcome, before, limit }, now) =>
      list
        .all(before ?? Number.MAX_SAFE_INTEGER, now, connection ?? '', outcome ?? '', limit)
        .flatMap((row) => toReport(row) ?? []),
    pruneReports: (now) => note(prune.all(now)),
  };
}

const ROW = v.object({
  number: v.number(),
  reference: v.string(),
  connection: v.string(),
  kind: v.picklist(REPORT_KINDS),
  outcome: v.picklist(LOGIN_OUTCOMES),
  at: v.number(),
  assertion_id: v.nullable(v.string()),
});

function toReport(row: DatabaseRow | undefined): ListedReport | null {
  if (row === undefined) return null;
  const read = v.safeParse(ROW, row);
  if (!read.success) throw new StoreError('row-unreadable');
  const { assertion_id, ...columns } = read.output;
  return { ...columns, assertionId: assertion_id, data: parseColumn(row['data']) };
}
