import { dirname } from 'node:path';
import type { CompanionConfig, ConnectionSettings } from '#server/config/config.ts';
import { documentError, readEntry } from '#server/config/read-entry.ts';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { ConnectionDocument } from './connection-document.ts';
import { type ConnectionPlace, loadConnection, placeInFile } from './load-connection.ts';
import { makeService } from './make-service.ts';
import { type RegisteredConnection, revisionOf } from './registered-connection.ts';
import type { CompanionEnvironment, Service } from './service.ts';

/** Longer than any session lives: so long the keys of ended ones are remembered. */
const REMEMBERED = 60 * 24 * 60 * 60 * 1000;

/** A document read and put to work, or only tried. */
export interface LoadedDocument {
  readonly settings: ConnectionSettings;
  readonly service: Service;
}

/**
 * The connections of this companion as they are now: those of the configuration file, and the documents of the console,
 * which stand before the file's. It is asked at each request, so a change is at work with the next one, and a request
 * that is under way ends with the connection that it began with. Sessions are in the store and know their prefix only.
 */
export class ConnectionRegistry {
  readonly #environment: CompanionEnvironment;
  #config: CompanionConfig;
  #connections: ReadonlyMap<string, RegisteredConnection> = new Map();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(environment: CompanionEnvironment, config: CompanionConfig) {
    this.#environment = environment;
    this.#config = config;
  }

  /**
   * Loads everything at the start.
   *
   * @throws WorkbenchError for the first thing that is wrong in the file. A stored document that cannot be loaded stops
   *   nothing: the log says so, and requests for it get 503
   */
  static async open(environment: CompanionEnvironment, config: CompanionConfig): Promise<ConnectionRegistry> {
    const registry = new ConnectionRegistry(environment, config);
    registry.#connections = await registry.#loadAll(config);
    return registry;
  }

  get environment(): CompanionEnvironment {
    return this.#environment;
  }

  /** Null: nobody has this prefix. */
  find(prefix: string): RegisteredConnection | null {
    return this.#connections.get(prefix) ?? null;
  }

  /** In the order of the file, then by prefix. */
  all(): readonly RegisteredConnection[] {
    return [...this.#connections.values()];
  }

  /** Those that are at work. */
  services(): readonly Service[] {
    return this.all().flatMap(({ service }) => service ?? []);
  }

  /** The file's entry for a prefix, as plain data; null: it has none. */
  inFile(prefix: string): ConnectionDocument | null {
    return documentsOf(this.#config).get(prefix) ?? null;
  }

  /** All entries of the file. */
  fileDocuments(): readonly ConnectionDocument[] {
    return [...documentsOf(this.#config).values()];
  }

  /** Does one change after the other: what is found at its beginning holds until its end. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Takes what the file says now, all of it or nothing. Sessions of connections that are gone end; all others stay.
   * Call it within `exclusively`.
   *
   * @throws WorkbenchError for the first thing that is wrong; nothing has changed then
   */
  async take(read: CompanionConfig): Promise<void> {
    // The folder is the one that this process began with, whatever the file says now.
    const config = { ...read, stateFolder: this.#config.stateFolder };
    const connections = await this.#loadAll(config);
    this.#config = config;
    await this.#replace(connections);
  }

  /**
   * Reads a document and makes a service of it, which is not yet at work.
   *
   * @param isTrial true: no key is made for it, and nothing said in the log
   * @throws WorkbenchError with the one reason
   */
  async load(document: ConnectionDocument, isTrial: boolean): Promise<LoadedDocument> {
    const settings = readEntry(document);
    const { url, clock, log } = this.#environment;
    const place: ConnectionPlace = {
      url,
      clock,
      isTrial,
      stateFolder: this.#config.stateFolder,
      folder: dirname(this.#config.yaml.fileName),
      wrong: documentError,
    };
    const quiet = { ...this.#environment, log: { ...log, warn: () => undefined } };
    const loaded = await loadConnection(settings, place);
    return { settings, service: await makeService(isTrial ? quiet : this.#environment, loaded) };
  }

  /** Puts a stored version of a connection to work. Call it within `exclusively`. */
  async put(version: ConnectionVersion, { service }: LoadedDocument): Promise<void> {
    const { prefix } = version;
    const inFile = this.inFile(prefix);
    const state = { inFile, revision: revisionOf(version, inFile), service, problem: null };
    const next = new Map(this.#connections);
    next.set(prefix, { prefix, document: version.document ?? {}, version, ...state });
    await this.#replace(next);
  }

  /** Lets the file's entry be at work again after its document was taken back, or nothing. Call it within `exclusively`. */
  async takeBack(version: ConnectionVersion): Promise<void> {
    const next = new Map(this.#connections);
    const entry = await this.#fromFile(this.#config, version.prefix, version);
    if (entry === null) next.delete(version.prefix);
    else next.set(version.prefix, entry);
    await this.#replace(next);
  }

  async #replace(connections: ReadonlyMap<string, RegisteredConnection>): Promise<void> {
    const gone = [...this.#connections.keys()].filter((prefix) => !connections.has(prefix));
    this.#connections = connections;
    const { store, clock, log } = this.#environment;
    for (const prefix of gone) {
      const sessions = await store.revokeSessionsOf(prefix, clock() + REMEMBERED);
      log.info('connection-removed', { connection: prefix, sessions });
    }
  }

  async #loadAll(config: CompanionConfig): Promise<ReadonlyMap<string, RegisteredConnection>> {
    const newest = new Map((await this.#environment.store.newestConnections()).map((one) => [one.prefix, one]));
    const loaded = new Map<string, RegisteredConnection>();
    const inFile = documentsOf(config);
    for (const prefix of new Set([...inFile.keys(), ...newest.keys()])) {
      const version = newest.get(prefix) ?? null;
      const entry =
        version === null || version.document === null
          ? await this.#fromFile(config, prefix, version)
          : await this.#fromStore(version, version.document, inFile.get(prefix) ?? null);
      if (entry !== null) loaded.set(prefix, entry);
    }
    return loaded;
  }

  /** Null: the file has no entry of this prefix. */
  async #fromFile(
    config: CompanionConfig,
    prefix: string,
    newest: ConnectionVersion | null,
  ): Promise<RegisteredConnection | null> {
    const index = config.connections.findIndex((entry) => entry.prefix === prefix);
    const settings = config.connections[index];
    const document = documentsOf(config).get(prefix);
    if (settings === undefined || document === undefined) return null;
    const loaded = await loadConnection(settings, placeInFile(config, index, this.#environment));
    const service = await makeService(this.#environment, loaded);
    const revision = revisionOf(newest, document);
    return { prefix, document, version: null, inFile: document, revision, service, problem: null };
  }

  /** What worked a moment ago goes on, where a file that the document names has become unreadable since. */
  async #fromStore(
    version: ConnectionVersion,
    document: ConnectionDocument,
    inFile: ConnectionDocument | null,
  ): Promise<RegisteredConnection> {
    const { prefix } = version;
    const entry = { prefix, document, version, inFile, revision: revisionOf(version, inFile) };
    try {
      const { service } = await this.load(document, false);
      return { ...entry, service, problem: null };
    } catch (problem) {
      if (!(problem instanceof WorkbenchError)) throw problem;
      this.#environment.log.warn('connection-unusable', {
        connection: prefix,
        code: problem.code,
        reason: problem.message,
      });
      return { ...entry, service: this.find(prefix)?.service ?? null, problem };
    }
  }
}

/** The entries of a file by prefix, as they stand there. */
function documentsOf(config: CompanionConfig): ReadonlyMap<string, ConnectionDocument> {
  return new Map(config.documents.map((document, index) => [config.connections[index]?.prefix ?? '', document]));
}
