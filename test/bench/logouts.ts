import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { endSessions } from '#server/session/end-sessions.ts';
import { sessionsOf } from '#server/session/search-sessions.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';
import { startTwentyParticipants, TWENTY } from '#test/fixtures/twenty-participants.ts';
import { killedService, sessionOf } from '#test/integration/companion/killed/killed-service.ts';
import { type Row, toLimitRow } from './row.ts';

const SESSIONS = 1_000_000;

/** Users that are ended, one after the other; the median counts. */
const ENDED = 200;

/** One user among a million sessions, and twenty participants of whom twelve do not do what they should. */
export async function measureLogouts(): Promise<readonly Row[]> {
  return [await measureOneUser(), await measureTwenty()];
}

async function measureOneUser(): Promise<Row> {
  console.log(`end-user: one user among ${SESSIONS.toLocaleString('en')} sessions`);
  const folder = await mkdtemp(join(tmpdir(), 'bench-logouts-'));
  try {
    const file = join(folder, 'store.sqlite');
    const store = openSqliteStore(file);
    const now = Date.now();
    await fill(store, file, now);
    const times: number[] = [];
    for (let user = 0; user < ENDED; user++) times.push(await endOne(store, user, now));
    store.close();
    return toLimitRow('end-user', times.toSorted((a, b) => a - b)[ENDED >> 1] ?? Number.NaN, 'ms', '1,000,000', 10);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Those that end are kept as logins keep them; the others are copies of one, each with a user and a name of its own. */
async function fill(store: Store, file: string, now: number): Promise<void> {
  for (let user = 0; user < ENDED; user++) await store.setSession(sessionOf(`u${user}`, 0, now), now + 90_000_000);
  const database = new DatabaseSync(file);
  const others = SESSIONS - ENDED;
  database.exec(`BEGIN;
    CREATE TEMP TABLE model AS SELECT * FROM user_sessions LIMIT 1;
    CREATE TEMP TABLE shared_tags AS SELECT tag FROM session_tags GROUP BY tag HAVING count(*) > 1;
    WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${others})
      INSERT INTO user_sessions (key, login, last_seen_at, keep_until, ends_at)
      SELECT 'other-' || i, login, last_seen_at, keep_until, ends_at FROM n, model;
    INSERT INTO session_tags (tag, number)
      SELECT tag, number FROM user_sessions, shared_tags WHERE key >= 'other-' AND key < 'other.';
    INSERT INTO session_tags (tag, number)
      SELECT number * 1048583 % 281474976710656, number FROM user_sessions WHERE key >= 'other-' AND key < 'other.';
    COMMIT;`);
  const held = Number(database.prepare('SELECT count(*) AS n FROM user_sessions').get()?.['n']);
  database.close();
  if (held !== SESSIONS) throw new Error(`the bench of logouts has ${held} sessions`);
}

async function endOne(store: Store, user: number, now: number): Promise<number> {
  const { key, login } = sessionOf(`u${user}`, 0, now);
  const began = performance.now();
  const sessions = await sessionsOf(store, { connection: 'hub', user: login });
  const [logout] = await endSessions(killedService(store, now), sessions, { by: 'administrator' });
  const took = performance.now() - began;
  if (logout?.sessions.join() !== key || (await store.getSession(key)) !== null)
    throw new Error('the bench of logouts ends another session than it says');
  return took;
}

async function measureTwenty(): Promise<Row> {
  console.log(`logout-20: ${TWENTY.length} participants: 5 hang, 3 refuse, 2 reset, 2 lie`);
  const world = await startTwentyParticipants();
  const { told, milliseconds } = await world.logOut();
  await world.close();
  const isTold = TWENTY.every((behaviour, number) => (told.get(number) === 'logged out') === (behaviour === 'ends'));
  if (!isTold || told.size !== TWENTY.length) throw new Error('not each of the participants was told as it is');
  return toLimitRow('logout-20', milliseconds, 'ms', '20 participants', 5_000);
}
