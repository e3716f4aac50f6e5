import { describe, expect, test } from 'vitest';
import type { LogoutRow } from '#server/store/logout-rows.ts';
import { ADAPTERS, HOUR, login, NOW, openForEach } from './adapters.ts';

describe.each(ADAPTERS)('logouts in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen, set } = opened;

  const logoutRow = (id: string, changes: Partial<LogoutRow> = {}): LogoutRow => ({
    ...{ id, reference: `ref-${id}`, connection: 'hub', owner: 'anne', requestId: null, dueAt: null },
    ...{ expiresAt: NOW + HOUR, data: { id }, ...changes },
  });
  const end = (keys: readonly string[], row: LogoutRow, names: readonly string[] = []) =>
    opened.store.endSessions({ keys, until: NOW + HOUR, names }, () => row);

  test('sessions end together with their logout, once, and are not brought back', async () => {
    await set('k');
    await set('l');
    let alive: readonly string[] = [];
    const ending = { keys: ['k', 'l', 'never'], until: NOW + HOUR, names: ['name'] };
    const kept = await opened.store.endSessions(ending, (keys) => {
      alive = keys;
      return logoutRow('1');
    });
    expect([alive, kept?.revision]).toEqual([['k', 'l'], 0]);
    expect(await end(['k', 'l'], logoutRow('2'))).toBeNull();
    reopen();
    expect(await Promise.all(['k', 'l'].map((key) => opened.store.getSession(key)))).toEqual([null, null]);
    expect([await set('k'), await set('never')]).toEqual([false, false]);
    const found = [
      await opened.store.getLogout('1', NOW),
      await opened.store.logoutByReference('ref-1', NOW),
      await opened.store.logoutOfSession('l', NOW),
      (await opened.store.logoutsByName('name', NOW))[0],
      (await opened.store.listLogouts({ connection: 'hub', before: null, limit: 9 }, NOW))[0],
      (await opened.store.logoutsAfter((kept?.number ?? 0) - 1, 9))[0],
    ];
    for (const row of found) expect(row).toMatchObject({ id: '1', data: { id: '1' }, number: kept?.number });
    expect(await opened.store.newestLogout()).toBe(kept?.number);
    expect([await opened.store.getLogout('2', NOW), await opened.store.logoutOfSession('never', NOW)]).toEqual([
      null,
      null,
    ]);
    expect(await opened.store.listLogouts({ connection: 'other', before: null, limit: 9 }, NOW)).toEqual([]);
    expect(await opened.store.getLogout('1', NOW + HOUR)).toBeNull();
  });

  test('a logout whose making fails leaves its sessions as they were', async () => {
    await set('k');
    const ending = { keys: ['k'], until: NOW + HOUR, names: [] };
    const failing = () => {
      throw new Error('no');
    };
    await expect(opened.store.endSessions(ending, failing)).rejects.toThrow('no');
    expect([await opened.store.getSession('k'), await set('k')]).toEqual([expect.anything(), true]);
  });

  test('of two that change a logout at once one does', async () => {
    await set('k');
    await end(['k'], logoutRow('1', { dueAt: NOW }));
    expect((await opened.store.dueLogouts(NOW, 9)).map(({ id }) => id)).toEqual(['1']);
    const changed = logoutRow('1', { requestId: 'r', dueAt: NOW + 5, data: 'first' });
    expect(await opened.store.changeLogout(changed, 0)).toBe(true);
    expect(await opened.store.changeLogout({ ...changed, data: 'second' }, 0)).toBe(false);
    expect(await opened.store.logoutByRequest('r', NOW)).toMatchObject({ data: 'first', revision: 1 });
    expect([await opened.store.dueLogouts(NOW, 9), (await opened.store.dueLogouts(NOW + 5, 9)).length]).toEqual([
      [],
      1,
    ]);
    expect(await opened.store.changeLogout({ ...changed, requestId: null, dueAt: null }, 1)).toBe(true);
    expect([await opened.store.logoutByRequest('r', NOW), await opened.store.dueLogouts(NOW + 9, 9)]).toEqual([
      null,
      [],
    ]);
  });

  test('sessions are over by what was said of their end, and last longer when they are used', async () => {
    const ends = (key: string, endsAt: number | null) =>
      opened.store.setSession({ key, login: login(), lastSeenAt: NOW }, NOW + HOUR, endsAt);
    await ends('soon', NOW + 10);
    await ends('late', NOW + 20);
    await ends('never', null);
    await opened.store.touchSession('soon', NOW + 5, NOW + 15);
    await opened.store.touchSession('never', NOW + 5, null);
    reopen();
    const over = async (now: number) => (await opened.store.sessionsOver(now, 9)).map(({ key }) => key);
    expect([await over(NOW + 14), await over(NOW + 15), await over(NOW + HOUR)]).toEqual([
      [],
      ['soon'],
      ['soon', 'late'],
    ]);
    await end(['soon'], logoutRow('1'));
    expect(await over(NOW + HOUR)).toEqual(['late']);
  });
});
