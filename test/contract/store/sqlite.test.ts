import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite.ts';
import { HOUR, NOW } from './adapters.ts';

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

test('an audit that an earlier version kept for good is read, and has its time from then on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const earlier = new DatabaseSync(join(folder, 's'));
  earlier.exec(`
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor_name TEXT NOT NULL,
      action TEXT NOT NULL, subject TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
    INSERT INTO audit (at, actor_kind, actor_name, action, subject, facts)
      VALUES (${NOW}, 'client', 'mashup', 'ticket-made', 'CORP\\anne', '{"connection":"hub"}');
  `);
  earlier.close();
  let ran = 0;
  const store = openSqliteStore(join(folder, 's'), { auditLimits: { days: 30, lines: 400 }, uptime: () => ran });
  expect(await store.listAudit(null, 9)).toMatchObject([{ number: 1, times: 1, lastAt: NOW }]);
  const actor = { kind: 'client', name: 'mashup' } as const;
  const facts = { connection: 'hub' };
  await store.addAudit({ at: NOW + 1, actor, action: 'ticket-made', subject: 'CORP\\anne', facts });
  expect(await store.listAudit(null, 9)).toMatchObject([{ number: 1, times: 2, lastAt: NOW + 1 }]);
  for (let hour = 0; hour < 30; hour += 1) {
    ran += HOUR;
    await store.prune(NOW + 31 * 24 * HOUR + hour * HOUR);
  }
  expect(await store.listAudit(null, 9)).toMatchObject([{ action: 'audit-shortened', facts: { count: 1 } }]);
  store.close();
  await rm(folder, { recursive: true });
});

test('a file that is opened again, perhaps beside others, keeps its schema as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const version = () => {
    const file = new DatabaseSync(join(folder, 's'), { readOnly: true });
    const found = file.prepare('PRAGMA schema_version').get()?.['schema_version'];
    file.close();
    return found;
  };
  openSqliteStore(join(folder, 's')).close();
  const before = version();
  openSqliteStore(join(folder, 's')).close();
  expect(version()).toBe(before);
  await rm(folder, { recursive: true });
});
