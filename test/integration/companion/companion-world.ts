import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Companion, type CompanionOptions, startCompanion } from '#server/companion/start.ts';
import { gateThreads } from '#server/gate/gate-threads.ts';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import { type Log, makeLog } from '#server/log/log.ts';
import type { Clock } from '#shared/base/clock.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { lendKeys } from '#test/fixtures/kept-keys.ts';

/** A companion and a test IdP on two sites, with folders of their own, and a browser. */
export interface CompanionWorld {
  readonly folder: string;
  readonly idp: RunningIdp;
  readonly browser: HttpBrowser;
  /** Everything that the companion logged, one JSON line each. */
  readonly lines: string[];
  /** The companion at present; another after `restart`. */
  companion(): Companion;
  /** `http://localhost:port` */
  url(): string;
  /** Stops the companion and starts another on the same port and state; what `between` does is done while none runs. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** Logs in by the hub as the user whose button has this text, unless somebody is logged in already; gives the page where the browser came to rest. */
  logIn(name: string, browser?: HttpBrowser): ReturnType<HttpBrowser['open']>;
  close(): Promise<void>;
}

/** What of the configuration's connection a test wants otherwise: lines of YAML, two spaces deep. */
export interface WorldOptions {
  /** How often metadata is fetched, and within which bounds. */
  readonly metadataTiming?: CompanionOptions['metadataTiming'];
  readonly clock?: Clock;
  /** Milliseconds for which sessions of a connection stay that the file no longer has. */
  readonly removalGrace?: number;
  /** The companion starts threads of its own, as one alone does; otherwise all of a file have the same. */
  readonly ownThreads?: boolean;
  /** Whoever guesses a token waits a hundredth of the time. */
  readonly quickGuesses?: boolean;
  readonly accept?: string;
  readonly bodyLimits?: string;
  readonly attributes?: string;
  readonly extra?: string;
  /** The whole configuration instead. */
  readonly yaml?: string;
  /** The `user` entry. */
  readonly user?: string;
  /** What browsers see: behind a proxy, which the world's browser is told of. */
  readonly publicUrl?: string;
  /** The `idp` entry, given the IdP's address. */
  readonly idp?: (url: string) => string;
  /** Changes the companion's metadata before the IdP reads it. */
  readonly spMetadata?: (xml: string) => string;
  /** The IdP encrypts for whoever offers a key. */
  readonly encrypts?: boolean;
  /** Changes the IdP's metadata before the companion reads it. */
  readonly metadata?: (xml: string) => string;
}

/** Started at the first message of a file, and ended with it: to load the gate anew would cost each companion half a second. */
const THREADS = gateThreads();

const HOUR = 3_600_000;

/** Starts both; state is in a folder that `close` removes. */
export async function makeCompanionWorld(options: WorldOptions = {}): Promise<CompanionWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'companion-'));
  const lines: string[] = [];
  const log = makeLog({ write: (line: string) => lines.push(line) });
  const clock = options.clock ?? Date.now;
  // A certificate is valid by the clock of the day on which it was made; another configuration has other keys.
  const isUsual = options.yaml === undefined && Math.abs(clock() - Date.now()) < HOUR;
  const keys = isUsual ? await lendKeys(folder, ['state/hub.pem', 'idp/test-idp.pem']) : null;
  let companion: Companion | null = null;
  const idp = await startIdp({
    port: 0,
    stateFolder: join(folder, 'idp'),
    serviceProviders: () => (companion?.metadata ?? []).map((xml) => options.spMetadata?.(xml) ?? xml),
    encrypts: options.encrypts ?? false,
    clock,
    log: makeLog({ write: () => undefined }),
  });
  const config = join(folder, 'companion.yaml');
  await writeFile(join(folder, 'idp.xml'), options.metadata?.(idp.metadata) ?? idp.metadata);
  await writeFile(config, options.yaml ?? yamlFor(options, idp.url));
  const timing = {
    ...(options.metadataTiming === undefined ? {} : { metadataTiming: options.metadataTiming }),
    ...(options.removalGrace === undefined ? {} : { removalGrace: options.removalGrace }),
    ...(options.ownThreads === true ? {} : { threads: THREADS }),
  };
  const guesses = options.quickGuesses === true ? { wait: (waited: number) => setTimeout(waited / 100) } : {};
  const start = (port: number, to: Log) => startCompanion({ config, port, log: to, clock, guesses, ...timing });
  companion = await start(0, log);
  await keys?.remember();
  const current = (): Companion => {
    if (companion === null) throw new Error('the companion is not running');
    return companion;
  };
  const browser = new HttpBrowser();
  if (options.publicUrl !== undefined)
    browser.proxies.set(new URL(options.publicUrl).origin, `http://localhost:${companion.port}`);
  return {
    folder,
    idp,
    browser,
    lines,
    companion: current,
    url: () => current().url,
    restart: async (between) => {
      const { port } = current();
      await current().close();
      await between?.();
      companion = await start(port, log);
    },
    logIn: async (name, other = browser) => {
      const page = await other.open(`${current().url}/hub/`);
      return page.text.includes('Welcome') ? page : other.press(page, name);
    },
    close: async () => {
      await Promise.all([companion?.close(), idp.close()]);
      await rm(folder, { recursive: true });
      keys?.giveBack();
    },
  };
}

/** The default configuration of `npm start`, in short. */
export function yamlFor(
  { accept, bodyLimits, attributes, extra, idp, user, publicUrl }: WorldOptions,
  idpUrl = '',
): string {
  return `
state: state
${publicUrl === undefined ? '' : `url: ${publicUrl}`}
connections:
  - prefix: hub
    idp: ${idp?.(idpUrl) ?? '{ metadata: idp.xml }'}
    user: ${user ?? "{ id: uid, directory: '[CORP]' }"}
    accept: ${accept ?? '{}'}
    bodyLimits: ${bodyLimits ?? '{}'}
    attributes:
${attributes ?? '      - { from: groups, to: group }\n      - { from: email, to: email, required: true }'}
    streams:
      - { name: SalesUS, apps: [{ id: us, name: Pipeline US }] }
      - { name: SalesAUS, apps: [{ id: aus, name: Pipeline AUS }] }
      - { name: QlikGroup, apps: [{ id: all, name: Group summary }] }
    rules:
      - { name: Streams by group, resourceFilter: Stream_*, actions: [read], condition: user.environment.group = resource.name }
      - { name: Apps of an open stream, resourceFilter: App_*, actions: [read], condition: 'resource.stream.HasPrivilege("read")' }
${extra ?? ''}`;
}
