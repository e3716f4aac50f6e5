import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { actorOf, demandClient } from '#server/admin/admit.ts';
import { makeClientKey, revokeClientKey } from '#server/admin/client-keys.ts';
import { answerApiErrors } from '#server/api/answer-api-errors.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { makeLog } from '#server/log/log.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import { baseApp } from '#server/web/base-app.ts';

const TOKEN = 't'.repeat(43);
const ACTOR = { kind: 'token', name: 'the administrator' } as const;
const store = openSqliteStore(':memory:');
let made = 0;
const environment: AdminEnvironment = {
  url: 'http://localhost:4040',
  store,
  clock: () => 1000,
  log: makeLog({ write: () => undefined }),
  random: () => String(made++).padEnd(43, 'r'),
  administrator: { tokenHash: hashSecret(TOKEN), guesses: { delay: async () => true }, loginOpens: async () => false },
};
let server: Server;
let url: string;

beforeAll(async () => {
  const app = baseApp(environment);
  app.use(answerApiErrors(environment.log));
  app.use(demandClient(environment));
  app.use((ctx) => {
    ctx.body = actorOf(ctx);
  });
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/`;
});

afterAll(() => {
  server.close();
  store.close();
});

async function as(headers: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(url, { headers });
  return answer.status === 200 ? await answer.json() : answer.status;
}

test('a QPS client comes in by its key, under its name, until the key is revoked; the token always does', async () => {
  const { key, id } = await makeClientKey(environment, ACTOR, 'mashup');
  const other = await makeClientKey(environment, ACTOR, 'other');
  expect(await as({ Authorization: `Bearer ${key}` })).toEqual({ kind: 'client', name: 'mashup' });
  await revokeClientKey(environment, ACTOR, id);
  expect(await as({ Authorization: `Bearer ${key}` })).toBe(401);
  expect(await as({ Authorization: `Bearer ${other.key}` })).toEqual({ kind: 'client', name: 'other' });
  expect(await as({ Authorization: `Bearer ${TOKEN}` })).toMatchObject({ kind: 'token' });
});

test('nothing but the whole key opens: no cookie, no hash of it, no id', async () => {
  const { key, id } = await makeClientKey(environment, ACTOR, 'third');
  for (const secret of [hashSecret(key), id, key.slice(0, -1), `${key}x`, key.toUpperCase()]) {
    expect(await as({ Authorization: `Bearer ${secret}` })).toBe(401);
  }
  expect(await as({ Cookie: `workbench.console=${key}` })).toBe(401);
  expect(await as({ Authorization: key })).toBe(401);
  expect(await as({ Authorization: `Bearer ${key}` })).toMatchObject({ name: 'third' });
});
