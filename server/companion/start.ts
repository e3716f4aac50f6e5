import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join, resolve } from 'node:path';
import { qpsApp } from '#server/access/qps-app.ts';
import { sessionIdSeal } from '#server/access/session-id-seal.ts';
import { findOrMakeToken } from '#server/admin/admin-token.ts';
import type { Administrator } from '#server/admin/administrator.ts';
import { countGuesses, type GuessOptions } from '#server/admin/guesses.ts';
import type { FixedAbout } from '#server/api/about-calls.ts';
import type { CompanionConfig } from '#server/config/config.ts';
import { readConfig } from '#server/config/read-config.ts';
import { ConnectionRegistry } from '#server/connection/registry.ts';
import { type CompanionEnvironment, hasIdp, type Service } from '#server/connection/service.ts';
import { spMetadata } from '#server/connection/show-metadata.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { openDataSources } from '#server/data/data-sources.ts';
import { gateThreads } from '#server/gate/gate-threads.ts';
import { loginOpensConsole } from '#server/hub/login-opens-console.ts';
import type { Log } from '#server/log/log.ts';
import { keepLogouts } from '#server/logout/keep-logouts.ts';
import { clearStore } from '#server/store/clear-store.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import { makeStateFolder } from '#server/store/state-folder.ts';
import type { ThreadPools } from '#server/threads/thread-pools.ts';
import { type KeeperEnvironment, MetadataKeeper } from '#server/trust/metadata-keeper.ts';
import { behindPath } from '#server/web/behind-path.ts';
import { closeServer, type Listening, listen } from '#server/web/listen.ts';
import { securityHeaders } from '#server/web/set-security-headers.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import manifest from '../../package.json' with { type: 'json' };
import { companionApi } from './companion-api.ts';
import { connectionApp } from './connection-app.ts';
import { consoleApp } from './console-app.ts';
import { dispatch, type Mount } from './dispatch.ts';
import { listenForCalls } from './listen-for-calls.ts';
import { rootApp } from './root-app.ts';
import { CONSOLE_FOLDER } from './serve-console.ts';
import { INSPECTOR_FOLDER } from './serve-inspector.ts';
import { warnDaily } from './warn-daily.ts';
import { watchConfig } from './watch-config.ts';

/** What a companion is started with; what the configuration says may be overruled. */
export interface CompanionOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Instead of the configuration's; 0: any free one. */
  readonly port?: number;
  /** Instead of the configuration's: an absolute path. */
  readonly stateFolder?: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** How often metadata is fetched, and within which bounds: a test's to change. */
  readonly metadataTiming?: Pick<KeeperEnvironment, 'times' | 'limits'>;
  /** Milliseconds for which the sessions of a connection stay that the file no longer has: a test's to change. */
  readonly removalGrace?: number;
  /** How long who guesses a token waits: a test's to change. */
  readonly guesses?: GuessOptions;
  /** The caller's, who ends them, for whoever starts many companions in one process: a thread costs more to start than a companion. */
  readonly threads?: ThreadPools;
  /** Address of the test IdP, for the start page. */
  readonly idpUrl?: string | null;
  readonly inspectorFolder?: string;
  readonly consoleFolder?: string;
}

/** A companion that answers. */
export interface Companion {
  /** As browsers see it, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** SP metadata of every connection that has an identity provider, as it is now. */
  readonly metadata: readonly string[];
  /** Where QPS calls come in by mutual TLS; null: nowhere. */
  readonly callsPort: number | null;
  /** The administrator's token where it was made at this start, to be told once; null: it was there before. */
  readonly newToken: string | null;
  /** Stops listening, finishes what is under way, closes the store. */
  close(): Promise<void>;
}

const PRUNE_EVERY = 60_000;

/**
 * Starts a companion in this process; several may run beside each other, with ports and state folders of their own.
 * @throws WorkbenchError `port-in-use`, and whatever is wrong with configuration, files or state
 */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  useCryptoEngine(nodeEngine);
  const read = await readConfig(options.config);
  const config = withOptions(read, options);
  const setting = 'PORT=4050 npm start, or `port` in the configuration';
  const guard = { log: options.log, https: config.url?.startsWith('https:') ?? false };
  const listening = await listen({ ...config, setting }, guard);
  try {
    return await answer(listening, config, { ...options, read });
  } catch (error) {
    await closeServer(listening.server);
    throw error;
  }
}

function withOptions(config: CompanionConfig, { port, stateFolder }: CompanionOptions): CompanionConfig {
  return { ...config, port: port ?? config.port, stateFolder: stateFolder ?? config.stateFolder };
}

async function answer(
  { server, port, answerBy }: Listening,
  config: CompanionConfig,
  options: CompanionOptions & { readonly read: CompanionConfig },
): Promise<Companion> {
  const clock = options.clock ?? Date.now;
  const url = config.url ?? `http://localhost:${port}`;
  await makeStateFolder(config.stateFolder);
  const auditLimits = { days: config.auditDays, lines: config.auditLines };
  const file = join(config.stateFolder, 'companion.sqlite');
  const tellOlder = (sessions: number) => options.log.warn('store-older', { sessions });
  const store = clearStore(openSqliteStore(file, { auditLimits, tellOlder }), options.log);
  const random = (): string => randomBytes(32).toString('base64url');
  const threads = options.threads ?? gateThreads();
  const requestKey = await store.secret('login-requests', random());
  const { token, isNew } = await findOrMakeToken(config.stateFolder, random);
  const administrator: Administrator = {
    tokenHash: hashSecret(token),
    guesses: countGuesses(options.guesses),
    loginOpens: (session, ip) => loginOpensConsole(registry, session, ip),
  };
  const { log } = options;
  const data = openDataSources(config.stateFolder);
  const surroundings: CompanionEnvironment = {
    url,
    store,
    clock,
    log,
    random,
    threads,
    requestKey,
    data,
    administrator,
  };
  const metadata = new MetadataKeeper({ ...surroundings, threads: threads.large, ...options.metadataTiming });
  const registry = await ConnectionRegistry.open(surroundings, config, metadata, options.removalGrace);
  const about = aboutOf({ ...config, port }, url, clock());
  const seal = await sessionIdSeal(config.stateFolder);
  const qps = qpsApp(registry, seal).callback();
  answerBy(handlerOf(registry, qps, options, about));
  const calls = await listenForCalls(config, log);
  calls?.answerBy(qps);
  const stopWatching = watchConfig(options.config, options.read, registry);
  const stopWarning = warnDaily(registry);
  const stopPruning = pruneNowAndThen(surroundings);
  const stopLogouts = keepLogouts(registry);
  return {
    url,
    port,
    get metadata() {
      return registry.services().filter(hasIdp).map(spMetadata);
    },
    callsPort: calls?.port ?? null,
    newToken: isNew ? token : null,
    close: async () => {
      stopWatching();
      registry.close();
      metadata.close();
      stopWarning();
      stopPruning();
      await stopLogouts();
      if (calls !== null) await closeServer(calls.server);
      await closeServer(server);
      if (options.threads === undefined) await threads.close();
      data.close();
      store.close();
    },
  };
}

/** What the console tells of this companion. */
function aboutOf(config: CompanionConfig, url: string, startedAt: number): FixedAbout {
  return {
    version: manifest.version,
    runtime: process.version,
    url,
    listens: `${config.host}:${config.port}`,
    startedAt,
    configuration: resolve(config.yaml.fileName),
    stateFolder: config.stateFolder,
    auditDays: config.auditDays,
    auditLines: config.auditLines,
    store: `SQLite, ${join(config.stateFolder, 'companion.sqlite')}`,
  };
}

/** Each connection has an application of its own for as long as it stays as it is. */
function handlerOf(registry: ConnectionRegistry, qps: RequestListener, options: CompanionOptions, about: FixedAbout) {
  const { environment } = registry;
  const mounts = new WeakMap<Service, Mount>();
  const mountOf = (service: Service): Mount => {
    const known = mounts.get(service);
    if (known !== undefined) return known;
    const mount = {
      prefix: service.settings.prefix,
      handle: connectionApp(service, () => registry.consoleLogin).callback(),
    };
    mounts.set(service, mount);
    return mount;
  };
  const own: ReadonlyMap<string, Mount> = new Map([
    ['api', { prefix: 'api', handle: companionApi(registry, about).callback() }],
    [
      'console',
      { prefix: 'console', handle: consoleApp(environment, options.consoleFolder ?? CONSOLE_FOLDER).callback() },
    ],
    ['qps', { prefix: 'qps', handle: qps }],
  ]);
  const find = (prefix: string): Mount | null => {
    const service = registry.find(prefix)?.service ?? null;
    return service === null ? (own.get(prefix) ?? null) : mountOf(service);
  };
  const root = rootApp(environment, {
    registry,
    idpUrl: options.idpUrl ?? null,
    inspectorFolder: options.inspectorFolder ?? INSPECTOR_FOLDER,
  });
  const { pathname } = new URL(environment.url);
  const dispatched = dispatch(find, root.callback(), securityHeaders(environment.url.startsWith('https:')));
  return behindPath(pathname === '/' ? '' : pathname, dispatched);
}

function pruneNowAndThen({ store, clock, log }: CompanionEnvironment): () => void {
  const prune = (): void => {
    store.prune(clock()).catch((error: unknown) => {
      if (error instanceof WorkbenchError) log.warn('prune-failed', { code: error.code });
      else log.error('prune-failed', error);
    });
  };
  const timer = setInterval(prune, PRUNE_EVERY);
  timer.unref();
  prune();
  return () => clearInterval(timer);
}
