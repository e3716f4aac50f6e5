import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { AuditLimits, ReportLimits, StoreLimits } from '#server/store/limits.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { PendingEntry, Store } from '#server/store/store.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

/** One way of keeping things: opened, closed, and opened again on what it kept. */
interface Adapter {
  readonly name: string;
  open(folder: string, options?: StoreOptions): Store;
}

interface StoreOptions {
  readonly limits?: StoreLimits;
  readonly reportLimits?: ReportLimits;
  readonly auditLimits?: AuditLimits;
  readonly uptime?: () => number;
}

/** Every store there is; what a `Store` promises is asked of each. */
export const ADAPTERS: readonly Adapter[] = [
  { name: 'SQLite', open: (folder, options) => openSqliteStore(join(folder, 'store.sqlite'), options) },
];

/** When the tests begin; milliseconds since the epoch. */
export const NOW = Date.UTC(2026, 0, 1);
/** Milliseconds. */
export const HOUR = 3_600_000;

/** What of a login is another than in most tests. */
export type LoginChanges = Parameters<typeof samlSession>[0];

/** A login by SAML of `CORP\anne`, at `NOW`. */
export function login(changes: LoginChanges = {}): LoginSession {
  return samlSession({ loggedInAt: NOW, ...changes });
}

/** For how long something waits, and for whom. */
export function until(expiresAt: number, owner = 'anne'): PendingEntry {
  return { owner, expiresAt };
}

/** The store of the test that runs, on a clock that nobody sets and only the test moves. */
interface OpenedStore {
  readonly store: Store;
  /** Closes it and opens it again on what it kept, from now on with these bounds. */
  reopen(bounds?: Omit<StoreOptions, 'uptime'>): void;
  /** An hour of running goes by. */
  pass(): void;
  /** Lets hours of running go by, in which the clock shows what `now` gives, and prunes every one of them. */
  run(hours: number, now: (hour: number) => number): Promise<void>;
  /** Keeps a session under its key for an hour. */
  set(key: string, changes?: LoginChanges): Promise<boolean>;
}

/**
 * Opens a store for each test of the `describe` that it is called in, in a folder of its own, and removes both.
 * @param bounds of each; left out: those of the product
 */
export function openForEach({ open }: Adapter, bounds: Omit<StoreOptions, 'uptime'> = {}): OpenedStore {
  let folder = '';
  let store: Store;
  let ran = 0;
  const uptime = (): number => ran;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-'));
    ran = 0;
    store = open(folder, { ...bounds, uptime });
  });
  afterEach(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });
  const pass = (): void => {
    ran += HOUR;
  };
  return {
    get store() {
      return store;
    },
    pass,
    reopen: (others = bounds) => {
      store.close();
      store = open(folder, { ...others, uptime });
    },
    run: async (hours, now) => {
      for (let hour = 0; hour <= hours; hour++) {
        await store.prune(now(hour));
        if (hour < hours) pass();
      }
    },
    set: (key, changes = {}) => store.setSession({ key, login: login(changes), lastSeenAt: NOW }, NOW + HOUR),
  };
}
