import type { ClientKey } from '#shared/api/client-keys.ts';
import type { Database, DatabaseRow } from './database.ts';
import type { Store } from './store.ts';

/** Revoked ones stay: the audit names them. */
export const CLIENT_KEY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS client_keys (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, made_at INTEGER NOT NULL, made_by TEXT NOT NULL,
    last_used_at INTEGER, revoked_at INTEGER
  ) STRICT, WITHOUT ROWID;
`;

type ClientKeyPart = Pick<Store, 'addClientKey' | 'listClientKeys' | 'useClientKey' | 'revokeClientKey'>;

/** Keys of QPS clients, by the SHA-256 of each. */
export function clientKeysIn(database: Database): ClientKeyPart {
  const add = database.prepare('INSERT INTO client_keys (id, hash, name, made_at, made_by) VALUES (?, ?, ?, ?, ?)');
  const list = database.prepare('SELECT * FROM client_keys ORDER BY made_at DESC, id');
  const find = database.prepare('SELECT * FROM client_keys WHERE hash = ? AND revoked_at IS NULL');
  const touch = database.prepare('UPDATE client_keys SET last_used_at = ?2 WHERE id = ?1');
  const revoke = database.prepare('UPDATE client_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL');
  return {
    addClientKey: async (hash, { id, name, madeAt, madeBy }) => {
      add.run(id, hash, name, madeAt, madeBy);
    },
    listClientKeys: async () => list.all().map(toKey),
    useClientKey: async (hash, now) => {
      const row = find.get(hash);
      if (row === undefined) return null;
      const key = toKey(row);
      if (now - (key.lastUsedAt ?? 0) > HOUR) touch.run(key.id, now);
      return key;
    },
    revokeClientKey: async (id, at) => revoke.run(id, at).changes === 1,
  };
}

/** Its last use is told to the hour: a client may call a hundred times a second, and a read must not become a write. */
const HOUR = 3_600_000;

function toKey(row: DatabaseRow): ClientKey {
  const time = (column: string): number | null => (row[column] === null ? null : Number(row[column]));
  return {
    id: String(row['id']),
    name: String(row['name']),
    madeAt: Number(row['made_at']),
    madeBy: String(row['made_by']),
    lastUsedAt: time('last_used_at'),
    revokedAt: time('revoked_at'),
  };
}
