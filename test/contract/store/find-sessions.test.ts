import { describe, expect, test } from 'vitest';
import type { SessionSearch } from '#server/store/store.ts';
import { ADAPTERS, HOUR, type LoginChanges, NOW, openForEach } from './adapters.ts';

describe.each(ADAPTERS)('sessions found in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen, run, set } = opened;

  test('finds sessions by connection, IdP and NameID value, all three exact', async () => {
    await set('one');
    await set('two', { sessionIndexes: ['s2'] });
    await set('other name', {
      nameId: { value: 'Anne@example', format: null, nameQualifier: null, spNameQualifier: null },
    });
    await set('other idp', { idp: 'https://idp2' });
    await set('other connection', { connection: 'hub2' });
    await set('no name', { nameId: null });
    const found = await opened.store.findSessions('hub', 'https://idp', 'anne@example');
    expect(found.map(({ key }) => key).toSorted()).toEqual(['one', 'two']);
  });

  const list = async (search: SessionSearch, before: string | null = null, limit = 100) => {
    const { sessions, next } = await opened.store.listSessions(search, { before, limit });
    return { keys: sessions.map(({ key }) => key), next };
  };

  const withGroup = (...groups: readonly string[]): LoginChanges => {
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
    await opened.store.revokeSession('2', NOW + HOUR);
    const second = await list({ connection: 'hub' }, first.next, 2);
    expect(second.keys).toEqual(['3', '1']);
    const third = await list({ connection: 'hub' }, second.next, 2);
    expect(third).toEqual({ keys: [], next: null });
    expect(await list({}, 'no place', 2)).toEqual({ keys: [], next: null });
  });

  test('what was revoked or replaced is not found by what it was', async () => {
    await set('gone', withGroup('old'));
    await set('changed', withGroup('old'));
    await opened.store.revokeSession('gone', NOW + HOUR);
    await set('changed', withGroup('new'));
    reopen();
    expect((await list({ attribute: { name: 'group', value: 'old' } })).keys).toEqual([]);
    expect((await list({ attribute: { name: 'group', value: 'new' } })).keys).toEqual(['changed']);
    expect((await list({})).keys).toEqual(['changed']);
    await run(25, () => NOW + HOUR);
    expect((await list({})).keys).toEqual([]);
  });
});
