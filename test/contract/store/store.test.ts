import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoginSession } from '#server/store/login-session.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';

/** One way of keeping things: opened, closed, and opened again on what it kept. */
interface Adapter {
  readonly name: string;
  open(folder: string, limits?: { pending: number; once: number }): Store;
}

const ADAPTERS: readonly Adapter[] = [
  { name: 'SQLite', open: (folder, limits) => openSqliteStore(join(folder, 'store.sqlite'), limits) },
];

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

function login(changes: Partial<LoginSession> = {}): LoginSession {
  return {
    connection: 'hub',
    userId: 'anne',
    userDirectory: 'CORP',
    idp: 'https://idp',
    nameId: { value: 'anne@example', format: null, nameQualifier: null, spNameQualifier: null },
    sessionIndexes: ['s1'],
    attributes: [
      { name: 'group', values: [{ value: 'a', raw: 'b', from: { name: '__proto__', friendlyName: null } }] },
    ],
    assertionId: '_a',
    loggedInAt: NOW,
    unsolicited: false,
    idpEndsAt: null,
    ...changes,
  };
}

describe.each(ADAPTERS)('the store: $name', ({ open }) => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-'));
    store = open(folder);
  });

  afterEach(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });

  const reopen = (limits?: { pending: number; once: number }): void => {
    store.close();
    store = open(folder, limits);
  };
  const set = (key: string, changes: Partial<LoginSession> = {}) =>
    store.setSession({ key, login: login(changes), lastSeenAt: NOW }, NOW + HOUR);

  test('gives back what was kept, to the last character, after reopening too', async () => {
    const odd = login({ userId: 'ä\u0000"\u202e😀' });
    await store.setSession({ key: 'k', login: odd, lastSeenAt: NOW }, NOW + HOUR);
    reopen();
    expect(await store.getSession('k')).toEqual({ key: 'k', login: odd, lastSeenAt: NOW });
    expect(await store.getSession('other')).toBeNull();
  });

  test('a revoked key is refused, however often it is set again, and after reopening', async () => {
    expect(await set('k')).toBe(true);
    expect(await store.revokeSession('k', NOW + HOUR)).toBe(true);
    expect(await store.getSession('k')).toBeNull();
    expect(await set('k')).toBe(false);
    reopen();
    expect(await set('k')).toBe(false);
    expect(await store.getSession('k')).toBeNull();
    expect(await store.revokeSession('k', NOW + HOUR)).toBe(false);
  });

  test('touching moves only forward, and brings nothing back', async () => {
    await set('k');
    await store.touchSession('k', NOW + 5);
    await store.touchSession('k', NOW + 3);
    expect(await store.getSession('k')).toMatchObject({ lastSeenAt: NOW + 5 });
    await store.revokeSession('k', NOW + HOUR);
    await store.touchSession('k', NOW + 9);
    expect(await store.getSession('k')).toBeNull();
  });

  test('finds sessions by connection, IdP and NameID value, all three exact', async () => {
    await set('one');
    await set('two', { sessionIndexes: ['s2'] });
    await set('other name', {
      nameId: { value: 'Anne@example', format: null, nameQualifier: null, spNameQualifier: null },
    });
    await set('other idp', { idp: 'https://idp2' });
    await set('other connection', { connection: 'hub2' });
    await set('no name', { nameId: null });
    const found = await store.findSessions('hub', 'https://idp', 'anne@example');
    expect(found.map(({ key }) => key).toSorted()).toEqual(['one', 'two']);
  });

  test('a pending entry is read often and taken once', async () => {
    await store.addPending('login', 'r', { returnTo: '/' }, NOW + HOUR);
    await store.addPending('logout', 'r', 'other kind', NOW + HOUR);
    reopen();
    expect(await store.getPending('login', 'r', NOW)).toEqual({ returnTo: '/' });
    const taken = await Promise.all([store.takePending('login', 'r', NOW), store.takePending('login', 'r', NOW)]);
    expect(taken.filter((data) => data !== null)).toEqual([{ returnTo: '/' }]);
    expect(await store.getPending('login', 'r', NOW)).toBeNull();
    expect(await store.takePending('logout', 'r', NOW)).toBe('other kind');
  });

  test('what has expired is not given out, pruned or not', async () => {
    await store.addPending('login', 'r', 1, NOW + HOUR);
    expect(await store.getPending('login', 'r', NOW + HOUR)).toBeNull();
    expect(await store.takePending('login', 'r', NOW + HOUR)).toBeNull();
  });

  test('of too many pending entries the oldest give way, and other kinds stay', async () => {
    reopen({ pending: 3, once: 10 });
    await store.addPending('logout', 'kept', 0, NOW + HOUR);
    for (let count = 1; count <= 6; count++) await store.addPending('login', `r${count}`, count, NOW + HOUR);
    const left = await Promise.all([1, 2, 3, 4, 5, 6].map((count) => store.getPending('login', `r${count}`, NOW)));
    expect(left).toEqual([null, null, null, 4, 5, 6]);
    expect(await store.getPending('logout', 'kept', NOW)).toBe(0);
  });

  test('once is once, by kind and ID, until it expires', async () => {
    expect(await store.once('assertion', 'a', NOW + HOUR, NOW)).toBe(true);
    expect(await store.once('assertion', 'a', NOW + HOUR, NOW)).toBe(false);
    expect(await store.once('logout-request', 'a', NOW + HOUR, NOW)).toBe(true);
    reopen();
    expect(await store.once('assertion', 'a', NOW + HOUR, NOW + HOUR - 1)).toBe(false);
    expect(await store.once('assertion', 'a', NOW + 2 * HOUR, NOW + HOUR)).toBe(true);
  });

  test('whether something was once is told without marking it', async () => {
    expect(await store.wasOnce('assertion', 'a', NOW)).toBe(false);
    expect(await store.once('assertion', 'a', NOW + HOUR, NOW)).toBe(true);
    reopen();
    expect(await store.wasOnce('assertion', 'a', NOW + HOUR - 1)).toBe(true);
    expect(await store.wasOnce('logout-request', 'a', NOW)).toBe(false);
    expect(await store.wasOnce('assertion', 'a', NOW + HOUR)).toBe(false);
  });

  test('when it is full, nothing is taken for new: a replay could not be told', async () => {
    reopen({ pending: 3, once: 2 });
    await store.once('assertion', 'a', NOW + HOUR, NOW);
    await store.once('assertion', 'b', NOW + HOUR, NOW);
    await expect(store.once('assertion', 'c', NOW + HOUR, NOW)).rejects.toMatchObject({ code: 'store-full' });
    await store.prune(NOW + HOUR);
    expect(await store.once('assertion', 'c', NOW + 2 * HOUR, NOW + HOUR)).toBe(true);
  });

  test('pruning removes what has ended and nothing else', async () => {
    await set('k');
    await store.revokeSession('gone', NOW + HOUR);
    await store.addPending('login', 'r', 1, NOW + HOUR);
    await store.prune(NOW + HOUR - 1);
    expect(await store.getSession('k')).not.toBeNull();
    expect(await set('gone')).toBe(false);
    await store.prune(NOW + HOUR);
    expect(await store.getSession('k')).toBeNull();
    expect(await set('gone')).toBe(true);
  });
});

test('the file of the SQLite store, and its side files, are for their owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const store = openSqliteStore(join(folder, 's'));
  await store.addPending('login', 'r', 1, NOW);
  for (const name of ['s', 's-wal', 's-shm']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  store.close();
  await rm(folder, { recursive: true });
});

test('a file that is no database is one clear error, and is not overwritten', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const file = join(folder, 's');
  await writeFile(file, 'this is a letter, not a database\n'.repeat(50));
  expect(() => openSqliteStore(file)).toThrow(/^The session store .*s cannot be opened: file is not a database\.$/);
  expect(await readFile(file, 'utf8')).toContain('this is a letter');
  await rm(folder, { recursive: true });
});
