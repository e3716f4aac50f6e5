import { describe, expect, test } from 'vitest';
import { ADAPTERS, HOUR, login, NOW, openForEach } from './adapters.ts';

describe.each(ADAPTERS)('sessions in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen, set } = opened;

  test('gives back what was kept, to the last character, after reopening too', async () => {
    const odd = login({ userId: 'ä\u0000"\u202e😀' });
    await opened.store.setSession({ key: 'k', login: odd, lastSeenAt: NOW }, NOW + HOUR);
    reopen();
    expect(await opened.store.getSession('k')).toEqual({ key: 'k', login: odd, lastSeenAt: NOW });
    expect(await opened.store.getSession('other')).toBeNull();
  });

  test('a revoked key is refused, however often it is set again, and after reopening', async () => {
    expect(await set('k')).toBe(true);
    expect(await opened.store.revokeSession('k', NOW + HOUR)).toBe(true);
    expect(await opened.store.getSession('k')).toBeNull();
    expect(await set('k')).toBe(false);
    reopen();
    expect(await set('k')).toBe(false);
    expect(await opened.store.getSession('k')).toBeNull();
    expect(await opened.store.revokeSession('k', NOW + HOUR)).toBe(false);
  });

  test('all sessions of a connection are revoked in one step, and those of another are not', async () => {
    await set('k');
    await set('l');
    await set('m', { connection: 'other' });
    expect(await opened.store.revokeSessionsOf('hub', NOW + HOUR)).toBe(2);
    expect(await opened.store.revokeSessionsOf('hub', NOW + HOUR)).toBe(0);
    reopen();
    expect(await Promise.all(['k', 'l'].map((key) => opened.store.getSession(key)))).toEqual([null, null]);
    expect(await set('k')).toBe(false);
    expect(await opened.store.getSession('m')).not.toBeNull();
  });

  test('touching moves only forward, and brings nothing back', async () => {
    await set('k');
    await opened.store.touchSession('k', NOW + 5);
    await opened.store.touchSession('k', NOW + 3);
    expect(await opened.store.getSession('k')).toMatchObject({ lastSeenAt: NOW + 5 });
    await opened.store.revokeSession('k', NOW + HOUR);
    await opened.store.touchSession('k', NOW + 9);
    expect(await opened.store.getSession('k')).toBeNull();
  });

  test('the last login of each connection is remembered, and outlives its session', async () => {
    await set('k', { loggedInAt: NOW + 2 });
    await set('l', { loggedInAt: NOW + 1 });
    await set('m', { connection: 'other', loggedInAt: NOW });
    await opened.store.revokeSession('k', NOW + HOUR);
    reopen();
    expect(await opened.store.lastLogins()).toEqual(
      new Map([
        ['hub', NOW + 2],
        ['other', NOW],
      ]),
    );
  });
});
