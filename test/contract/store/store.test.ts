import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { ReportLimits, StoreLimits } from '#server/store/limits.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { LogoutRow } from '#server/store/logout-rows.ts';
import type { ReportSearch, StoredReport } from '#server/store/report-rows.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { ReplayMark, SessionSearch, Store } from '#server/store/store.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

/** One way of keeping things: opened, closed, and opened again on what it kept. */
interface Adapter {
  readonly name: string;
  open(folder: string, options?: StoreOptions): Store;
}

interface StoreOptions {
  readonly limits?: StoreLimits;
  readonly reportLimits?: ReportLimits;
  readonly uptime?: () => number;
}

const ADAPTERS: readonly Adapter[] = [
  { name: 'SQLite', open: (folder, options) => openSqliteStore(join(folder, 'store.sqlite'), options) },
];

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

type Changes = Parameters<typeof samlSession>[0];

function login(changes: Changes = {}): LoginSession {
  return samlSession({ loggedInAt: NOW, ...changes });
}

describe.each(ADAPTERS)('the store: $name', ({ open }) => {
  let folder: string;
  let store: Store;
  /** What the clock that nobody sets shows. */
  let ran = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-'));
    ran = 0;
    store = open(folder, { uptime: () => ran });
  });

  afterEach(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });

  const reopen = (limits?: StoreLimits): void => {
    store.close();
    store = open(folder, { uptime: () => ran, ...(limits && { limits }) });
  };
  /** Lets hours of running go by, in which the clock shows what `now` gives, and prunes every one of them. */
  const run = async (hours: number, now: (hour: number) => number): Promise<void> => {
    for (let hour = 0; hour <= hours; hour++) {
      await store.prune(now(hour));
      if (hour < hours) ran += HOUR;
    }
  };
  const mark = (id: string, kind: ReplayMark['kind'] = 'assertion', issuer = 'https://idp'): ReplayMark => {
    return { kind, issuer, id };
  };
  const until = (expiresAt: number, owner = 'anne') => ({ owner, expiresAt });
  const set = (key: string, changes: Changes = {}) =>
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

  test('all sessions of a connection are revoked in one step, and those of another are not', async () => {
    await set('k');
    await set('l');
    await set('m', { connection: 'other' });
    expect(await store.revokeSessionsOf('hub', NOW + HOUR)).toBe(2);
    expect(await store.revokeSessionsOf('hub', NOW + HOUR)).toBe(0);
    reopen();
    expect(await Promise.all(['k', 'l'].map((key) => store.getSession(key)))).toEqual([null, null]);
    expect(await set('k')).toBe(false);
    expect(await store.getSession('m')).not.toBeNull();
  });

  const logoutRow = (id: string, changes: Partial<LogoutRow> = {}): LogoutRow => ({
    ...{ id, reference: `ref-${id}`, connection: 'hub', owner: 'anne', requestId: null, dueAt: null },
    ...{ expiresAt: NOW + HOUR, data: { id }, ...changes },
  });
  const end = (keys: readonly string[], row: LogoutRow, names: readonly string[] = []) =>
    store.endSessions({ keys, until: NOW + HOUR, names }, () => row);

  test('sessions end together with their logout, once, and are not brought back', async () => {
    await set('k');
    await set('l');
    let alive: readonly string[] = [];
    const ending = { keys: ['k', 'l', 'never'], until: NOW + HOUR, names: ['name'] };
    const kept = await store.endSessions(ending, (keys) => {
      alive = keys;
      return logoutRow('1');
    });
    expect([alive, kept?.revision]).toEqual([['k', 'l'], 0]);
    expect(await end(['k', 'l'], logoutRow('2'))).toBeNull();
    reopen();
    expect(await Promise.all(['k', 'l'].map((key) => store.getSession(key)))).toEqual([null, null]);
    expect([await set('k'), await set('never')]).toEqual([false, false]);
    const found = [
      await store.getLogout('1', NOW),
      await store.logoutByReference('ref-1', NOW),
      await store.logoutOfSession('l', NOW),
      (await store.logoutsByName('name', NOW))[0],
      (await store.listLogouts({ connection: 'hub', before: null, limit: 9 }, NOW))[0],
      (await store.logoutsAfter((kept?.number ?? 0) - 1, 9))[0],
    ];
    for (const row of found) expect(row).toMatchObject({ id: '1', data: { id: '1' }, number: kept?.number });
    expect(await store.newestLogout()).toBe(kept?.number);
    expect([await store.getLogout('2', NOW), await store.logoutOfSession('never', NOW)]).toEqual([null, null]);
    expect(await store.listLogouts({ connection: 'other', before: null, limit: 9 }, NOW)).toEqual([]);
    expect(await store.getLogout('1', NOW + HOUR)).toBeNull();
  });

  test('a logout whose making fails leaves its sessions as they were', async () => {
    await set('k');
    const ending = { keys: ['k'], until: NOW + HOUR, names: [] };
    const failing = () => {
      throw new Error('no');
    };
    await expect(store.endSessions(ending, failing)).rejects.toThrow('no');
    expect([await store.getSession('k'), await set('k')]).toEqual([expect.anything(), true]);
  });

  test('of two that change a logout at once one does', async () => {
    await set('k');
    await end(['k'], logoutRow('1', { dueAt: NOW }));
    expect((await store.dueLogouts(NOW, 9)).map(({ id }) => id)).toEqual(['1']);
    const changed = logoutRow('1', { requestId: 'r', dueAt: NOW + 5, data: 'first' });
    expect(await store.changeLogout(changed, 0)).toBe(true);
    expect(await store.changeLogout({ ...changed, data: 'second' }, 0)).toBe(false);
    expect(await store.logoutByRequest('r', NOW)).toMatchObject({ data: 'first', revision: 1 });
    expect([await store.dueLogouts(NOW, 9), (await store.dueLogouts(NOW + 5, 9)).length]).toEqual([[], 1]);
    expect(await store.changeLogout({ ...changed, requestId: null, dueAt: null }, 1)).toBe(true);
    expect([await store.logoutByRequest('r', NOW), await store.dueLogouts(NOW + 9, 9)]).toEqual([null, []]);
  });

  test('sessions are over by what was said of their end, and last longer when they are used', async () => {
    const ends = (key: string, endsAt: number | null) =>
      store.setSession({ key, login: login(), lastSeenAt: NOW }, NOW + HOUR, endsAt);
    await ends('soon', NOW + 10);
    await ends('late', NOW + 20);
    await ends('never', null);
    await store.touchSession('soon', NOW + 5, NOW + 15);
    await store.touchSession('never', NOW + 5, null);
    reopen();
    const over = async (now: number) => (await store.sessionsOver(now, 9)).map(({ key }) => key);
    expect([await over(NOW + 14), await over(NOW + 15), await over(NOW + HOUR)]).toEqual([
      [],
      ['soon'],
      ['soon', 'late'],
    ]);
    await end(['soon'], logoutRow('1'));
    expect(await over(NOW + HOUR)).toEqual(['late']);
  });

  test('versions of connections are added one behind the other, and of two of one number the first is kept', async () => {
    const version = (number: number, changes: Partial<ConnectionVersion> = {}): ConnectionVersion => ({
      ...{ prefix: 'hub', version: number, document: { prefix: 'hub', idp: { n: number } }, author: 'anne', at: NOW },
      ...{ summary: `version ${number}`, ...changes },
    });
    expect(await store.addConnectionVersion(version(2))).toBe(false);
    expect(await store.addConnectionVersion(version(1))).toBe(true);
    expect(await store.addConnectionVersion(version(1, { author: 'eddie' }))).toBe(false);
    expect(await store.addConnectionVersion(version(3))).toBe(false);
    expect(await store.addConnectionVersion(version(2, { document: null }))).toBe(true);
    expect(await store.addConnectionVersion(version(1, { prefix: 'other' }))).toBe(true);
    reopen();
    expect(await store.newestConnections()).toEqual([version(2, { document: null }), version(1, { prefix: 'other' })]);
    expect(await store.connectionHistory('hub', 10)).toEqual([version(2, { document: null }), version(1)]);
    expect(await store.connectionHistory('hub', 1)).toHaveLength(1);
    expect(await store.connectionVersion('hub', 1)).toEqual(version(1));
    expect(await store.connectionVersion('hub', 9)).toBeNull();
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

  const list = async (search: SessionSearch, before: string | null = null, limit = 100) => {
    const { sessions, next } = await store.listSessions(search, { before, limit });
    return { keys: sessions.map(({ key }) => key), next };
  };
  const withGroup = (...groups: readonly string[]): Changes => {
    const from = { way: 'ticket', name: 'group' } as const;
    return { attributes: [{ name: 'group', values: groups.map((value) => ({ value, raw: value, from })) }] };
  };

  test('searches by connection, user, IdP and attribute value, alone and together, the newest first', async () => {
    await set('anne', withGroup('SalesUS', 'QlikGroup'));
    await set('eddie', { userId: 'eddie', idp: 'https://idp2', ...withGroup('SalesAUS') });
    await set('anne elsewhere', { connection: 'hub2', ...withGroup('SalesUS') });
    await set('other directory', { userDirectory: 'LAB', ...withGroup() });
    const anne = { userDirectory: 'CORP', userId: 'anne' };
    const salesUS = { name: 'group', value: 'SalesUS' };
    expect((await list({})).keys).toEqual(['other directory', 'anne elsewhere', 'eddie', 'anne']);
    expect((await list({ connection: 'hub' })).keys).toEqual(['other directory', 'eddie', 'anne']);
    expect((await list({ user: anne })).keys).toEqual(['anne elsewhere', 'anne']);
    expect((await list({ user: { userDirectory: 'corp', userId: 'ANNE' } })).keys).toEqual(['anne elsewhere', 'anne']);
    expect((await list({ idp: 'https://idp2' })).keys).toEqual(['eddie']);
    expect((await list({ attribute: salesUS })).keys).toEqual(['anne elsewhere', 'anne']);
    expect((await list({ attribute: { name: 'GROUP', value: 'salesus' } })).keys).toEqual(['anne elsewhere', 'anne']);
    expect((await list({ attribute: { name: 'group', value: 'Sales' } })).keys).toEqual([]);
    expect((await list({ user: anne, connection: 'hub2' })).keys).toEqual(['anne elsewhere']);
    const all = { user: anne, connection: 'hub', idp: 'https://idp', attribute: { name: 'group', value: 'qlikgroup' } };
    expect((await list(all)).keys).toEqual(['anne']);
    expect((await list({ ...all, idp: 'https://idp2' })).keys).toEqual([]);
  });

  test('a search finds the IdP by its exact name, a token by its issuer, and no ticket by either', async () => {
    await set('saml');
    await set('jwt', { origin: { way: 'jwt', issuer: 'https://issuer', tokenId: null } });
    await set('ticket', { origin: { way: 'ticket', by: 'portal' } });
    expect((await list({ idp: 'https://idp' })).keys).toEqual(['saml']);
    expect((await list({ idp: 'https://IDP' })).keys).toEqual([]);
    expect((await list({ idp: 'https://issuer' })).keys).toEqual(['jwt']);
    expect((await list({ idp: '' })).keys).toEqual([]);
  });

  test('lists part by part, and what comes in between moves nothing', async () => {
    const keys = ['1', '2', '3', '4', '5'];
    for (const key of keys) await set(key);
    const first = await list({ connection: 'hub' }, null, 2);
    expect(first.keys).toEqual(['5', '4']);
    await set('6');
    await store.revokeSession('2', NOW + HOUR);
    const second = await list({ connection: 'hub' }, first.next, 2);
    expect(second.keys).toEqual(['3', '1']);
    const third = await list({ connection: 'hub' }, second.next, 2);
    expect(third).toEqual({ keys: [], next: null });
    expect(await list({}, 'no place', 2)).toEqual({ keys: [], next: null });
  });

  test('what was revoked or replaced is not found by what it was', async () => {
    await set('gone', withGroup('old'));
    await set('changed', withGroup('old'));
    await store.revokeSession('gone', NOW + HOUR);
    await set('changed', withGroup('new'));
    reopen();
    expect((await list({ attribute: { name: 'group', value: 'old' } })).keys).toEqual([]);
    expect((await list({ attribute: { name: 'group', value: 'new' } })).keys).toEqual(['changed']);
    expect((await list({})).keys).toEqual(['changed']);
    await run(25, () => NOW + HOUR);
    expect((await list({})).keys).toEqual([]);
  });

  test('a pending entry is read often and taken once', async () => {
    await store.addPending('arrival', 'r', { returnTo: '/' }, until(NOW + HOUR));
    await store.addPending('ticket', 'r', 'other kind', until(NOW + HOUR));
    reopen();
    expect(await store.getPending('arrival', 'r', NOW)).toEqual({ returnTo: '/' });
    const taken = await Promise.all([store.takePending('arrival', 'r', NOW), store.takePending('arrival', 'r', NOW)]);
    expect(taken.filter((data) => data !== null)).toEqual([{ returnTo: '/' }]);
    expect(await store.getPending('arrival', 'r', NOW)).toBeNull();
    expect(await store.takePending('ticket', 'r', NOW)).toBe('other kind');
  });

  test('what has expired is not given out, pruned or not', async () => {
    await store.addPending('arrival', 'r', 1, until(NOW + HOUR));
    expect(await store.getPending('arrival', 'r', NOW + HOUR)).toBeNull();
    expect(await store.takePending('arrival', 'r', NOW + HOUR)).toBeNull();
  });

  const kept = async (ids: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(
      ids.map(async (id) => ((await store.getPending('arrival', id, NOW)) === null ? [] : [id])),
    );
    return found.flat();
  };

  test('of too many pending entries the oldest give way, and other kinds stay', async () => {
    reopen({ pending: 3, once: 10 });
    await store.addPending('ticket', 'kept', 0, until(NOW + HOUR));
    const ids = ['1', '2', '3', '4', '5', '6'];
    for (const id of ids) await store.addPending('arrival', id, id, until(NOW + HOUR));
    expect(await kept(ids)).toEqual(['4', '5', '6']);
    expect(await store.getPending('ticket', 'kept', NOW)).toBe(0);
  });

  test('room is made by whoever holds the most, never by who holds few, also after reopening', async () => {
    reopen({ pending: 40, once: 10 });
    const few = ['b1', 'b2', 'c1'];
    for (const id of few) await store.addPending('arrival', id, id, until(NOW + HOUR, id.charAt(0)));
    const many = Array.from({ length: 1000 }, (_, index) => `m${index}`);
    for (const [index, id] of many.entries()) {
      if (index === 500) reopen({ pending: 40, once: 10 });
      await store.addPending('arrival', id, id, until(NOW + HOUR, 'greedy'));
    }
    expect(await kept(few)).toEqual(few);
    const left = await kept(many);
    expect(left.length).toBeLessThanOrEqual(37);
    expect(left.length).toBeGreaterThan(20);
    expect(left.at(-1)).toBe('m999');
  });

  test('where nobody holds more than a thousandth of the room, the oldest go, a thousandth at once', async () => {
    reopen({ pending: 3000, once: 10 });
    const ids = Array.from({ length: 3001 }, (_, index) => `i${index}`);
    for (const id of ids) await store.addPending('arrival', id, id, until(NOW + HOUR, id));
    expect(await kept(ids)).toEqual(ids.slice(3));
  });

  test('what was taken, replaced or pruned makes room', async () => {
    reopen({ pending: 3, once: 10 });
    await store.addPending('arrival', 'a', 1, until(NOW + HOUR));
    for (let round = 0; round < 10; round++) {
      await store.addPending('arrival', 'same', round, until(NOW + HOUR));
      await store.addPending('arrival', 'taken', round, until(NOW + HOUR));
      await store.takePending('arrival', 'taken', NOW);
      await store.addPending('arrival', 'over', round, until(NOW - 1));
      await store.prune(NOW);
    }
    expect(await kept(['a', 'same'])).toEqual(['a', 'same']);
  });

  test('once is once, by kind, issuer and ID, after reopening too, and however late', async () => {
    expect(await store.once(mark('a'), NOW + HOUR)).toBe('new');
    expect(await store.once(mark('a'), NOW + HOUR)).toBe('used');
    expect(await store.once(mark('a', 'logout-request'), NOW + HOUR)).toBe('new');
    expect(await store.once(mark('a', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
    reopen();
    expect(await store.once(mark('a'), NOW + 99 * HOUR)).toBe('used');
  });

  test('an ID of a megabyte is once as well', async () => {
    const long = 'x'.repeat(1_000_000);
    expect(await store.once(mark(`${long}1`), NOW + HOUR)).toBe('new');
    expect(await store.once(mark(`${long}2`), NOW + HOUR)).toBe('new');
    expect(await store.once(mark(`${long}1`), NOW + HOUR)).toBe('used');
    expect(await store.wasOnce(mark(`${long}2`))).toBe(true);
  });

  test('whether something was once is told without marking it', async () => {
    expect(await store.wasOnce(mark('a'))).toBe(false);
    expect(await store.once(mark('a'), NOW + HOUR)).toBe('new');
    reopen();
    expect(await store.wasOnce(mark('a'))).toBe(true);
    expect(await store.wasOnce(mark('a', 'logout-request'))).toBe(false);
  });

  test('when it is full, nothing is taken for new: a replay could not be told; other issuers have room of their own', async () => {
    reopen({ pending: 3, once: 2 });
    await store.once(mark('a'), NOW + HOUR);
    await store.once(mark('b'), NOW + HOUR);
    await expect(store.once(mark('c'), NOW + HOUR)).rejects.toMatchObject({ code: 'store-full' });
    expect(await store.once(mark('a'), NOW + HOUR)).toBe('used');
    expect(await store.once(mark('c', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
    reopen({ pending: 3, once: 2 });
    await expect(store.once(mark('c'), NOW + HOUR)).rejects.toMatchObject({ code: 'store-full' });
    await run(25, () => NOW + HOUR);
    expect(await store.once(mark('c'), NOW + 2 * HOUR)).toBe('new');
  });

  test('a mark goes when the clock has said for 24 hours of running that it is over', async () => {
    await store.once(mark('a'), NOW + HOUR);
    await run(24, () => NOW + HOUR - 1);
    expect(await store.wasOnce(mark('a'))).toBe(true);
    await run(24, () => NOW + HOUR);
    expect(await store.wasOnce(mark('a'))).toBe(true);
    await run(1, () => NOW + HOUR);
    expect(await store.wasOnce(mark('a'))).toBe(false);
  });

  test.each([
    ['a minute', 60_000],
    ['hours', 5 * HOUR],
    ['years', 20 * 365 * 24 * HOUR],
  ])('a clock that is %s ahead for most of a day makes nothing be forgotten, restarts or not', async (_, ahead) => {
    await run(30, () => NOW);
    await set('k');
    await store.revokeSession('gone', NOW + HOUR);
    await store.once(mark('a'), NOW + HOUR / 2);
    await store.prune(NOW);
    await run(11, () => NOW + ahead);
    reopen();
    await run(11, () => NOW + ahead);
    expect(await store.once(mark('a'), NOW + HOUR / 2)).toBe('used');
    expect(await store.getSession('k')).not.toBeNull();
    expect(await set('gone')).toBe(false);
    expect(await store.once(mark('fresh'), NOW + HOUR)).toBe('new');
  });

  test('what is gone is never new again, whatever the clock says; what ends later is', async () => {
    await store.once(mark('a'), NOW + HOUR);
    await run(25, () => NOW + 1000 * HOUR);
    expect(await store.wasOnce(mark('a'))).toBe(false);
    reopen();
    expect(await store.once(mark('a'), NOW + HOUR)).toBe('forgotten');
    expect(await store.once(mark('b'), NOW + HOUR)).toBe('forgotten');
    expect(await store.once(mark('b'), NOW + HOUR + 1)).toBe('new');
    expect(await store.once(mark('b', 'assertion', 'https://other'), NOW + HOUR)).toBe('new');
  });

  test('pruning removes what has ended and nothing else', async () => {
    await set('k');
    await store.revokeSession('gone', NOW + HOUR);
    await store.addPending('arrival', 'r', 1, until(NOW + HOUR));
    await run(25, () => NOW + HOUR - 1);
    expect(await store.getSession('k')).not.toBeNull();
    expect(await set('gone')).toBe(false);
    expect(await store.getPending('arrival', 'r', NOW)).toBe(1);
    await run(26, () => NOW + HOUR);
    expect(await store.getSession('k')).toBeNull();
    expect(await set('gone')).toBe(true);
    expect(await store.getPending('arrival', 'r', NOW)).toBeNull();
  });

  test('the audit is kept in order, over restarts, and given out by pages', async () => {
    const line = (subject: string) => {
      return {
        at: NOW,
        actor: { kind: 'console', name: 'CORP\\anne' },
        action: 'a',
        subject,
        facts: { n: 1, t: 'x' },
      } as const;
    };
    for (const subject of ['one', 'two', 'three']) await store.addAudit(line(subject));
    reopen();
    await store.addAudit(line('four'));
    const newest = await store.listAudit(null, 2);
    expect(newest.map(({ subject }) => subject)).toEqual(['four', 'three']);
    expect(newest[0]).toEqual({ number: newest[0]?.number, ...line('four'), times: 1, lastAt: NOW });
    const older = await store.listAudit(newest[1]?.number ?? 0, 10);
    expect(older.map(({ subject }) => subject)).toEqual(['two', 'one']);
  });

  test("a QPS client's key is found by its hash, until it is revoked, and stays listed", async () => {
    await store.addClientKey('h1', { id: 'a', name: 'first', madeAt: NOW, madeBy: 'anne' });
    await store.addClientKey('h2', { id: 'b', name: 'second', madeAt: NOW + 1, madeBy: 'anne' });
    expect(await store.useClientKey('h1', NOW + HOUR)).toMatchObject({ id: 'a', name: 'first' });
    expect(await store.useClientKey('h3', NOW)).toBeNull();
    expect(await store.revokeClientKey('a', NOW + HOUR)).toBe(true);
    expect(await store.revokeClientKey('a', NOW + HOUR)).toBe(false);
    expect(await store.revokeClientKey('c', NOW)).toBe(false);
    reopen();
    expect(await store.useClientKey('h1', NOW + HOUR)).toBeNull();
    expect(await store.listClientKeys()).toEqual([
      { id: 'b', name: 'second', madeAt: NOW + 1, madeBy: 'anne', lastUsedAt: null, revokedAt: null },
      { id: 'a', name: 'first', madeAt: NOW, madeBy: 'anne', lastUsedAt: NOW + HOUR, revokedAt: NOW + HOUR },
    ]);
  });

  const report = (reference: string, changes: Partial<StoredReport> = {}): StoredReport => ({
    ...{
      reference,
      connection: 'hub',
      kind: 'login',
      outcome: 'arriving',
      at: NOW,
      assertionId: null,
      data: { a: 'é' },
    },
    ...changes,
  });
  const heldBy = (owner: string) => ({ owner, expiresAt: NOW + HOUR });

  test('reports are found by reference and assertion, amended, listed the newest first, and go when they end', async () => {
    await store.setReport(report('A', { assertionId: '_1' }), heldBy('anne'));
    await store.setReport(report('B', { connection: 'other', outcome: 'refused' }), heldBy('eddie'));
    await store.amendReport('A', 'logged-in', { b: 1 });
    store.close();
    store = open(folder, { uptime: () => ran });
    expect(await store.getReport('A', NOW)).toMatchObject({ outcome: 'logged-in', data: { b: 1 }, at: NOW });
    expect(await store.findReport('hub', '_1', NOW)).toMatchObject({ reference: 'A' });
    expect(await store.findReport('other', '_1', NOW)).toBeNull();
    const list = async (part: Partial<ReportSearch>) =>
      (await store.listReports({ connection: null, outcome: null, before: null, limit: 9, ...part }, NOW)).map(
        ({ reference }) => reference,
      );
    expect(await list({})).toEqual(['B', 'A']);
    expect(await list({ limit: 1 })).toEqual(['B']);
    expect(await list({ before: 2 })).toEqual(['A']);
    expect(await list({ connection: 'other' })).toEqual(['B']);
    expect(await list({ outcome: 'logged-in' })).toEqual(['A']);
    expect(await store.getReport('A', NOW + HOUR)).toBeNull();
    await store.prune(NOW + HOUR);
    expect(await store.getReport('A', NOW)).toBeNull();
  });

  test('of reports each owner has so many, and room is made by who holds the most', async () => {
    store.close();
    const reportLimits = { count: 2000, bytes: 1_000_000, ofOneOwner: 5 };
    store = open(folder, { uptime: () => ran, reportLimits });
    await store.setReport(report('anne'), heldBy('anne'));
    for (let count = 0; count < 20; count += 1) {
      await store.setReport(report(`s${count}`, { data: 'x'.repeat(300_000) }), heldBy('stranger'));
    }
    expect(await store.getReport('anne', NOW)).not.toBeNull();
    expect(await store.getReport('s19', NOW)).not.toBeNull();
    expect(await store.getReport('s15', NOW)).toBeNull();
    for (let count = 0; count < 8; count += 1) await store.setReport(report(`e${count}`), heldBy('eddie'));
    expect(await store.getReport('e2', NOW)).toBeNull();
    expect(await store.getReport('e3', NOW)).not.toBeNull();
  });

  test('attributes are counted by name, the oldest forgotten beyond a bound', async () => {
    const names = (...all: readonly string[]) => all.map((name) => ({ name, friendlyName: 'f', nameFormat: null }));
    await store.countAttributes('hub', names('b', 'a', 'a'), NOW);
    await store.countAttributes('hub', names('a'), NOW + 1);
    await store.countAttributes('other', names('c'), NOW);
    expect(await store.listAttributes('hub')).toEqual([
      { name: 'a', friendlyName: 'f', nameFormat: null, logins: 2, lastSeenAt: NOW + 1 },
      { name: 'b', friendlyName: 'f', nameFormat: null, logins: 1, lastSeenAt: NOW },
    ]);
    const many = Array.from({ length: 600 }, (_, index) => `n${index}`);
    await store.countAttributes('hub', names(...many, 'x'.repeat(1000)), NOW + 2);
    expect(await store.listAttributes('hub')).toHaveLength(500);
  });

  test('the last login of each connection is remembered, and outlives its session', async () => {
    await set('k', { loggedInAt: NOW + 2 });
    await set('l', { loggedInAt: NOW + 1 });
    await set('m', { connection: 'other', loggedInAt: NOW });
    await store.revokeSession('k', NOW + HOUR);
    reopen();
    expect(await store.lastLogins()).toEqual(
      new Map([
        ['hub', NOW + 2],
        ['other', NOW],
      ]),
    );
  });

  test('a secret is made once', async () => {
    expect(await store.secret('a', 'one')).toBe('one');
    expect(await store.secret('b', 'two')).toBe('two');
    reopen();
    expect(await store.secret('a', 'three')).toBe('one');
  });
});

test('the file of the SQLite store, and its side files, are for their owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const store = openSqliteStore(join(folder, 's'));
  await store.addPending('arrival', 'r', 1, { owner: '', expiresAt: NOW });
  for (const name of ['s', 's-wal', 's-shm']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  store.close();
  await rm(folder, { recursive: true });
});

test('what is in the audit cannot be changed, and not removed before its time, by whatever statement', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const store = openSqliteStore(join(folder, 's'));
  const actor = { kind: 'companion', name: 'the companion' } as const;
  await store.addAudit({ at: NOW, actor, action: 'a', subject: 's', facts: {} });
  const other = new DatabaseSync(join(folder, 's'));
  expect(() => other.exec("UPDATE audit SET subject = 'x'")).toThrow('append only');
  expect(() => other.exec('UPDATE audit SET times = times + 2, last_at = at')).toThrow('append only');
  expect(() => other.exec('UPDATE audit SET times = times + 1, last_at = at - 1')).toThrow('append only');
  expect(() => other.exec('DELETE FROM audit')).toThrow('append only');
  other.close();
  expect(await store.listAudit(null, 9)).toHaveLength(1);
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

test('a file of an earlier version is opened, and what it remembers holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const file = join(folder, 's');
  const earlier = new DatabaseSync(file);
  earlier.exec(`
    CREATE TABLE pending (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL,
      data TEXT NOT NULL, expires_at INTEGER NOT NULL, UNIQUE (kind, id)) STRICT;
    CREATE INDEX pending_by_age ON pending (kind, number);
    CREATE TABLE once (kind TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (kind, id))
      STRICT, WITHOUT ROWID;
    INSERT INTO pending (kind, id, data, expires_at) VALUES ('answer', 'e', 'true', ${NOW + HOUR});
    INSERT INTO once VALUES ('assertion', 'https://idp _a', ${NOW + HOUR});`);
  earlier.close();
  const store = openSqliteStore(file);
  expect(await store.getPending('answer', 'e', NOW)).toBe(true);
  expect(await store.once({ kind: 'assertion', issuer: 'https://idp', id: '_a' }, NOW + HOUR)).toBe('used');
  expect(await store.once({ kind: 'assertion', issuer: 'https://idp', id: '_b' }, NOW + HOUR)).toBe('new');
  store.close();
  await rm(folder, { recursive: true });
});

describe('the table of sessions of an earlier version', () => {
  const EARLIER = {
    connection: 'hub',
    userId: 'anne',
    userDirectory: 'CORP',
    idp: 'https://idp',
    nameId: { value: 'anne@example', format: null, nameQualifier: null, spNameQualifier: null },
    sessionIndexes: ['s1'],
    attributes: [{ name: 'group', values: [{ value: 'a', raw: 'b', from: { name: 'groups', friendlyName: null } }] }],
    assertionId: '_a',
    loggedInAt: NOW,
    idpEndsAt: NOW + HOUR,
  };

  async function openEarlier(rows: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'store-'));
    const earlier = new DatabaseSync(join(folder, 's'));
    earlier.exec(`CREATE TABLE sessions (
      key TEXT PRIMARY KEY, connection TEXT NOT NULL, idp TEXT NOT NULL, name_id TEXT NOT NULL,
      login TEXT NOT NULL, last_seen_at INTEGER NOT NULL, keep_until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    const add = earlier.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)');
    earlier.exec('BEGIN');
    for (const [key, row] of Object.entries(rows)) add.run(key, 'hub', 'https://idp', 'anne@example', row, NOW, NOW);
    earlier.exec('COMMIT');
    earlier.close();
    return { folder, store: openSqliteStore(join(folder, 's')) };
  }

  test('is taken over: its sessions hold, are found, and end', async () => {
    const asked = JSON.stringify({ ...EARLIER, unsolicited: true });
    const { folder, store } = await openEarlier({ old: JSON.stringify(EARLIER), asked });
    const origin = { way: 'saml', idp: 'https://idp', endsAt: NOW + HOUR, unsolicited: false, sessionIndexes: ['s1'] };
    expect((await store.getSession('old'))?.login).toMatchObject({ userId: 'anne', origin });
    expect((await store.getSession('asked'))?.login).toMatchObject({ origin: { ...origin, unsolicited: true } });
    expect(await store.findSessions('hub', 'https://idp', 'anne@example')).toHaveLength(2);
    const byGroup = { attribute: { name: 'group', value: 'a' } };
    expect((await store.listSessions(byGroup, { before: null, limit: 9 })).sessions).toHaveLength(2);
    expect(await store.revokeSession('old', NOW + HOUR)).toBe(true);
    store.close();
    const again = openSqliteStore(join(folder, 's'));
    expect(await again.getSession('old')).toBeNull();
    expect(await again.getSession('asked')).not.toBeNull();
    again.close();
    await rm(folder, { recursive: true });
  });

  test('with rows that nobody can read is taken over all the same, a thousand and more at once', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => [`k${index}`, JSON.stringify(EARLIER)] as const);
    const { folder, store } = await openEarlier({ ...Object.fromEntries(many), broken: '{', other: '{"version":9}' });
    await expect(store.getSession('broken')).rejects.toMatchObject({ code: 'row-unreadable' });
    await expect(store.getSession('other')).rejects.toMatchObject({ code: 'row-unreadable' });
    expect(await store.findSessions('hub', 'https://idp', 'anne@example')).toHaveLength(2500);
    expect((await store.listSessions({}, { before: null, limit: 9999 })).sessions).toHaveLength(2500);
    store.close();
    await rm(folder, { recursive: true });
  });
});
