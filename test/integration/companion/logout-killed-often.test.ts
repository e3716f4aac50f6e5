import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveLogout } from '#server/logout/move-logout.ts';
import { settleLogoutRequest } from '#server/logout/settle-logout-request.ts';
import type { StoredLogout } from '#server/store/logout-rows.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';
import { LOGOUT, type Logout } from '#shared/logout/logout.ts';
import { dueAt } from '#shared/logout/machine.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { ENDS, killedService, requestOf, sessionOf } from './killed/killed-service.ts';

/** A store that several processes can have open at once, and that outlives each of them. */
const STORES = [{ name: 'SQLite', open: openSqliteStore }];

const KILLS = Number(process.env['LOGOUT_KILLS'] ?? 1_000);

/** Statements of a round that nobody kills, those of opening the store included; some rounds go beyond. */
const STATEMENTS = 150;

/** So many run at the same time on the same store, as several companions do. */
const LANES = 2;

const HOUR = 3_600_000;

let folder: string;
let program: string;

/** One file of JavaScript: half of what a process takes to start is the reading of many. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-often-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('./killed/end-sessions.ts', import.meta.url)),
      outDir: join(folder, 'program'),
      minify: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'end-sessions.cjs' } },
    },
  });
  program = join(folder, 'program', 'end-sessions.cjs');
  // Who is killed leaves no compiled code for the next.
  execFileSync(process.execPath, [program, join(folder, 'first'), 'none', '0', '0', '']);
});

afterAll(() => rm(folder, { recursive: true }));

/** What the killed process said before. */
async function killOne(file: string, round: string, now: number): Promise<readonly string[]> {
  const order = ENDS.map((_, place) => place).toSorted(() => Math.random() - 0.5);
  // By itself between two statements, or from outside, wherever it happens to be.
  const statement = Math.random() < 0.6 ? 1 + Math.floor(Math.random() * STATEMENTS) : 0;
  const lines = Math.floor(Math.random() * (ENDS.length + 2));
  const child = spawn(process.execPath, [program, file, round, String(now), String(statement), order.join()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
    const told = text.split('\n').length - 1;
    if (text.endsWith('done\n') || (statement === 0 && told > lines)) child.kill('SIGKILL');
  });
  const [code, signal]: (number | string | null)[] = await once(child, 'close');
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return text.split('\n').slice(0, -1);
}

function read({ data, dueAt: due }: StoredLogout): Logout {
  const logout = v.parse(LOGOUT, data);
  // What waits is found when its time has come.
  expect(due).toBe(dueAt(logout));
  return logout;
}

/** Whoever was told is right, and each session goes on or has its logout, never both and never neither. */
async function hold(store: Store, round: string, now: number, lines: readonly string[]): Promise<number> {
  let told = 0;
  expect(lines.filter((line) => line.startsWith('resurrected'))).toEqual([]);
  for (const place of ENDS.keys()) {
    const { key } = sessionOf(round, place, now);
    const isAlive = (await store.getSession(key)) !== null;
    const row = await store.logoutOfSession(key, now);
    expect([key, isAlive]).toEqual([key, row === null]);
    if (row !== null) expect(read(row).sessions).toContain(key);
    if (!lines.includes(key)) continue;
    told += 1;
    expect([key, isAlive]).toEqual([key, false]);
  }
  return told;
}

/** An identity provider that got no answer asks again, with the same message. */
async function askAgain(store: Store, round: string, now: number): Promise<void> {
  for (const [place, how] of ENDS.entries()) {
    if (how !== 'idp' && how !== 'idp-by-index') continue;
    const { codes } = await settleLogoutRequest(killedService(store, now), requestOf(round, place, now));
    expect([how, codes]).toEqual([how, [STATUS_CODE.success]]);
    expect(await store.getSession(sessionOf(round, place, now).key)).toBeNull();
  }
}

/** Lets all time pass that anything waits for. */
async function settle(store: Store, now: number): Promise<void> {
  let later = now;
  for (let rounds = 0; rounds < 8; rounds++) {
    later += HOUR / 2;
    const due = await store.dueLogouts(later, 100 * KILLS);
    for (const { id } of due) {
      const service = killedService(store, later);
      await moveLogout(service, id, { type: 'time', at: later });
      const sent = { type: 'sent', by: 'soap', requestId: `_${id}`, at: later, until: later + 15_000 } as const;
      await moveLogout(service, id, sent);
    }
  }
  expect(await store.dueLogouts(later + 24 * HOUR, 1)).toEqual([]);
}

async function allLogouts(store: Store, now: number): Promise<readonly Logout[]> {
  const found: Logout[] = [];
  for (let before: number | null = null; ; ) {
    const rows: readonly StoredLogout[] = await store.listLogouts({ connection: null, before, limit: 1000 }, now);
    found.push(...rows.map(read));
    before = rows.at(-1)?.number ?? null;
    if (before === null) return found;
  }
}

describe.each(STORES)('kill -9 in the middle of logouts: $name', ({ open }) => {
  test('whoever was told is right, what ended is written down, and nothing waits for ever', async () => {
    const file = join(folder, 'store');
    const store = open(file);
    const began = Date.now();
    const counts = { kills: 0, told: 0, rounds: 0 };
    const lane = async (name: number): Promise<void> => {
      while (counts.rounds < KILLS) {
        counts.rounds += 1;
        const round = `${name}-${counts.rounds}`;
        const now = began + counts.rounds * 2_000;
        for (const place of ENDS.keys()) await store.setSession(sessionOf(round, place, now), now + 48 * HOUR);
        const lines = await killOne(file, round, now);
        counts.kills += 1;
        counts.told += await hold(store, round, now, lines);
        await askAgain(store, round, now);
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, name) => lane(name)));
    // Killed early and late: somebody was told in many rounds, and in none all.
    expect(counts.told).toBeGreaterThan(counts.kills);
    expect(counts.told).toBeLessThan(counts.kills * ENDS.length);
    expect(counts.kills).toBe(KILLS);
    const now = began + counts.rounds * 2_000;
    await settle(store, now);
    for (const logout of await allLogouts(store, now)) {
      expect(['answered', 'unanswered', 'not-asked', 'asked-us']).toContain(logout.idp?.state.is);
      for (const key of logout.sessions) expect(await store.getSession(key)).toBeNull();
    }
    store.close();
  }, 600_000);
});
