import { createHash } from 'node:crypto';
import type { CompanionConfig } from '#server/config/config.ts';

/** A connection as an entry of the configuration file would hold it, as plain data. */
export type ConnectionDocument = Readonly<Record<string, unknown>>;

/**
 * What was read: a document's content in 12 characters. Two documents that are alike have the same, whatever the order
 * of their keys.
 */
export function contentHash(document: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(document)))
    .digest('hex')
    .slice(0, 12);
}

/** Every text in it, wherever it stands. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  // A list of pairs: a map would bring keys that are numbers to the front, and `__proto__` nowhere.
  return ['map', entries.map(([key, child]) => [key, sorted(child)])];
}

/** The entries of a file by prefix, as they stand there. */
export function documentsOf(config: CompanionConfig): ReadonlyMap<string, ConnectionDocument> {
  return new Map(config.documents.map((document, index) => [config.connections[index]?.prefix ?? '', document]));
}
