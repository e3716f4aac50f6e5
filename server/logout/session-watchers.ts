import type { Store } from '#server/store/store.ts';

/** What a page is told when its session is over. */
export interface SessionNews {
  /** Where it goes on: a path of ours. */
  readonly next: string;
}

/** One open page that waits for news of its session. */
export interface SessionWatcher {
  /** Key of the session in the store. */
  readonly key: string;
  /** Where it goes if nobody knows how the session ended. */
  readonly home: string;
  write(text: string): void;
  end(): void;
}

/** Open at once: each is a connection. More are refused, and their pages ask now and then instead. */
const MAX_WATCHERS = 8_000;

/** Of one session: a browser has one for all of its tabs, where it knows Web Locks. The oldest goes. */
const MAX_OF_ONE = 12;

/** The pages that wait, in this process. Another companion on the same store has its own. */
export class SessionWatchers {
  readonly #byKey = new Map<string, Set<SessionWatcher>>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** False: there are too many. */
  add(watcher: SessionWatcher): boolean {
    if (this.#count >= MAX_WATCHERS) return false;
    const those = this.#byKey.get(watcher.key) ?? new Set();
    this.#byKey.set(watcher.key, those);
    const [oldest] = those;
    if (oldest !== undefined && those.size >= MAX_OF_ONE) {
      this.remove(oldest);
      oldest.end();
    }
    this.#byKey.set(watcher.key, those.add(watcher));
    this.#count += 1;
    return true;
  }

  remove(watcher: SessionWatcher): void {
    const those = this.#byKey.get(watcher.key);
    if (those?.delete(watcher) !== true) return;
    this.#count -= 1;
    if (those.size === 0) this.#byKey.delete(watcher.key);
  }

  /** Keys of sessions whose pages wait. */
  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** Tells the pages of a session that it is over; null: where to go nobody knows. */
  tell(key: string, news: SessionNews | null): void {
    for (const watcher of this.#byKey.get(key) ?? []) {
      watcher.write(endedEvent(news ?? { next: watcher.home }));
      this.remove(watcher);
      watcher.end();
    }
  }

  /** So that no proxy takes a connection for dead. */
  beat(): void {
    for (const those of this.#byKey.values()) for (const watcher of those) watcher.write(':\n\n');
  }

  /** Ends all of them: their pages come back when there is a companion again. */
  close(): void {
    for (const those of [...this.#byKey.values()]) {
      for (const watcher of [...those]) {
        this.remove(watcher);
        watcher.end();
      }
    }
  }
}

/** Server-sent events (HTML Living Standard, 9.2.6). */
export function endedEvent(news: SessionNews): string {
  return `event: ended\ndata: ${JSON.stringify(news)}\n\n`;
}

const ALL = new WeakMap<Store, SessionWatchers>();

/** Those of a store in this process. */
export function watchersOf(store: Store): SessionWatchers {
  const known = ALL.get(store);
  if (known !== undefined) return known;
  const made = new SessionWatchers();
  ALL.set(store, made);
  return made;
}
