import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { SessionSearch, Store } from '#server/store/store.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

const SIZES = { few: 250, many: 16_000 } as const;
const ROUNDS = 300;

const stores = new Map<keyof typeof SIZES, Store>();

beforeAll(async () => {
  for (const [name, size] of Object.entries(SIZES)) {
    const store = openSqliteStore(':memory:');
    for (let index = 0; index < size; index++) await store.setSession(sessionOf(index), Number.MAX_SAFE_INTEGER);
    stores.set(name === 'few' ? 'few' : 'many', store);
  }
});

afterAll(() => {
  for (const store of stores.values()) store.close();
});

function sessionOf(index: number) {
  const value = `value ${index}`;
  const from = { way: 'ticket', name: 'group' } as const;
  const attributes = [{ name: 'group', values: ['everybody', value].map((one) => ({ value: one, raw: one, from })) }];
  return { key: `key ${index}`, lastSeenAt: index, login: samlSession({ userId: `user ${index}`, attributes }) };
}

/** Processor time of so many searches, the least of three. */
async function cost(name: keyof typeof SIZES, search: SessionSearch, found: number): Promise<number> {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`There is no store of ${name}.`);
  const times: number[] = [];
  for (let tries = 0; tries < 3; tries++) {
    const before = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) {
      const { sessions } = await store.listSessions(search, { before: null, limit: 20 });
      if (sessions.length !== found) throw new Error(`${sessions.length} sessions were found`);
    }
    times.push(process.cpuUsage(before).user);
  }
  return Math.min(...times);
}

const user = { userDirectory: 'CORP', userId: 'USER 100' };

test.each<[string, SessionSearch, number]>([
  ['one user', { user }, 1],
  ['one user of a connection that everybody uses', { user, connection: 'hub', idp: 'https://idp' }, 1],
  ['a rare value of an attribute', { attribute: { name: 'group', value: 'value 200' }, connection: 'hub' }, 1],
  ['the first part of everybody', { connection: 'hub', attribute: { name: 'group', value: 'everybody' } }, 20],
  ['nobody', { connection: 'nowhere', idp: 'https://idp' }, 0],
])('finding %s among 64 times as many sessions costs the same', async (_, search, found) => {
  expect((await cost('many', search, found)) / (await cost('few', search, found))).toBeLessThan(8);
});
