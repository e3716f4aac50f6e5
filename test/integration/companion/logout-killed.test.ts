import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import { samlSession } from '#test/fixtures/login-session.ts';
import { makeOwnProcess, type OwnProcess } from './own-process.ts';

const HOUR = 3_600_000;

/** Sessions of one round, all of them to be ended when the process is killed. */
const SESSIONS = 120;

let companion: OwnProcess;

beforeAll(async () => {
  companion = await makeOwnProcess();
});

afterAll(() => companion.close());

const openStore = () => openSqliteStore(join(companion.folder, 'state', 'companion.sqlite'));

async function isOpen(cookie: string): Promise<boolean> {
  const answer = await fetch(`${companion.url}/hub/qps/user`, { headers: { cookie: `hub.session=${cookie}` } });
  return 'userId' in ((await answer.json()) as object);
}

/** Makes sessions as logins do, and gives their cookies. */
async function makeSessions(round: number): Promise<readonly string[]> {
  const store = openStore();
  const cookies = Array.from({ length: SESSIONS }, (_, index) => `${round}-${index}-${'x'.repeat(40)}`);
  for (const [index, cookie] of cookies.entries()) {
    const login = samlSession({ userId: `user${index}`, sessionIndexes: [cookie], loggedInAt: Date.now() });
    const session = { key: hashSecret(cookie), login, lastSeenAt: Date.now() };
    await store.setSession(session, Date.now() + 24 * HOUR, Date.now() + HOUR);
  }
  store.close();
  return cookies;
}

test('kill -9 in the middle of logouts: whoever was told is right, and what ended is written down', async () => {
  const kills = Number(process.env['COMPANION_KILLS'] ?? 3);
  let told = 0;
  await companion.start();
  const token = (await readFile(join(companion.folder, 'state', 'admin.token'), 'utf8')).trim();
  for (let round = 0; round < kills; round++) {
    const cookies = await makeSessions(round);
    const ended = new Set<string>();
    const asked = cookies.map(async (cookie, index) => {
      const isUser = index % 2 === 0;
      const answer = isUser
        ? await fetch(`${companion.url}/hub/logout`, {
            headers: { cookie: `hub.session=${cookie}` },
            redirect: 'manual',
          })
        : await fetch(`${companion.url}/api/sessions/${hashSecret(cookie)}`, {
            method: 'DELETE',
            headers: { Authorization: `Bearer ${token}` },
          });
      if (answer.status === 200 || answer.status === 303) ended.add(cookie);
    });
    const all = Promise.allSettled(asked);
    // After as many answers as chance wants: a clock would kill before the first or after the last.
    const after = Math.floor((Math.random() * SESSIONS * 3) / 4);
    while (ended.size < after) await new Promise((done) => setTimeout(done, 1));
    await companion.kill();
    await all;
    const store = openStore();
    for (const cookie of cookies) {
      const key = hashSecret(cookie);
      const alive = (await store.getSession(key)) !== null;
      const logout = await store.logoutOfSession(key, Date.now());
      // Either it goes on and nothing says otherwise, or it is over and its logout is there.
      expect([cookie, alive]).toEqual([cookie, logout === null]);
      if (ended.has(cookie)) expect([cookie, alive]).toEqual([cookie, false]);
    }
    store.close();
    told += ended.size;
    await companion.start();
    for (const cookie of [...ended].slice(-5)) expect(await isOpen(cookie)).toBe(false);
    const open = await Promise.all(cookies.slice(0, 20).map(isOpen));
    expect(open.filter((_, index) => ended.has(cookies[index] ?? ''))).not.toContain(true);
  }
  expect(told).toBeGreaterThan(kills);
}, 3_600_000);
