import { describe, expect, test } from 'vitest';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import { ADAPTERS, HOUR, NOW, openForEach } from './adapters.ts';

describe.each(ADAPTERS)('what else the store keeps: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen } = opened;

  test('versions of connections are added one behind the other, and of two of one number the first is kept', async () => {
    const version = (number: number, changes: Partial<ConnectionVersion> = {}): ConnectionVersion => ({
      ...{ prefix: 'hub', version: number, document: { prefix: 'hub', idp: { n: number } }, author: 'anne', at: NOW },
      ...{ summary: `version ${number}`, ...changes },
    });
    expect(await opened.store.addConnectionVersion(version(2))).toBe(false);
    expect(await opened.store.addConnectionVersion(version(1))).toBe(true);
    expect(await opened.store.addConnectionVersion(version(1, { author: 'eddie' }))).toBe(false);
    expect(await opened.store.addConnectionVersion(version(3))).toBe(false);
    expect(await opened.store.addConnectionVersion(version(2, { document: null }))).toBe(true);
    expect(await opened.store.addConnectionVersion(version(1, { prefix: 'other' }))).toBe(true);
    reopen();
    expect(await opened.store.newestConnections()).toEqual([
      version(2, { document: null }),
      version(1, { prefix: 'other' }),
    ]);
    expect(await opened.store.connectionHistory('hub', 10)).toEqual([version(2, { document: null }), version(1)]);
    expect(await opened.store.connectionHistory('hub', 1)).toHaveLength(1);
    expect(await opened.store.connectionVersion('hub', 1)).toEqual(version(1));
    expect(await opened.store.connectionVersion('hub', 9)).toBeNull();
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
    for (const subject of ['one', 'two', 'three']) await opened.store.addAudit(line(subject));
    reopen();
    await opened.store.addAudit(line('four'));
    const newest = await opened.store.listAudit(null, 2);
    expect(newest.map(({ subject }) => subject)).toEqual(['four', 'three']);
    expect(newest[0]).toEqual({ number: newest[0]?.number, ...line('four'), times: 1, lastAt: NOW });
    const older = await opened.store.listAudit(newest[1]?.number ?? 0, 10);
    expect(older.map(({ subject }) => subject)).toEqual(['two', 'one']);
  });

  test("a QPS client's key is found by its hash, until it is revoked, and stays listed", async () => {
    await opened.store.addClientKey('h1', { id: 'a', name: 'first', madeAt: NOW, madeBy: 'anne' });
    await opened.store.addClientKey('h2', { id: 'b', name: 'second', madeAt: NOW + 1, madeBy: 'anne' });
    expect(await opened.store.useClientKey('h1', NOW + HOUR)).toMatchObject({ id: 'a', name: 'first' });
    expect(await opened.store.useClientKey('h3', NOW)).toBeNull();
    expect(await opened.store.revokeClientKey('a', NOW + HOUR)).toBe(true);
    expect(await opened.store.revokeClientKey('a', NOW + HOUR)).toBe(false);
    expect(await opened.store.revokeClientKey('c', NOW)).toBe(false);
    reopen();
    expect(await opened.store.useClientKey('h1', NOW + HOUR)).toBeNull();
    expect(await opened.store.listClientKeys()).toEqual([
      { id: 'b', name: 'second', madeAt: NOW + 1, madeBy: 'anne', lastUsedAt: null, revokedAt: null },
      { id: 'a', name: 'first', madeAt: NOW, madeBy: 'anne', lastUsedAt: NOW + HOUR, revokedAt: NOW + HOUR },
    ]);
  });

  test('attributes are counted by name, the oldest forgotten beyond a bound', async () => {
    const names = (...all: readonly string[]) => all.map((name) => ({ name, friendlyName: 'f', nameFormat: null }));
    await opened.store.countAttributes('hub', names('b', 'a', 'a'), NOW);
    await opened.store.countAttributes('hub', names('a'), NOW + 1);
    await opened.store.countAttributes('other', names('c'), NOW);
    expect(await opened.store.listAttributes('hub')).toEqual([
      { name: 'a', friendlyName: 'f', nameFormat: null, logins: 2, lastSeenAt: NOW + 1 },
      { name: 'b', friendlyName: 'f', nameFormat: null, logins: 1, lastSeenAt: NOW },
    ]);
    const many = Array.from({ length: 600 }, (_, index) => `n${index}`);
    await opened.store.countAttributes('hub', names(...many, 'x'.repeat(1000)), NOW + 2);
    expect(await opened.store.listAttributes('hub')).toHaveLength(500);
  });

  test('a secret is made once', async () => {
    expect(await opened.store.secret('a', 'one')).toBe('one');
    expect(await opened.store.secret('b', 'two')).toBe('two');
    reopen();
    expect(await opened.store.secret('a', 'three')).toBe('one');
  });
});
