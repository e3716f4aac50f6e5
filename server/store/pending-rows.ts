import type { Database } from './database.ts';
import { parseColumn } from './parse-column.ts';
import type { Store } from './store.ts';

type PendingPart = Pick<Store, 'addPending' | 'getPending' | 'takePending' | 'dropPending'>;

/** Finding out who holds the most costs a look at every row, so a fourth of what they hold goes at once. */
const FOURTH = 4;

/** Who holds less than a thousandth of the room holds few; where nobody holds more, as many of the oldest go at once. */
const FEW = 1000;

/**
 * What waits for a while. Beyond `limit` entries of one kind room is made by whoever holds the most of them, the oldest
 * first: who holds few is pushed out by nobody who holds more. Only where all hold few the oldest go, whose ever they are.
 */
export function pendingIn(database: Database, limit: number): PendingPart & { prunePending(now: number): void } {
  const put = database.prepare('INSERT INTO pending (kind, id, owner, data, expires_at) VALUES (?, ?, ?, ?, ?)');
  const get = database.prepare('SELECT data FROM pending WHERE kind = ? AND id = ? AND expires_at > ?');
  const take = database.prepare('DELETE FROM pending WHERE kind = ? AND id = ? RETURNING data, expires_at');
  const greatest = database.prepare(
    'SELECT owner, count(*) AS n FROM pending WHERE kind = ? GROUP BY owner ORDER BY n DESC, min(number) LIMIT 1',
  );
  const dropOldest = database.prepare(
    'DELETE FROM pending WHERE number IN (SELECT number FROM pending WHERE kind = ? ORDER BY number LIMIT ?)',
  );
  const dropOldestOf = database.prepare(
    `DELETE FROM pending WHERE number IN
       (SELECT number FROM pending WHERE kind = ? AND owner = ? ORDER BY number LIMIT ?)`,
  );
  const dropOf = database.prepare('DELETE FROM pending WHERE kind = ? AND owner = ?');
  const prune = database.prepare('DELETE FROM pending WHERE expires_at <= ? RETURNING kind');
  const counts = new Map<string, number>();
  const count = (kind: string, change: number): number => {
    const sum = (counts.get(kind) ?? 0) + change;
    counts.set(kind, sum);
    return sum;
  };
  for (const { kind, n } of database.prepare('SELECT kind, count(*) AS n FROM pending GROUP BY kind').all()) {
    count(String(kind), Number(n));
  }
  const makeRoom = (kind: string): void => {
    const found = greatest.get(kind);
    const most = Number(found?.['n'] ?? 0);
    const few = Math.floor(limit / FEW);
    const { changes } =
      most <= few
        ? dropOldest.run(kind, few)
        : dropOldestOf.run(kind, String(found?.['owner'] ?? ''), Math.max(1, Math.floor(most / FOURTH)));
    count(kind, -Number(changes));
  };
  return {
    addPending: async (kind, id, data, { owner, expiresAt }) => {
      if (take.get(kind, id) !== undefined) count(kind, -1);
      put.run(kind, id, owner, JSON.stringify(data), expiresAt);
      if (count(kind, 1) > limit) makeRoom(kind);
    },
    getPending: async (kind, id, now) => parseColumn(get.get(kind, id, now)?.['data']),
    takePending: async (kind, id, now) => {
      const row = take.get(kind, id);
      if (row === undefined) return null;
      count(kind, -1);
      return Number(row['expires_at']) > now ? parseColumn(row['data']) : null;
    },
    dropPending: async (kind, owner) => {
      count(kind, -Number(dropOf.run(kind, owner).changes));
    },
    prunePending: (now) => {
      for (const { kind } of prune.all(now)) count(String(kind), -1);
    },
  };
}
