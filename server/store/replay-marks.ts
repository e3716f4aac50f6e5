import { createHash } from 'node:crypto';
import { type Database, inOneStep } from './database.ts';
import type { ReplayMark, Store } from './store.ts';
import { StoreError } from './store-error.ts';

type MarkPart = Pick<Store, 'once' | 'wasOnce'>;

/**
 * What was accepted once. A mark goes only by `forgetMarks`, and what goes leaves behind up to when: whatever ends by
 * then could have been marked, so it is never taken for new again. That holds whatever a clock says; the clock decides
 * only when marks go (`clock-readings.ts`).
 *
 * @param limit marks of one kind and issuer; the counts are kept beside the table, because counting millions of rows at
 *   each login would cost more than the login
 */
export function replayMarksIn(database: Database, limit: number): MarkPart & { forgetMarks(until: number): void } {
  const insert = database.prepare('INSERT OR IGNORE INTO once (kind, id, issuer, expires_at) VALUES (?, ?, ?, ?)');
  const find = database.prepare('SELECT 1 FROM once WHERE kind = ? AND id = ?');
  const horizon = database.prepare('SELECT until FROM forgotten WHERE kind = ? AND issuer = ?');
  const note = database.prepare(
    `INSERT INTO forgotten (kind, issuer, until)
     SELECT kind, issuer, max(expires_at) FROM once WHERE expires_at <= ? GROUP BY kind, issuer
     ON CONFLICT (kind, issuer) DO UPDATE SET until = max(until, excluded.until)`,
  );
  const drop = database.prepare('DELETE FROM once WHERE expires_at <= ? RETURNING kind, issuer');
  const counts = new Map<string, number>();
  const count = (kind: string, issuer: string, change: number): void => {
    const key = `${kind} ${issuer}`;
    counts.set(key, (counts.get(key) ?? 0) + change);
  };
  const all = database.prepare('SELECT kind, issuer, count(*) AS n FROM once GROUP BY kind, issuer');
  for (const { kind, issuer, n } of all.all()) count(String(kind), String(issuer), Number(n));
  return {
    once: async (mark, expiresAt) => {
      const { kind, issuer } = mark;
      const id = idOf(mark);
      if (find.get(kind, id) !== undefined) return 'used';
      if (expiresAt <= Number(horizon.get(kind, issuer)?.['until'] ?? Number.NEGATIVE_INFINITY)) return 'forgotten';
      if ((counts.get(`${kind} ${issuer}`) ?? 0) >= limit) throw new StoreError('store-full', { limit });
      if (insert.run(kind, id, issuer, expiresAt).changes !== 1) return 'used';
      count(kind, issuer, 1);
      return 'new';
    },
    wasOnce: async (mark) => find.get(mark.kind, idOf(mark)) !== undefined,
    forgetMarks: (until) => {
      const gone = inOneStep(database, () => {
        note.run(until);
        return drop.all(until);
      });
      for (const { kind, issuer } of gone) count(String(kind), String(issuer), -1);
    },
  };
}

/** Longer ones are kept as their hash: an IdP chooses its IDs, and a mark must cost the same whatever it chooses. */
const MAX_ID = 256;

function idOf({ issuer, id }: ReplayMark): string {
  const whole = `${issuer} ${id}`;
  return whole.length <= MAX_ID ? whole : createHash('sha256').update(whole).digest('base64url');
}
