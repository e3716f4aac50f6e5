import type { Actor } from '#shared/api/audit.ts';
import type { Database, DatabaseRow } from './database.ts';
import { parseColumn } from './parse-column.ts';
import type { AuditRow, Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** What was written is never changed and never removed, whatever of this program asks for it. */
export const AUDIT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor_name TEXT NOT NULL,
    action TEXT NOT NULL, subject TEXT NOT NULL, facts TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
`;

type AuditPart = Pick<Store, 'addAudit' | 'listAudit'>;

/** The audit: lines are added, and listed by their number. */
export function auditIn(database: Database): AuditPart {
  const add = database.prepare(
    'INSERT INTO audit (at, actor_kind, actor_name, action, subject, facts) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const list = database.prepare('SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?');
  return {
    addAudit: async ({ at, actor, action, subject, facts }) => {
      add.run(at, actor.kind, actor.name, action, subject, JSON.stringify(facts));
    },
    listAudit: async (before, limit) => list.all(before ?? Number.MAX_SAFE_INTEGER, limit).map(toRow),
  };
}

const KINDS: readonly Actor['kind'][] = ['token', 'console', 'user', 'client', 'companion'];

function toRow(row: DatabaseRow): AuditRow {
  const kind = KINDS.find((known) => known === row['actor_kind']);
  if (kind === undefined) throw new StoreError('row-unreadable');
  return {
    number: Number(row['number']),
    at: Number(row['at']),
    actor: { kind, name: String(row['actor_name']) },
    action: String(row['action']),
    subject: String(row['subject']),
    facts: factsOf(parseColumn(row['facts'])),
  };
}

function factsOf(data: unknown): AuditRow['facts'] {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return Object.fromEntries(
    entries.map(([name, value]: [string, unknown]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}
