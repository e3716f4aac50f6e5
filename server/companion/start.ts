import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { findOrMakeToken } from '#server/admin/admin-token.ts';
import { countGuesses } from '#server/admin/guesses.ts';
import type { CompanionConfig, LoadedConnection } from '#server/config/config.ts';
import { readConfig } from '#server/config/read-config.ts';
import { loadConnection } from '#server/connection/load-connection.ts';
import type { CompanionEnvironment, Service } from '#server/connection/service.ts';
import { spMetadata } from '#server/connection/show-metadata.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { gateThreads } from '#server/gate/gate-threads.ts';
import type { Log } from '#server/log/log.ts';
import { clearStore } from '#server/store/clear-store.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import { makeStateFolder } from '#server/store/state-folder.ts';
import { closeServer, type Listening, listen } from '#server/web/listen.ts';
import { securityHeaders } from '#server/web/set-security-headers.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { companionApi } from './companion-api.ts';
import { connectionApp } from './connection-app.ts';
import { consoleApp } from './console-app.ts';
import { dispatch } from './dispatch.ts';
import { rootApp } from './root-app.ts';
import { INSPECTOR_FOLDER } from './serve-inspector.ts';

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
  /** Address of the test IdP, for the start page. */
  readonly idpUrl?: string | null;
  readonly inspectorFolder?: string;
}

/** A companion that answers. */
export interface Companion {
  /** As browsers see it, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** SP metadata of every connection. */
  readonly metadata: readonly string[];
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
  const config = withOptions(await readConfig(options.config), options);
  const setting = 'PORT=4050 npm start, or `port` in the configuration';
  const guard = { log: options.log, https: config.url?.startsWith('https:') ?? false };
  const listening = await listen({ ...config, setting }, guard);
  try {
    return await answer(listening, config, options);
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
  options: CompanionOptions,
): Promise<Companion> {
  const clock = options.clock ?? Date.now;
  const url = config.url ?? `http://localhost:${port}`;
  await makeStateFolder(config.stateFolder);
  const loaded = await Promise.all(config.connections.map((_, index) => loadConnection(config, index, url, clock)));
  const store = clearStore(openSqliteStore(join(config.stateFolder, 'companion.sqlite')), options.log);
  const random = (): string => randomBytes(32).toString('base64url');
  const threads = gateThreads();
  const requestKey = await store.secret('login-requests', random());
  const { token, isNew } = await findOrMakeToken(config.stateFolder, random);
  const administrator = { tokenHash: hashSecret(token), guesses: countGuesses() };
  const { log } = options;
  const surroundings: CompanionEnvironment = { url, store, clock, log, random, threads, requestKey, administrator };
  const services = await Promise.all(loaded.map((settings) => toService(surroundings, settings)));
  answerBy(handlerOf(surroundings, services, options));
  const stopPruning = pruneNowAndThen(surroundings);
  const metadata = services.map(spMetadata);
  const newToken = isNew ? token : null;
  return { url, port, metadata, newToken, close: () => stop(server, surroundings, stopPruning) };
}

async function toService(surroundings: CompanionEnvironment, settings: LoadedConnection): Promise<Service> {
  const { key, certificate } = settings.connection.sp;
  const signing =
    key === null ? null : { privateKey: await importPrivateKey(key), certificate: bareBase64(certificate) };
  warnOfRules(surroundings.log, settings);
  warnOfUnsolicited(surroundings.log, settings);
  return { ...surroundings, settings, base: `/${settings.prefix}`, signing };
}

function bareBase64(pem: string | null): string | null {
  return pem === null ? null : pem.replace(/-----[^-]*-----|\s+/g, '');
}

/** With such a connection the log says at each start what it allows (SECURITY.md, "Login CSRF"). */
function warnOfUnsolicited(log: Log, { prefix, connection }: LoadedConnection): void {
  if (connection.accept.unsolicited) log.warn('unsolicited-accepted', { connection: prefix });
}

/** A rule in error allows nothing, and takes nothing away: the companion starts, and says so. */
function warnOfRules(log: Log, { prefix, rules }: LoadedConnection): void {
  for (const { name, parsed } of rules) {
    if (parsed.error !== null)
      log.warn('rule-in-error', { connection: prefix, code: name, reason: parsed.error.message });
  }
}

function handlerOf(surroundings: CompanionEnvironment, services: readonly Service[], options: CompanionOptions) {
  const mounts = services.map((service) => {
    return { prefix: service.settings.prefix, handle: connectionApp(service).callback() };
  });
  const api = { prefix: 'api', handle: companionApi(surroundings, services).callback() };
  const console = { prefix: 'console', handle: consoleApp(surroundings).callback() };
  const root = rootApp(surroundings, {
    services,
    idpUrl: options.idpUrl ?? null,
    inspectorFolder: options.inspectorFolder ?? INSPECTOR_FOLDER,
  });
  return dispatch([...mounts, api, console], root.callback(), securityHeaders(surroundings.url.startsWith('https:')));
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

async function stop(server: Server, { store, threads }: CompanionEnvironment, stopPruning: () => void): Promise<void> {
  stopPruning();
  await closeServer(server);
  await threads.close();
  store.close();
}
