import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { sessionEnd } from '#server/session/session-end.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { askBySoap } from './ask-by-soap.ts';
import { continueUrl } from './logout-urls.ts';
import { moveLogout } from './move-logout.ts';
import { watchersOf } from './session-watchers.ts';

/** Milliseconds between two looks: a page is told within a second, also of what another companion did. */
const LOOK_EVERY = 250;

/** Sessions and logouts that are looked at in one go: more wait for the next. */
const PART = 100;

/** Identity providers that are asked by SOAP at the same time. */
const MAX_ASKED = 50;

/** Looks between two signs of life to the pages that wait. */
const BEAT_EVERY = 80;

/**
 * What nobody's request does: ends the sessions whose time is over, goes on with logouts that wait, also such as another
 * companion began, and tells open pages that their session has ended. Each is done by whichever companion looks first,
 * and once. Where the store fails the log says so, once until it works again.
 *
 * @returns ends it, when what is under way has come to an end
 */
export function keepLogouts(registry: ConnectionRegistry): () => Promise<void> {
  const keeper = new LogoutKeeper(registry);
  let isClosed = false;
  let last = Promise.resolve();
  const timer = setInterval(() => {
    if (isClosed || keeper.isBusy) return;
    last = keeper.look();
  }, LOOK_EVERY);
  timer.unref();
  return async () => {
    isClosed = true;
    clearInterval(timer);
    await last;
    await keeper.close();
  };
}

class LogoutKeeper {
  readonly #registry: ConnectionRegistry;
  readonly #asked = new Map<string, Promise<void>>();
  isBusy = false;
  /** Number of the newest logout that pages were told of; null: none was looked at yet. */
  #told: number | null = null;
  #looks = 0;
  #isFailing = false;

  constructor(registry: ConnectionRegistry) {
    this.#registry = registry;
  }

  async look(): Promise<void> {
    const { log } = this.#registry.environment;
    this.isBusy = true;
    try {
      await this.#endByTime();
      await this.#goOn();
      await this.#tellPages();
      this.#isFailing = false;
    } catch (error) {
      if (!(error instanceof WorkbenchError)) log.error('defect', error);
      else if (!this.#isFailing) log.warn('logouts-waiting', { code: error.code });
      this.#isFailing = true;
    } finally {
      this.isBusy = false;
    }
  }

  async close(): Promise<void> {
    watchersOf(this.#registry.environment.store).close();
    await Promise.all(this.#asked.values());
  }

  /** What a session's row says of its end may be older than the connection's settings: those count. */
  async #endByTime(): Promise<void> {
    const { store, clock, log } = this.#registry.environment;
    const now = clock();
    for (const session of await store.sessionsOver(now, PART)) {
      const { key, login, lastSeenAt } = session;
      const service = this.#registry.find(login.connection)?.service ?? null;
      // A connection that cannot be used at the moment comes back, or is removed with its sessions.
      if (service === null) continue;
      const { at, limit } = sessionEnd(login, lastSeenAt, service.settings);
      if (at > now) await store.touchSession(key, lastSeenAt, at);
      else {
        const [logout] = await endSessions(service, [session], { by: 'timeout', limit });
        if (logout === undefined) continue;
        const { connection, user, reference } = logout;
        log.info('session-ended', { connection, user, reason: limit, reference });
      }
    }
  }

  async #goOn(): Promise<void> {
    const { store, clock, log } = this.#registry.environment;
    const now = clock();
    for (const row of await store.dueLogouts(now, PART + this.#asked.size)) {
      const logout = readLogout(row, log);
      const service = this.#registry.find(row.connection)?.service ?? null;
      if (logout === null) await store.changeLogout({ ...row, dueAt: null, requestId: null }, row.revision);
      else if (logout.idp?.state.is !== 'to-ask' || logout.idp.state.through !== 'soap')
        await moveLogout(this.#registry.environment, row.id, { type: 'time', at: now });
      else if (service === null)
        await moveLogout(this.#registry.environment, row.id, {
          type: 'cannot-ask',
          at: now,
          reason: 'connection-gone',
        });
      else if (!this.#asked.has(row.id) && this.#asked.size < MAX_ASKED) {
        const asking = askBySoap(service, logout)
          .catch((error: unknown) => log.error('defect', error))
          .finally(() => this.#asked.delete(row.id));
        this.#asked.set(row.id, asking);
      }
    }
  }

  async #tellPages(): Promise<void> {
    const { store, log } = this.#registry.environment;
    const watchers = watchersOf(store);
    this.#looks += 1;
    if (watchers.count === 0 || this.#told === null) {
      this.#told = await store.newestLogout();
      return;
    }
    for (const row of await store.logoutsAfter(this.#told, PART)) {
      this.#told = row.number;
      const logout = readLogout(row, log);
      const next = continueUrl({ base: `/${row.connection}` }, row);
      for (const key of logout?.sessions ?? []) watchers.tell(key, { next });
    }
    if (this.#looks % BEAT_EVERY === 0) watchers.beat();
    await this.#tryWatched(watchers.keys());
  }

  /** Sessions that ended without a logout, such as those of a connection that was removed: some at each look. */
  async #tryWatched(keys: readonly string[]): Promise<void> {
    const { store } = this.#registry.environment;
    const from = keys.length === 0 ? 0 : (this.#looks * PART) % Math.max(PART, keys.length);
    for (const key of keys.slice(from, from + PART)) {
      if ((await store.getSession(key)) === null) watchersOf(store).tell(key, null);
    }
  }
}
