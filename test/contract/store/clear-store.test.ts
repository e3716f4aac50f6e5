import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeLog } from '#server/log/log.ts';
import { clearStore } from '#server/store/clear-store.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';

const log = makeLog({ write: () => undefined });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clear-'));
  new DatabaseSync(join(folder, 'kept.sqlite')).exec('CREATE TABLE t (x TEXT)');
  await writeFile(join(folder, 'none.sqlite'), 'x'.repeat(5000));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Each makes SQLite itself fail in its own way. */
const FAILURES: readonly (readonly [string, () => void])[] = [
  ['store-disk-full', () => fill(new DatabaseSync(':memory:'))],
  ['store-read-only', () => open('kept.sqlite', { readOnly: true }).exec("INSERT INTO t VALUES ('x')")],
  ['store-busy', () => lockTwice(join(folder, 'kept.sqlite'))],
  ['store-failing', () => open('none.sqlite').exec('SELECT * FROM sqlite_master')],
  ['store-failing', () => open('nowhere/at/all.sqlite').exec('SELECT 1')],
];

function open(name: string, options = {}): DatabaseSync {
  return new DatabaseSync(join(folder, name), options);
}

function fill(database: DatabaseSync): void {
  database.exec('CREATE TABLE t (x TEXT); PRAGMA max_page_count = 3');
  for (let row = 0; row < 10; row++) database.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(4000));
}

function lockTwice(file: string): void {
  const [one, other] = [new DatabaseSync(file), new DatabaseSync(file)];
  one.exec('BEGIN IMMEDIATE');
  try {
    other.exec('BEGIN IMMEDIATE');
  } finally {
    one.close();
    other.close();
  }
}

test.each(FAILURES)('what SQLite says of the machine is told in words: %s', async (code, fail) => {
  const store = openSqliteStore(':memory:');
  const failing = clearStore({ ...store, prune: async () => fail() }, log);
  await expect(failing.prune(0)).rejects.toMatchObject({ name: 'WorkbenchError', code });
  store.close();
});

test('what it says of our SQL stays a defect', async () => {
  const store = openSqliteStore(':memory:');
  const failing = clearStore({ ...store, prune: async () => new DatabaseSync(':memory:').exec('SELEKT') }, log);
  await expect(failing.prune(0)).rejects.toMatchObject({ name: 'Error', message: expect.stringContaining('syntax') });
  store.close();
});

test('what works goes through', async () => {
  const store = clearStore(openSqliteStore(':memory:'), log);
  expect(await store.getSession('none')).toBeNull();
  store.close();
});
