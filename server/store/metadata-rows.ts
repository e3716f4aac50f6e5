import type { Database } from './database.ts';

/** The metadata of an identity provider as it was good last. Times in milliseconds since the epoch. */
export interface KeptMetadata {
  /** The connection's prefix. */
  readonly prefix: string;
  /** What it was fetched by: address, entity, signers. */
  readonly source: string;
  readonly entityId: string;
  readonly xml: string;
  readonly validUntil: number | null;
  readonly cacheDuration: number | null;
  readonly signer: string | null;
  readonly fetchedAt: number;
}

/** The part of the store that keeps what was fetched, for when its source is down. */
export interface MetadataRows {
  /** Null: nothing was fetched for this connection from this source. */
  keptMetadata(prefix: string, source: string): Promise<KeptMetadata | null>;
  /** Keeps it in place of what was there before, from whatever source. */
  keepMetadata(metadata: KeptMetadata): Promise<void>;
}

export const METADATA_SCHEMA = `
  CREATE TABLE IF NOT EXISTS idp_metadata (
    prefix TEXT PRIMARY KEY, source TEXT NOT NULL, entity_id TEXT NOT NULL, xml TEXT NOT NULL, valid_until INTEGER,
    cache_duration INTEGER, signer TEXT, fetched_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** One row for each connection. */
export function metadataRowsIn(database: Database): MetadataRows {
  const get = database.prepare('SELECT * FROM idp_metadata WHERE prefix = ? AND source = ?');
  const put = database.prepare(
    `INSERT OR REPLACE INTO idp_metadata (prefix, source, entity_id, xml, valid_until, cache_duration, signer, fetched_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    keptMetadata: async (prefix, source) => {
      const row = get.get(prefix, source);
      if (row === undefined) return null;
      const number = (value: unknown): number | null => (value === null ? null : Number(value));
      return {
        prefix,
        source,
        entityId: String(row['entity_id']),
        xml: String(row['xml']),
        validUntil: number(row['valid_until']),
        cacheDuration: number(row['cache_duration']),
        signer: row['signer'] === null ? null : String(row['signer']),
        fetchedAt: Number(row['fetched_at']),
      };
    },
    keepMetadata: async ({ prefix, source, entityId, xml, validUntil, cacheDuration, signer, fetchedAt }) => {
      put.run(prefix, source, entityId, xml, validUntil, cacheDuration, signer, fetchedAt);
    },
  };
}
