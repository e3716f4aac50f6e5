import { createHash } from 'node:crypto';
import { type Database, inOneStep } from './database.ts';
import { parseColumn } from './parse-column.ts';

/** What rules and access table said to somebody who wanted something, as it is kept. */
export interface StoredDecision {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Prefix. */
  readonly connection: string;
  /** `DIRECTORY\user` */
  readonly user: string;
  /** `App_sales` */
  readonly resource: string;
  readonly action: string;
  readonly allowed: boolean;
  /** Names of the rules that allowed it. */
  readonly by: readonly string[];
  /** Numbers of the rows of the access table that applied. */
  readonly rows: readonly number[];
  /** Code of why not; empty where it was allowed. */
  readonly reason: string;
}

/** What is noted beside a decision. */
export interface DecisionNotes {
  /** A mark of each value that the user carried, which does not tell the value. */
  readonly carried: readonly string[];
  /** Rules that had a part in it, each with what it allowed. */
  readonly used: readonly Pick<RuleUse, 'rule' | 'resource'>[];
  /** What rules and access table saw of the user, values and all, as plain data; left out: it is not kept. */
  readonly seenAs?: unknown;
}

/** A decision of a list. */
export interface ListedDecision extends StoredDecision {
  readonly number: number;
  /** What names what the user was seen as (`decidedAs`); null: that is not kept. */
  readonly seenAs: string | null;
}

/** Who carried a value, and when first and last. */
export interface Carrier {
  readonly user: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** How a rule was used for a resource. */
export interface RuleUse {
  readonly rule: string;
  readonly resource: string;
  readonly count: number;
  readonly lastAt: number;
}

/** The part of the store that keeps decisions. */
export interface DecisionStore {
  /** Keeps a decision until its time has come, and notes which rules it used, and who carried what. */
  addDecision(decision: StoredDecision, notes: DecisionNotes, expiresAt: number): Promise<void>;
  /** The newest first, with lower numbers than `before`; null: from the newest on. */
  listDecisions(
    search: { readonly connection: string; readonly before: number | null; readonly limit: number },
    now: number,
  ): Promise<readonly ListedDecision[]>;
  /** What a decision's user was seen as, by what its `seenAs` says; null: it is not kept any more. */
  decidedAs(connection: string, seenAs: string): Promise<unknown>;
  /** How the rules of a connection were used, as long as decisions are kept. */
  listRuleUse(connection: string): Promise<readonly RuleUse[]>;
  /** Since when decisions of a connection are kept; null: none was. */
  decisionsSince(connection: string): Promise<number | null>;
  /** Who carried a value, whoever did last first. */
  listCarriers(connection: string, mark: string, limit: number): Promise<readonly Carrier[]>;
}

/** Decisions of all connections together, and who carried what: beyond, the oldest go. */
const MAX_DECISIONS = 1_000_000;
const MAX_CARRIED = 500_000;
/** Of what users were seen as, each kept once; whoever comes again with the same values takes no more room. */
const MAX_SEEN = 200_000;
/** So many come before it is looked whether there are too many. */
const LOOK_EVERY = 1000;

/** Its tables. */
export const DECISION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, connection TEXT NOT NULL, user TEXT NOT NULL,
    resource TEXT NOT NULL, action TEXT NOT NULL, allowed INTEGER NOT NULL, data TEXT NOT NULL, expires_at INTEGER NOT NULL,
    seen_as TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS decisions_by_connection ON decisions (connection, number);
  CREATE INDEX IF NOT EXISTS decisions_by_end ON decisions (expires_at);
  CREATE TABLE IF NOT EXISTS rule_use (
    connection TEXT NOT NULL, rule TEXT NOT NULL, resource TEXT NOT NULL, count INTEGER NOT NULL, last_at INTEGER NOT NULL,
    PRIMARY KEY (connection, rule, resource)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS recorded_since (connection TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS carried (
    connection TEXT NOT NULL, mark TEXT NOT NULL, user TEXT NOT NULL,
    first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (connection, mark, user)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS carried_by_end ON carried (expires_at);
  CREATE TABLE IF NOT EXISTS decided_as (
    connection TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (connection, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS decided_as_by_end ON decided_as (expires_at);
`;

/** Decisions in SQLite. */
export function decisionsIn(database: Database): DecisionStore & { pruneDecisions(now: number): void } {
  const add = adder(database);
  const list = database.prepare(
    'SELECT * FROM decisions WHERE connection = ? AND number < ? AND expires_at > ? ORDER BY number DESC LIMIT ?',
  );
  const use = database.prepare('SELECT rule, resource, count, last_at FROM rule_use WHERE connection = ?');
  const since = database.prepare('SELECT at FROM recorded_since WHERE connection = ?');
  const carriers = database.prepare(
    'SELECT user, first_at, last_at FROM carried WHERE connection = ? AND mark = ? ORDER BY last_at DESC, user LIMIT ?',
  );
  const as = database.prepare('SELECT data FROM decided_as WHERE connection = ? AND id = ?');
  const prune = ['decisions', 'carried', 'decided_as'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
  );
  return {
    addDecision: add,
    listDecisions: async ({ connection, before, limit }, now) =>
      list.all(connection, before ?? Number.MAX_SAFE_INTEGER, now, limit).map((row) => ({
        ...{ number: Number(row['number']), at: Number(row['at']), connection, user: String(row['user']) },
        ...{ resource: String(row['resource']), action: String(row['action']), allowed: row['allowed'] === 1 },
        ...readData(row['data']),
        seenAs: typeof row['seen_as'] === 'string' ? row['seen_as'] : null,
      })),
    decidedAs: async (connection, seenAs) => parseColumn(as.get(connection, seenAs)?.['data'] ?? 'null'),
    listRuleUse: async (connection) =>
      use.all(connection).map((row) => ({
        rule: String(row['rule']),
        resource: String(row['resource']),
        count: Number(row['count']),
        lastAt: Number(row['last_at']),
      })),
    decisionsSince: async (connection) => {
      const at = since.get(connection)?.['at'];
      return at === undefined ? null : Number(at);
    },
    listCarriers: async (connection, mark, limit) =>
      carriers.all(connection, mark, limit).map((row) => ({
        user: String(row['user']),
        firstAt: Number(row['first_at']),
        lastAt: Number(row['last_at']),
      })),
    pruneDecisions: (now) => {
      for (const statement of prune) statement.run(now);
    },
  };
}

function adder(database: Database): DecisionStore['addDecision'] {
  const insert = database.prepare(
    `INSERT INTO decisions (at, connection, user, resource, action, allowed, data, expires_at, seen_as)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const see = database.prepare(
    `INSERT INTO decided_as VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET expires_at = max(expires_at, ?4)`,
  );
  const begin = database.prepare('INSERT OR IGNORE INTO recorded_since VALUES (?, ?)');
  const count = database.prepare(
    `INSERT INTO rule_use VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT DO UPDATE
     SET count = count + 1, last_at = max(last_at, ?4)`,
  );
  const carry = database.prepare(
    `INSERT INTO carried VALUES (?1, ?2, ?3, ?4, ?4, ?5) ON CONFLICT DO UPDATE
     SET last_at = max(last_at, ?4), expires_at = max(expires_at, ?5)`,
  );
  const forgetOldest = [
    database.prepare('DELETE FROM decisions WHERE number <= (SELECT max(number) FROM decisions) - ?'),
    ...['carried', 'decided_as'].map((table) =>
      database.prepare(
        `DELETE FROM ${table} WHERE expires_at < (SELECT expires_at FROM ${table} ORDER BY expires_at DESC LIMIT 1 OFFSET ?)`,
      ),
    ),
  ];
  let added = 0;
  return async ({ at, connection, user, resource, action, allowed, ...data }, { carried, used, seenAs }, expiresAt) => {
    const seen = seenAs === undefined ? null : JSON.stringify(seenAs);
    const id = seen === null ? null : createHash('sha256').update(seen).digest('base64url').slice(0, 22);
    inOneStep(database, () => {
      insert.run(at, connection, user, resource, action, allowed ? 1 : 0, JSON.stringify(data), expiresAt, id);
      if (seen !== null && id !== null) see.run(connection, id, seen, expiresAt);
      begin.run(connection, at);
      for (const one of used) count.run(connection, one.rule, one.resource, at);
      for (const mark of carried) carry.run(connection, mark, user, at, expiresAt);
      added += 1;
      if (added % LOOK_EVERY !== 0) return;
      forgetOldest[0]?.run(MAX_DECISIONS);
      forgetOldest[1]?.run(MAX_CARRIED);
      forgetOldest[2]?.run(MAX_SEEN);
    });
  };
}

function readData(column: unknown): Pick<StoredDecision, 'by' | 'rows' | 'reason'> {
  const data = parseColumn(column);
  const read: Readonly<Record<string, unknown>> = typeof data === 'object' && data !== null ? { ...data } : {};
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return {
    by: list(read['by']).map(String),
    rows: list(read['rows']).map(Number),
    reason: String(read['reason'] ?? ''),
  };
}
