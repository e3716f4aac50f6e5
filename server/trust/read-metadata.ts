import { createHash } from 'node:crypto';
import type { FetchLimits } from '#server/outgoing/fetch-guarded.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import type { MetadataAnswer } from '#shared/api/connections.ts';
import type { Clock } from '#shared/base/clock.ts';
import { FETCH_LIMITS, fetchMetadata } from './fetch-metadata.ts';
import { searchIdps } from './list-idps.ts';
import { kindOfSource, type MetadataSource } from './metadata-source.ts';
import { type TakenIdp, takeIdp } from './taken-idp.ts';

/** What reading needs; limits are a test's to change. */
export interface ReadingEnvironment {
  readonly clock: Clock;
  readonly threads: ThreadPool;
  readonly limits?: FetchLimits;
}

/** A source and, for a file, how it is read. */
export interface ReadableSource {
  readonly source: MetadataSource;
  readonly readFile: () => Promise<string>;
}

/** Metadata that was read, and what it was read from. */
export interface MetadataReading {
  readonly taken: TakenIdp;
  /** Of the text, so that the same is known again. */
  readonly hash: string;
  readonly etag: string | null;
  readonly at: number;
}

/**
 * Reads the metadata that a source has now.
 *
 * @param known what was read before; null: nothing
 * @param patience milliseconds that somebody waits at most, where that is less than the limits say
 * @returns null: it is what is known
 * @throws WorkbenchError of `fetchMetadata` and of `takeIdp`
 */
export async function readMetadata(
  { source, readFile }: ReadableSource,
  known: MetadataReading | null,
  { threads, clock, limits = FETCH_LIMITS }: ReadingEnvironment,
  patience = Number.POSITIVE_INFINITY,
): Promise<MetadataReading | null> {
  const fetched = await textOf(source, readFile, known?.etag ?? null, {
    ...limits,
    time: Math.min(limits.time, patience),
  });
  if (fetched === null) return null;
  const hash = createHash('sha256').update(fetched.text).digest('hex');
  if (hash === known?.hash) return null;
  const { entityId, signers } = source;
  const taken = await takeIdp({ text: fetched.text, entityId, signers }, threads);
  return { taken, hash, etag: fetched.etag, at: clock() };
}

/**
 * Which identity providers there are at an address, or in a text.
 * @throws WorkbenchError of `fetchMetadata` and of `searchIdps`
 */
export async function searchMetadata(
  { metadata, hosts, signers }: Pick<MetadataSource, 'metadata' | 'hosts' | 'signers'>,
  search: string,
  { threads, limits = FETCH_LIMITS }: ReadingEnvironment,
): Promise<MetadataAnswer> {
  // A path is never read here: what is asked for is an address or a text.
  const kind = kindOfSource(metadata) === 'text' ? 'text' : 'address';
  const source = { kind, metadata, hosts, signers, entityId: undefined } as const;
  const found = await textOf(source, async () => '', null, limits);
  return searchIdps({ text: found?.text ?? '', signers, search }, threads);
}

async function textOf(
  { kind, metadata, hosts }: MetadataSource,
  readFile: () => Promise<string>,
  etag: string | null,
  limits: FetchLimits,
): Promise<{ readonly text: string; readonly etag: string | null } | null> {
  if (kind === 'text') return { text: metadata, etag: null };
  if (kind === 'file') return { text: await readFile(), etag: null };
  const fetched = await fetchMetadata(metadata, { hosts, etag, limits });
  return fetched.isNew ? fetched : null;
}
