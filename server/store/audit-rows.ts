import type { Actor, AuditAction } from '#shared/api/audit.ts';
import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import type { AuditLimits } from './limits.ts';
import { parseColumn } from './parse-column.ts';
import type { AuditRow, Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** Its tables. `audit_gone` has whose lines went, up to which number, and how many they were; all of theirs: '' and ''. */
export const AUDIT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor_name TEXT NOT NULL,
    action TEXT NOT NULL, subject TEXT NOT NULL, facts TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1, last_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS audit_gone (
    kind TEXT NOT NULL, name TEXT NOT NULL, through INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, name)
  ) STRICT, WITHOUT ROWID;
`;

const SHORTENED = 'audit-shortened' satisfies AuditAction;

/**
 * What the database holds to, whatever of this program asks for something else: of a line only how often it happened and
 * when last can change, upward; and no line goes but those of which a later line says that they went.
 *
 * Several processes open one file at the same time: what is there stays, and what says something else has another name.
 */
export const AUDIT_PROMISES = `
  CREATE INDEX IF NOT EXISTS audit_by_actor ON audit (actor_kind, actor_name, number);
  CREATE INDEX IF NOT EXISTS audit_alike ON audit (subject, action, at);
  CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at);
  DROP TRIGGER IF EXISTS audit_stays;
  DROP TRIGGER IF EXISTS audit_is_kept;
  DROP TRIGGER IF EXISTS audit_tells;
  CREATE TRIGGER IF NOT EXISTS audit_line_stays BEFORE UPDATE ON audit
    WHEN (NEW.number, NEW.at, NEW.actor_kind, NEW.actor_name, NEW.action, NEW.subject, NEW.facts)
      IS NOT (OLD.number, OLD.at, OLD.actor_kind, OLD.actor_name, OLD.action, OLD.subject, OLD.facts)
      OR NEW.times IS NOT OLD.times + 1 OR NEW.last_at IS NULL OR NEW.last_at < coalesce(OLD.last_at, OLD.at)
    BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_tells_of_gone AFTER INSERT ON audit WHEN NEW.action = '${SHORTENED}'
    BEGIN
      INSERT INTO audit_gone VALUES (coalesce(NEW.facts ->> '$.whose', ''),
        CASE WHEN NEW.facts ->> '$.whose' IS NULL THEN '' ELSE NEW.subject END,
        min(NEW.facts ->> '$.through', NEW.number - 1), NEW.facts ->> '$.count')
      ON CONFLICT DO UPDATE SET through = max(through, excluded.through), count = count + excluded.count;
    END;
  CREATE TRIGGER IF NOT EXISTS audit_line_is_kept BEFORE DELETE ON audit
    WHEN NOT EXISTS (SELECT 1 FROM audit_gone WHERE kind = '' AND name = '' AND through >= OLD.number)
      AND NOT EXISTS (SELECT 1 FROM audit_gone
        WHERE kind = OLD.actor_kind AND name = OLD.actor_name AND through >= OLD.number)
    BEGIN SELECT RAISE(ABORT, 'append only'); END;
`;

/** What happens again within this time, with all the same, is one line with a count. */
const ALIKE_WITHIN = 3_600_000;

/** Done by scripts and by reloading a page, as often as somebody likes. */
const OFTEN: readonly string[] = [
  'session-made',
  'sessions-ended',
  'ticket-made',
  'viewed-as',
] satisfies readonly AuditAction[];

const DAY = 86_400_000;

const EVERYBODY = 'lines of everybody';

/** Where there are too many lines, so many go at once, with one line that says so: at most what takes some 30 ms. */
const AT_ONCE = 500;
const PART_AT_ONCE = 1 / 20;
/** What an earlier version left, or a year ago came all at once, goes in such portions: everybody waits for each. */
const MAX_AT_ONCE = 2000;

type AuditPart = Pick<Store, 'addAudit' | 'listAudit'> & { pruneAudit(now: number): void };

/** The audit: lines are added, and listed by their number; what was kept for its time goes, and is told. */
export function auditIn(database: Database, limits: AuditLimits): AuditPart {
  const again = database.prepare(
    `UPDATE audit SET times = times + 1, last_at = max(?6, coalesce(last_at, at)) WHERE number = (
       SELECT max(number) FROM audit WHERE subject = ?4 AND action = ?3 AND at > ?6 - ${ALIKE_WITHIN} AND at <= ?6
       AND actor_kind = ?1 AND actor_name = ?2 AND facts = ?5)`,
  );
  const add = database.prepare(
    'INSERT INTO audit (actor_kind, actor_name, action, subject, facts, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const list = database.prepare('SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?');
  const count = database.prepare('SELECT count(*) AS n FROM audit');
  const { dropOld, dropMany } = dropper(database, limits);
  let lines = Number(count.get()?.['n'] ?? 0);
  return {
    addAudit: async ({ at, actor, action, subject, facts }) => {
      const line = [actor.kind, actor.name, action, subject, JSON.stringify(facts), at];
      if (OFTEN.includes(action) && Number(again.run(...line).changes) > 0) return;
      add.run(...line);
      lines += 1;
      if (lines > limits.lines) lines -= dropMany(lines, at);
    },
    listAudit: async (before, limit) => list.all(before ?? Number.MAX_SAFE_INTEGER, limit).map(toRow),
    pruneAudit: (now) => {
      lines -= dropOld(now);
    },
  };
}

/** Which lines go. */
interface Going {
  /** The kind of their author; left out: everybody's. */
  readonly whose?: Actor['kind'];
  /** Whose they are, as people read it. */
  readonly subject: string;
  /** The highest number among them. */
  readonly through: number;
  readonly count: number;
  readonly reason: string;
}

/** Removes lines that have had their time, or that are too many, and gives by how many there are fewer. */
function dropper(database: Database, { days, lines: most }: AuditLimits) {
  const tell = database.prepare(
    `INSERT INTO audit (at, actor_kind, actor_name, action, subject, facts)
     VALUES (?, 'companion', 'the companion', '${SHORTENED}', ?, ?)`,
  );
  const toldSince = database.prepare(
    `SELECT max(at) AS at FROM audit WHERE action = '${SHORTENED}' AND facts ->> '$.whose' IS NULL AND at > ?`,
  );
  const old = database.prepare(
    `SELECT count(*) AS n, max(number) AS through FROM (
       SELECT number FROM audit WHERE at < ? ORDER BY number LIMIT ${MAX_AT_ONCE})`,
  );
  const dropBefore = database.prepare('DELETE FROM audit WHERE number <= ? AND at < ?');
  const oldest = database.prepare(
    'SELECT count(*) AS n, max(number) AS through FROM (SELECT number FROM audit ORDER BY number LIMIT ?)',
  );
  const dropOldest = database.prepare('DELETE FROM audit WHERE number <= ?');
  const greatest = database.prepare(
    'SELECT actor_kind, actor_name, count(*) AS n FROM audit GROUP BY actor_kind, actor_name ORDER BY n DESC LIMIT 1',
  );
  const oldestOf = database.prepare(
    `SELECT count(*) AS n, max(number) AS through FROM (
       SELECT number FROM audit WHERE actor_kind = ? AND actor_name = ? ORDER BY number LIMIT ?)`,
  );
  const dropOldestOf = database.prepare('DELETE FROM audit WHERE actor_kind = ? AND actor_name = ? AND number <= ?');
  const total = database.prepare('SELECT coalesce(sum(count), 0) AS n FROM audit_gone');

  /** The line that says so comes first: without it the database lets none go. */
  const say = (now: number, { subject, ...facts }: Going): void => {
    const gone = Number(total.get()?.['n'] ?? 0) + facts.count;
    tell.run(now, subject, JSON.stringify({ ...facts, total: gone }));
  };

  const dropOld = (now: number): number => {
    const before = now - days * DAY;
    const found = old.get(before);
    const count = Number(found?.['n'] ?? 0);
    const wasToday = (toldSince.get(now - DAY)?.['at'] ?? null) !== null;
    // Once a day, so that what says so is not a line for each that goes.
    if (count === 0 || (wasToday && count < MAX_AT_ONCE)) return 0;
    const through = Number(found?.['through']);
    return inOneStep(database, () => {
      say(now, { subject: EVERYBODY, through, count, reason: `older than ${days} days` });
      dropBefore.run(through, before);
      return count - 1;
    });
  };

  const dropMany = (lines: number, now: number): number => {
    const reason = `more than ${most} lines`;
    // One more than have to go, for the line that says so.
    const wanted = Math.min(MAX_AT_ONCE, lines - most + 1 + Math.min(AT_ONCE, Math.floor(most * PART_AT_ONCE)));
    return inOneStep(database, () => {
      const holder = greatest.get();
      const [kind, name] = [kindOf(holder?.['actor_kind']), String(holder?.['actor_name'])];
      // Whoever has the most makes room, so that no script's lines push out an administrator's.
      const hasFew = Number(holder?.['n'] ?? 0) < wanted;
      const found = hasFew ? oldest.get(wanted) : oldestOf.get(kind, name, wanted);
      const [through, count] = [Number(found?.['through']), Number(found?.['n'])];
      const going = { subject: hasFew ? EVERYBODY : name, through, count, reason };
      say(now, hasFew ? going : { ...going, whose: kind });
      if (hasFew) dropOldest.run(through);
      else dropOldestOf.run(kind, name, through);
      return count - 1;
    });
  };
  return { dropOld, dropMany };
}

const KINDS: readonly Actor['kind'][] = ['token', 'console', 'user', 'client', 'companion'];

function kindOf(column: unknown): Actor['kind'] {
  const kind = KINDS.find((known) => known === column);
  if (kind === undefined) throw new StoreError('row-unreadable');
  return kind;
}

function toRow(row: DatabaseRow): AuditRow {
  const at = Number(row['at']);
  return {
    number: Number(row['number']),
    at,
    actor: { kind: kindOf(row['actor_kind']), name: String(row['actor_name']) },
    action: String(row['action']),
    subject: String(row['subject']),
    facts: factsOf(parseColumn(row['facts'])),
    times: Number(row['times']),
    lastAt: Number(row['last_at'] ?? at),
  };
}

function factsOf(data: unknown): AuditRow['facts'] {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return Object.fromEntries(
    entries.map(([name, value]: [string, unknown]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}
