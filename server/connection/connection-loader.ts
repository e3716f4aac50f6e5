import type { CompanionConfig } from '#server/config/config.ts';
import { readEntry } from '#server/config/read-entry.ts';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { MetadataKeeper } from '#server/trust/metadata-keeper.ts';
import { TrustError } from '#server/trust/trust-error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { type ConnectionDocument, documentsOf } from './connection-document.ts';
import { type ConnectionPlace, loadConnection, placeInConsole, placeInFile } from './load-connection.ts';
import { makeService } from './make-service.ts';
import { type RegisteredConnection, revisionOf } from './registered-connection.ts';
import type { CompanionEnvironment, Service } from './service.ts';

/** Makes connections of the configuration file and of the documents in the store; it keeps none. */
export class ConnectionLoader {
  readonly #environment: CompanionEnvironment;
  readonly #metadata: MetadataKeeper;
  readonly #found: (prefix: string) => RegisteredConnection | null;
  readonly #isStarting: () => boolean;

  /**
   * @param found what is at work for a prefix at the moment
   * @param isStarting whether nothing is at work yet
   */
  constructor(
    environment: CompanionEnvironment,
    metadata: MetadataKeeper,
    found: (prefix: string) => RegisteredConnection | null,
    isStarting: () => boolean,
  ) {
    this.#environment = environment;
    this.#metadata = metadata;
    this.#found = found;
    this.#isStarting = isStarting;
  }

  /** Everything that the file and the store have, side by side. @throws WorkbenchError for the first thing that is wrong in the file */
  async loadAll(config: CompanionConfig): Promise<ReadonlyMap<string, RegisteredConnection>> {
    const newest = new Map((await this.#environment.store.newestConnections()).map((one) => [one.prefix, one]));
    const prefixes = [...new Set([...documentsOf(config).keys(), ...newest.keys()])];
    // Side by side: one whose metadata is slow to come holds up no other.
    const loaded = await Promise.all(
      prefixes.map((prefix) => this.loadOne(config, prefix, newest.get(prefix) ?? null)),
    );
    return new Map(loaded.flatMap((entry) => (entry === null ? [] : [[entry.prefix, entry] as const])));
  }

  /**
   * One of them: its newest document, or the file's entry where it has none; null where nothing is left.
   *
   * @throws WorkbenchError where the file's entry cannot be loaded
   */
  async loadOne(
    config: CompanionConfig,
    prefix: string,
    version: ConnectionVersion | null,
  ): Promise<RegisteredConnection | null> {
    return version === null || version.document === null
      ? this.fromFile(config, prefix, version)
      : this.#fromStore(config, version, version.document);
  }

  /**
   * The file's entry of a prefix; null: it has none.
   *
   * @param isTrial true: no key is made for it, and nothing said in the log
   * @throws WorkbenchError where it cannot be loaded, unless only its metadata is missing and may still come
   */
  async fromFile(
    config: CompanionConfig,
    prefix: string,
    newest: ConnectionVersion | null,
    isTrial = false,
  ): Promise<RegisteredConnection | null> {
    const index = config.connections.findIndex((entry) => entry.prefix === prefix);
    const settings = config.connections[index];
    const document = documentsOf(config).get(prefix);
    if (settings === undefined || document === undefined) return null;
    const place = placeInFile(config, index, this.#common(isTrial));
    const entry = { prefix, document, version: null, inFile: document, revision: revisionOf(newest, document) };
    try {
      const service = await makeService(this.#surroundings(isTrial), await loadConnection(settings, place));
      return { ...entry, service, problem: null };
    } catch (problem) {
      if (!(problem instanceof TrustError) || !this.#mayBeUnusable(prefix)) throw problem;
      this.#noteUnusable(prefix, problem);
      return { ...entry, service: null, problem };
    }
  }

  /** Metadata that cannot be had at the start stops no start, and no reload later; it is asked for again and again. */
  #mayBeUnusable(prefix: string): boolean {
    const before = this.#found(prefix);
    return this.#isStarting() || (before !== null && before.service === null);
  }

  /** What worked a moment ago goes on, where a file that the document names has become unreadable since. */
  async #fromStore(
    config: CompanionConfig,
    version: ConnectionVersion,
    document: ConnectionDocument,
  ): Promise<RegisteredConnection> {
    const { prefix } = version;
    const inFile = documentsOf(config).get(prefix) ?? null;
    const entry = { prefix, document, version, inFile, revision: revisionOf(version, inFile) };
    try {
      // What it names was looked at when it was made.
      const service = await this.serviceOf(config, document, { isTrial: false, mayName: () => true });
      return { ...entry, service, problem: null };
    } catch (problem) {
      if (!(problem instanceof WorkbenchError)) throw problem;
      this.#noteUnusable(prefix, problem);
      return { ...entry, service: this.#found(prefix)?.service ?? null, problem };
    }
  }

  #noteUnusable(prefix: string, { code, message }: WorkbenchError): void {
    this.#environment.log.warn('connection-unusable', { connection: prefix, code, reason: message });
  }

  /**
   * What a document would be at work.
   *
   * @throws WorkbenchError with the one reason why it cannot be used
   */
  async serviceOf(
    config: CompanionConfig,
    document: ConnectionDocument,
    { isTrial, mayName }: Pick<ConnectionPlace, 'isTrial' | 'mayName'>,
  ): Promise<Service> {
    const settings = readEntry(document);
    const place = placeInConsole(config, mayName, this.#common(isTrial));
    return makeService(this.#surroundings(isTrial), await loadConnection(settings, place));
  }

  #common(isTrial: boolean) {
    const { url, clock } = this.#environment;
    const takeIdp: ConnectionPlace['takeIdp'] = (prefix, readable) => this.#metadata.take(prefix, readable, isTrial);
    return { url, clock, isTrial, takeIdp };
  }

  /** What is only tried says nothing in the log. */
  #surroundings(isTrial: boolean): CompanionEnvironment {
    const { log } = this.#environment;
    return isTrial ? { ...this.#environment, log: { ...log, warn: () => undefined } } : this.#environment;
  }
}
