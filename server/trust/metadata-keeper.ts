import type { Log } from '#server/log/log.ts';
import type { Store } from '#server/store/store.ts';
import type { MetadataAnswer } from '#shared/api/connections.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { momentWords } from '#shared/base/instant.ts';
import { type MetadataSource, sourceKey } from './metadata-source.ts';
import {
  type MetadataReading,
  type ReadableSource,
  type ReadingEnvironment,
  readMetadata,
  searchMetadata,
} from './read-metadata.ts';
import { nextAttempt, nextRefresh, REFRESH_TIMES, type RefreshTimes } from './refresh-times.ts';
import type { TakenIdp } from './taken-idp.ts';
import { TrustError } from './trust-error.ts';

/** What keeping metadata needs; times and limits are a test's to change. */
export interface KeeperEnvironment extends ReadingEnvironment {
  readonly store: Pick<Store, 'keptMetadata' | 'keepMetadata'>;
  readonly log: Log;
  readonly times?: RefreshTimes;
}

/** How the metadata of one connection stands. Times in milliseconds since the epoch. */
export interface MetadataStatus {
  readonly kind: MetadataSource['kind'];
  /** Address or path; null for text. */
  readonly from: string | null;
  /** When what is at work was read; null: nothing is. */
  readonly fetchedAt: number | null;
  /** Why the last attempt came to nothing; null: it came to something. */
  readonly problem: string | null;
  /** When it is looked at again; null: never by itself. */
  readonly nextAt: number | null;
  readonly validUntil: number | null;
  /** SHA-256 of the certificate that signed it; null: nobody has to. */
  readonly signer: string | null;
}

interface Followed extends ReadableSource {
  readonly key: string;
  timer: NodeJS.Timeout | null;
  nextAt: number | null;
  failures: number;
  problem: string | null;
}

/** Puts what was read to work; `take` gives it within `trying`. */
type TakeOver = (
  prefix: string,
  isByHand: boolean,
  trying: (work: () => Promise<void>) => Promise<void>,
) => Promise<void>;

/** What was fetched for a trial is what is taken over, if that comes soon. */
const TRIED_FOR = 10 * 60_000;
const MAX_TRIED = 20;

/** Milliseconds that somebody waits at most: a start, or an administrator. */
const PATIENCE = 10_000;

/**
 * The metadata of every connection's identity provider: taken from file, text or address, kept for when its source is
 * down, and looked at again in the background. Whoever uses it (`onChange`) decides whether something new can be put to
 * work; until then, and if it cannot, what was there before stays.
 */
export class MetadataKeeper {
  readonly #environment: KeeperEnvironment;
  readonly #times: RefreshTimes;
  readonly #atWork = new Map<string, MetadataReading & { readonly key: string }>();
  readonly #proposed = new Map<string, MetadataReading & { readonly key: string }>();
  readonly #tried = new Map<string, MetadataReading>();
  readonly #wanted = new Map<string, ReadableSource>();
  readonly #followed = new Map<string, Followed>();
  #onChange: TakeOver = async () => undefined;
  #isClosed = false;

  constructor(environment: KeeperEnvironment) {
    this.#environment = environment;
    this.#times = environment.times ?? REFRESH_TIMES;
  }

  /**
   * Who is told when something new was read, in the background or by hand. It asks `take` again, within `trying` and
   * while nobody else tries anything, and throws where it cannot be used.
   */
  onChange(use: TakeOver): void {
    this.#onChange = use;
  }

  /**
   * The identity provider of a connection. From an address: what is at work or was kept, if its time is not over, and
   * otherwise what the address has now.
   *
   * @param isTrial true: nothing is kept for the connection
   * @throws WorkbenchError `metadata-ended`, of `fetchMetadata` and of `takeIdp`
   */
  async take(prefix: string, readable: ReadableSource, isTrial: boolean): Promise<TakenIdp> {
    const { source } = readable;
    const key = sourceKey(source);
    if (!isTrial) this.#wanted.set(prefix, readable);
    const known = [this.#proposed.get(prefix), source.kind === 'address' ? this.#atWork.get(prefix) : undefined];
    const found = known.find((reading) => reading?.key === key && !this.#isOver(reading.taken));
    if (found !== undefined) return found.taken;
    const reading =
      (source.kind === 'address' ? await this.#kept(prefix, key) : null) ??
      (await readMetadata(readable, null, this.#environment, PATIENCE));
    if (reading === null) throw new RangeError('nothing was said to be known');
    this.#refuseOver(reading.taken);
    if (isTrial) this.#remember(key, reading);
    else await this.#putToWork(prefix, source, reading);
    return reading.taken;
  }

  /** Looks after these connections from now on, and after no others. */
  follow(prefixes: readonly string[]): void {
    for (const prefix of this.#followed.keys()) if (!prefixes.includes(prefix)) this.#forget(prefix);
    for (const prefix of prefixes) {
      const readable = this.#wanted.get(prefix);
      if (readable === undefined) this.#forget(prefix);
      else this.#followOne(prefix, readable);
    }
  }

  /** Null: the connection's configuration spells its identity provider out. */
  status(prefix: string): MetadataStatus | null {
    const followed = this.#followed.get(prefix);
    if (followed === undefined) return null;
    const { source, nextAt, problem, key } = followed;
    const reading = this.#atWork.get(prefix);
    const taken = reading?.key === key ? reading.taken : null;
    return {
      kind: source.kind,
      from: source.kind === 'text' ? null : source.metadata,
      fetchedAt: taken === null ? null : (reading?.at ?? null),
      problem,
      nextAt,
      validUntil: taken?.validUntil ?? null,
      signer: taken?.signer ?? null,
    };
  }

  /**
   * Reads what the source has now, without putting it to work.
   * @throws WorkbenchError `metadata-not-fetched`, and those of `take`
   */
  async look(prefix: string): Promise<MetadataReading> {
    const followed = this.#followed.get(prefix);
    if (followed === undefined || followed.source.kind === 'text')
      throw new TrustError('metadata-not-fetched', { prefix });
    const reading = await readMetadata(followed, null, this.#environment);
    if (reading === null) throw new RangeError('nothing was said to be known');
    this.#refuseOver(reading.taken);
    return reading;
  }

  /**
   * Puts to work what was read, unless whoever uses it says no.
   * @throws WorkbenchError of `onChange`; everything is as it was then
   */
  async use(prefix: string, reading: MetadataReading, isByHand: boolean): Promise<void> {
    const followed = this.#followed.get(prefix);
    if (followed === undefined) throw new TrustError('metadata-not-fetched', { prefix });
    await this.#onChange(prefix, isByHand, (work) => this.trying(prefix, reading, work));
    await this.#putToWork(prefix, followed.source, reading);
    this.#succeeded(prefix, followed, reading.taken);
  }

  /**
   * While the work lasts, `take` gives what was read, and afterwards what it gave before. One such work at a time for each
   * connection: the end of another would take this one's reading away.
   */
  async trying<Result>(prefix: string, reading: MetadataReading, work: () => Promise<Result>): Promise<Result> {
    const key = this.#followed.get(prefix)?.key ?? '';
    this.#proposed.set(prefix, { ...reading, key });
    try {
      return await work();
    } finally {
      this.#proposed.delete(prefix);
    }
  }

  /** `searchMetadata` with what this keeper reads by. */
  search(source: Parameters<typeof searchMetadata>[0], search: string): Promise<MetadataAnswer> {
    return searchMetadata(source, search, this.#environment);
  }

  /** Looks after nothing any more. */
  close(): void {
    this.#isClosed = true;
    for (const prefix of [...this.#followed.keys()]) this.#forget(prefix);
  }

  #followOne(prefix: string, readable: ReadableSource): void {
    const key = sourceKey(readable.source);
    const before = this.#followed.get(prefix);
    if (before?.key === key) return;
    this.#forget(prefix);
    const followed = { ...readable, key, timer: null, nextAt: null, failures: 0, problem: null };
    this.#followed.set(prefix, followed);
    const reading = this.#atWork.get(prefix);
    if (reading?.key === key) this.#schedule(prefix, followed, this.#untilNext(followed, reading.taken, reading.at));
    else this.#schedule(prefix, followed, nextAttempt(1, this.#times, Math.random()));
  }

  #untilNext({ source }: ReadableSource, taken: TakenIdp, at: number): number {
    if (source.kind === 'file') return this.#times.file;
    const now = this.#environment.clock();
    // What was kept over a restart may have been due long ago.
    return Math.max(0, nextRefresh(taken, at, this.#times, Math.random()) - (now - at));
  }

  #schedule(prefix: string, followed: Followed, wait: number): void {
    if (followed.timer !== null) clearTimeout(followed.timer);
    if (this.#isClosed || followed.source.kind === 'text') return;
    followed.nextAt = this.#environment.clock() + wait;
    followed.timer = setTimeout(() => void this.#refresh(prefix, followed), wait);
    followed.timer.unref();
  }

  #forget(prefix: string): void {
    const followed = this.#followed.get(prefix);
    if (followed?.timer) clearTimeout(followed.timer);
    this.#followed.delete(prefix);
  }

  /** Never throws: what goes wrong is in the log and in the status, and is tried again. */
  async #refresh(prefix: string, followed: Followed): Promise<void> {
    const { log } = this.#environment;
    try {
      const before = this.#atWork.get(prefix);
      const known = before?.key === followed.key ? before : null;
      const reading = await readMetadata(followed, known, this.#environment);
      if (this.#followed.get(prefix) !== followed) return;
      if (reading === null && known !== null) {
        this.#refuseOver(known.taken);
        await this.#putToWork(prefix, followed.source, { ...known, at: this.#environment.clock() });
        this.#succeeded(prefix, followed, known.taken);
      } else if (reading !== null) {
        this.#refuseOver(reading.taken);
        await this.use(prefix, reading, false);
      }
    } catch (error) {
      if (this.#followed.get(prefix) !== followed) return;
      if (!(error instanceof WorkbenchError)) log.error('metadata-refresh-failed', error, { connection: prefix });
      else log.warn('metadata-refresh-failed', { connection: prefix, code: error.code, reason: error.message });
      followed.failures += 1;
      followed.problem =
        error instanceof WorkbenchError ? error.message : 'This is a defect of the companion: its log has more.';
      this.#schedule(prefix, followed, nextAttempt(followed.failures, this.#times, Math.random()));
    }
  }

  #succeeded(prefix: string, followed: Followed, taken: TakenIdp): void {
    followed.failures = 0;
    followed.problem = null;
    this.#schedule(prefix, followed, this.#untilNext(followed, taken, this.#environment.clock()));
  }

  /** What was read for a trial a moment ago, or kept in the store by an earlier run. */
  async #kept(prefix: string, key: string): Promise<MetadataReading | null> {
    const tried = this.#tried.get(key);
    const { clock, store } = this.#environment;
    if (tried !== undefined && clock() - tried.at < TRIED_FOR && !this.#isOver(tried.taken)) return tried;
    const row = await store.keptMetadata(prefix, key);
    if (row === null || this.#isOver(row)) return null;
    const { entityId, xml, validUntil, cacheDuration, signer, fetchedAt } = row;
    return { taken: { entityId, xml, validUntil, cacheDuration, signer }, hash: '', etag: null, at: fetchedAt };
  }

  #remember(key: string, reading: MetadataReading): void {
    this.#tried.delete(key);
    this.#tried.set(key, reading);
    const [oldest] = this.#tried.keys();
    if (this.#tried.size > MAX_TRIED && oldest !== undefined) this.#tried.delete(oldest);
  }

  async #putToWork(prefix: string, source: MetadataSource, reading: MetadataReading): Promise<void> {
    const key = sourceKey(source);
    this.#atWork.set(prefix, { ...reading, key });
    // Files and text are there at the next start by themselves.
    if (source.kind !== 'address') return;
    await this.#environment.store.keepMetadata({ prefix, source: key, ...reading.taken, fetchedAt: reading.at });
  }

  #isOver({ validUntil }: Pick<TakenIdp, 'validUntil'>): boolean {
    return validUntil !== null && validUntil <= this.#environment.clock();
  }

  #refuseOver(taken: TakenIdp): void {
    if (this.#isOver(taken)) throw new TrustError('metadata-ended', { end: momentWords(taken.validUntil) });
  }
}
