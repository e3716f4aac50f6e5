import type { SeenAttribute } from '#shared/api/seen-attributes.ts';
import { type Database, inOneStep } from './database.ts';

/** The part of the store that remembers which attributes came, by name and count; values are never kept. */
export interface SeenAttributesStore {
  /** Counts each name once; beyond a bound of each connection, those that did not come for longest are forgotten. */
  countAttributes(connection: string, names: readonly AttributeNames[], now: number): Promise<void>;
  /** Those of a connection, by name. */
  listAttributes(connection: string): Promise<readonly SeenAttribute[]>;
}

/** What an attribute is called. */
export type AttributeNames = Pick<SeenAttribute, 'name' | 'friendlyName' | 'nameFormat'>;

/** Names of one connection: an IdP sends some ten, and what it makes up anew at each login must not fill the disk. */
const MAX_NAMES = 500;

/** Of one name: a longer one is not kept. */
const MAX_CHARS = 400;

/** Its table. */
export const SEEN_ATTRIBUTES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS seen_attributes (
    connection TEXT NOT NULL, name TEXT NOT NULL, friendly_name TEXT, name_format TEXT,
    logins INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, PRIMARY KEY (connection, name)
  ) STRICT, WITHOUT ROWID;
`;

/** Seen attributes in SQLite. */
export function seenAttributesIn(database: Database): SeenAttributesStore {
  const count = database.prepare(
    `INSERT INTO seen_attributes (connection, name, friendly_name, name_format, logins, last_seen_at)
     VALUES (?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT DO UPDATE
     SET logins = logins + 1, last_seen_at = ?5, friendly_name = ?3, name_format = ?4`,
  );
  const forget = database.prepare(
    `DELETE FROM seen_attributes WHERE connection = ?1 AND name IN (
       SELECT name FROM seen_attributes WHERE connection = ?1 ORDER BY last_seen_at DESC, name LIMIT -1 OFFSET ${MAX_NAMES})`,
  );
  const list = database.prepare(
    'SELECT name, friendly_name, name_format, logins, last_seen_at FROM seen_attributes WHERE connection = ? ORDER BY name',
  );
  return {
    countAttributes: async (connection, names, now) => {
      const distinct = new Map(names.filter(isKept).map((each) => [each.name, each]));
      if (distinct.size === 0) return;
      inOneStep(database, () => {
        for (const { name, friendlyName, nameFormat } of [...distinct.values()].slice(0, MAX_NAMES))
          count.run(connection, name, friendlyName, nameFormat, now);
        forget.run(connection);
      });
    },
    listAttributes: async (connection) =>
      list.all(connection).map((row) => ({
        name: String(row['name']),
        friendlyName: textOrNull(row['friendly_name']),
        nameFormat: textOrNull(row['name_format']),
        logins: Number(row['logins']),
        lastSeenAt: Number(row['last_seen_at']),
      })),
  };
}

function isKept({ name, friendlyName, nameFormat }: AttributeNames): boolean {
  return [name, friendlyName ?? '', nameFormat ?? ''].every((text) => text.length <= MAX_CHARS);
}

function textOrNull(column: unknown): string | null {
  return typeof column === 'string' ? column : null;
}
