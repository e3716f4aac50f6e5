import type * as v from 'valibot';
import type { CompanionConfig, ConsoleLogin } from '#server/config/config.ts';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { MetadataKeeper } from '#server/trust/metadata-keeper.ts';
import type { MetadataReading } from '#server/trust/read-metadata.ts';
import { TrustError } from '#server/trust/trust-error.ts';
import type { METADATA_QUESTION, MetadataAnswer } from '#shared/api/connections.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { type ConnectionDocument, documentsOf, textsIn } from './connection-document.ts';
import { ConnectionError } from './connection-error.ts';
import { ConnectionLoader } from './connection-loader.ts';
import { Departures } from './departures.ts';
import { recordRefresh } from './record-refresh.ts';
import { type RegisteredConnection, revisionOf } from './registered-connection.ts';
import { type CompanionEnvironment, hasIdp, type Service } from './service.ts';

/**
 * Milliseconds for which a connection that the file no longer has may come back with its sessions: a file that was written
 * by halves is written again at once.
 */
const GRACE = 60_000;

/** Longer than any session lives: so long the keys of ended ones are remembered. */
const REMEMBERED = 60 * 24 * 60 * 60 * 1000;

/**
 * The connections of this companion as they are now: those of the configuration file, and the documents of the console,
 * which stand before the file's. It is asked at each request, so a change is at work with the next one, and a request
 * that is under way ends with the connection that it began with. Sessions are in the store and know their prefix only.
 */
export class ConnectionRegistry {
  readonly #environment: CompanionEnvironment;
  readonly metadata: MetadataKeeper;
  #config: CompanionConfig;
  #connections: ReadonlyMap<string, RegisteredConnection> = new Map();
  #isStarting = true;
  #last: Promise<unknown> = Promise.resolve();
  readonly #departures: Departures;
  readonly #loader: ConnectionLoader;

  private constructor(
    environment: CompanionEnvironment,
    config: CompanionConfig,
    metadata: MetadataKeeper,
    grace: number,
  ) {
    this.#environment = environment;
    this.metadata = metadata;
    this.#config = config;
    this.#departures = new Departures(grace);
    this.#loader = new ConnectionLoader(
      environment,
      metadata,
      (prefix) => this.find(prefix),
      () => this.#isStarting,
    );
  }

  /**
   * Loads everything at the start.
   *
   * @throws WorkbenchError for the first thing that is wrong in the file. A stored document that cannot be loaded stops
   *   nothing: the log says so, and requests for it get 503
   */
  static async open(
    environment: CompanionEnvironment,
    config: CompanionConfig,
    metadata: MetadataKeeper,
    grace = GRACE,
  ): Promise<ConnectionRegistry> {
    const registry = new ConnectionRegistry(environment, config, metadata, grace);
    registry.#replace(await registry.#loader.loadAll(config));
    registry.#isStarting = false;
    metadata.onChange((prefix, isByHand, trying) =>
      registry.exclusively(() => trying(() => registry.#useMetadata(prefix, isByHand))),
    );
    return registry;
  }

  get environment(): CompanionEnvironment {
    return this.#environment;
  }

  /** Absolute path of the folder that keys are kept in. */
  get stateFolder(): string {
    return this.#config.stateFolder;
  }

  /** Whose logins may open the console, as the file says now. */
  get consoleLogin(): ConsoleLogin | null {
    return this.#config.consoleLogin;
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

  /** Does one change after the other: what is found at its beginning holds until its end. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Takes what the file says now, all of it or nothing. Connections that are gone are so at once; their sessions end once
   * they were gone for a minute, all others stay. Call it within `exclusively`.
   *
   * @throws WorkbenchError for the first thing that is wrong; nothing has changed then
   */
  async take(read: CompanionConfig): Promise<void> {
    // The folder is the one that this process began with, whatever the file says now.
    const config = { ...read, stateFolder: this.#config.stateFolder };
    const connections = await this.#loader.loadAll(config);
    this.#config = config;
    for (const prefix of this.#replace(connections)) this.#letGo(prefix);
  }

  /**
   * Reads what a prefix would be by a version, which is not yet at work: its document, or the file's entry where it has
   * none; null where nothing is left.
   *
   * @param isTrial true: no key is made for it, and nothing said in the log
   * @throws WorkbenchError with the one reason why it cannot be used
   */
  async prepare(version: ConnectionVersion, isTrial: boolean): Promise<RegisteredConnection | null> {
    const { prefix, document } = version;
    if (document === null) return this.#loader.fromFile(this.#config, prefix, version, isTrial);
    const inFile = this.inFile(prefix);
    const names = new Set([...documentsOf(this.#config).values()].flatMap(textsIn).map((text) => text.trim()));
    const mayName = (path: string): boolean => names.has(path);
    const service = await this.#loader.serviceOf(this.#config, document, { isTrial, mayName });
    return { prefix, document, version, inFile, revision: revisionOf(version, inFile), service, problem: null };
  }

  /** Puts what was prepared to work. Call it within `exclusively`. */
  async put(prefix: string, connection: RegisteredConnection | null): Promise<void> {
    const next = new Map(this.#connections);
    if (connection === null) next.delete(prefix);
    else next.set(prefix, connection);
    for (const gone of this.#replace(next)) await this.#endSessions(gone);
  }

  /**
   * Reads a connection again as it is, where something that it is made of has changed: a key in the state folder. Call it
   * within `exclusively`.
   *
   * @throws WorkbenchError where the file's entry cannot be loaded; the connection stays as it was then
   */
  async reload(prefix: string): Promise<void> {
    const newest = (await this.#environment.store.newestConnections()).find((one) => one.prefix === prefix);
    await this.put(prefix, await this.#loader.loadOne(this.#config, prefix, newest ?? null));
  }

  /**
   * The identity provider of a connection as it would be by metadata that was read, with what stands beside it.
   * @throws WorkbenchError where it cannot be used
   */
  tryMetadata(prefix: string, reading: MetadataReading): Promise<Connection['idp']> {
    return this.exclusively(() =>
      this.metadata.trying(prefix, reading, async () => {
        const { document = {}, version = null } = this.find(prefix) ?? {};
        if (version !== null) {
          return idpOf(await this.#loader.serviceOf(this.#config, document, { isTrial: true, mayName: () => true }));
        }
        const tried = await this.#loader.fromFile(this.#config, prefix, null, true);
        if (tried?.service == null) throw new ConnectionError('connection-unknown', { prefix });
        return idpOf(tried.service);
      }),
    );
  }

  /** Which identity providers some metadata has, at an address or as text. @throws WorkbenchError where it cannot be read */
  listIdps({ metadata, signedBy, search }: v.InferOutput<typeof METADATA_QUESTION>): Promise<MetadataAnswer> {
    const source = { metadata, hosts: this.#config.metadataHosts, signers: signedBy ?? null };
    return this.metadata.search(source, search);
  }

  /** What was fetched is put to work, or nothing changes. Call it within `exclusively`. */
  async #useMetadata(prefix: string, isByHand: boolean): Promise<void> {
    const before = this.find(prefix);
    if (before === null) return;
    await this.reload(prefix);
    const after = this.find(prefix);
    if (after?.problem) {
      await this.put(prefix, before);
      throw after.problem;
    }
    const [old, now] = [before, after].map((one) => one?.service?.settings.connection.idp ?? null);
    if (!isByHand) await recordRefresh(this.#environment, prefix, old ?? null, now ?? null);
  }

  /** Gives the prefixes that nobody has any more. */
  #replace(connections: ReadonlyMap<string, RegisteredConnection>): readonly string[] {
    const gone = [...this.#connections.keys()].filter((prefix) => !connections.has(prefix));
    this.#connections = connections;
    this.metadata.follow([...connections.values()].filter(mayHaveMetadata).map(({ prefix }) => prefix));
    this.#departures.takeBack((prefix) => connections.has(prefix));
    return gone;
  }

  #letGo(prefix: string): void {
    this.#environment.log.warn('connection-missing', { connection: prefix });
    this.#departures.add(prefix, () => {
      this.exclusively(() => this.#endSessions(prefix)).catch((error: unknown) =>
        this.#environment.log.error('defect', error, { connection: prefix }),
      );
    });
  }

  /** Of a connection that has come back in the last moment they go on. */
  async #endSessions(prefix: string): Promise<void> {
    if (this.#connections.has(prefix)) return;
    const { store, clock, log } = this.#environment;
    const sessions = await store.revokeSessionsOf(prefix, clock() + REMEMBERED);
    log.info('connection-removed', { connection: prefix, sessions });
  }

  /** What was to come is left: whoever stops ends no sessions. */
  close(): void {
    this.#departures.close();
  }
}

/** @throws WorkbenchError where it has none */
function idpOf(service: Service): Connection['idp'] {
  if (hasIdp(service)) return service.settings.connection.idp;
  throw new TrustError('metadata-not-fetched', { prefix: service.settings.prefix });
}

/** What cannot be used at the moment may be waiting for its metadata, which is asked for again and again. */
function mayHaveMetadata({ service }: RegisteredConnection): boolean {
  return service === null || service.settings.idpMetadata.length > 0;
}
