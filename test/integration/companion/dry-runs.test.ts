import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION_DETAILS } from '#shared/api/connections.ts';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import { type MetadataServer, makeMetadataServer } from '#test/fixtures/metadata-server.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let server: MetadataServer;
let world: CompanionWorld;
let admin: ApiClient;

beforeAll(async () => {
  server = await makeMetadataServer();
  const metadata = (xml: string): string => {
    server.serve(xml);
    return xml;
  };
  const extra = `metadataHosts: ["127.0.0.1:${server.port}"]\n`;
  world = await makeCompanionWorld({ metadata, extra, idp: () => `{ metadata: "${server.url}" }` });
  admin = administrator(() => world.url(), world.companion().newToken ?? '');
  for (const sessionTimeout of [20, 25]) {
    const { document, revision } = await show('hub');
    const changed = await admin.call('PUT', '/api/connections/hub', {
      revision,
      document: { ...document, sessionTimeout },
    });
    expect(changed.status).toBe(200);
  }
});

afterAll(async () => {
  await world.close();
  await server.stop();
});

async function show(prefix: string) {
  return v.parse(CONNECTION_DETAILS, (await admin.call('GET', `/api/connections/${prefix}`)).body);
}

/** What runs by itself: how long this process has run, by which clock. */
const OF_THE_CLOCK: readonly string[] = ['clock_readings', 'kept'];

/** Everything that is kept: each row of each table, and each other file of the state folder. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const folder = join(world.folder, 'state');
  const database = new DatabaseSync(join(folder, 'companion.sqlite'), { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = tables.map(({ name }) => String(name)).filter((name) => !OF_THE_CLOCK.includes(name));
  const rows = names.map((name) => [name, JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all())] as const);
  database.close();
  const files = (await readdir(folder)).filter((name) => !name.startsWith('companion.sqlite'));
  const hashes = files.map(
    async (name) =>
      [
        name,
        createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex'),
      ] as const,
  );
  return Object.fromEntries([...rows, ...(await Promise.all(hashes))]);
}

interface Trial {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  body(): Promise<object>;
}

const byAddress = () => ({ prefix: 'new', idp: { metadata: server.url }, user: { id: 'uid', directory: '[NEW]' } });
const ofHub = async () => (await show('hub')).revision;

/** The twin of each, without `dryRun`, changes what is kept; the order is that in which they can be taken. */
const TRIALS: readonly Trial[] = [
  {
    what: 'a new connection, whose metadata is fetched and which needs keys of ours',
    method: 'POST',
    path: '/api/connections',
    body: async () => ({ document: byAddress() }),
  },
  {
    what: 'a change',
    method: 'PUT',
    path: '/api/connections/hub',
    body: async () => {
      const { document, revision } = await show('hub');
      return { revision, document: { ...document, sessionTimeout: 10, cookie: 'other' } };
    },
  },
  {
    what: 'an undo',
    method: 'POST',
    path: '/api/connections/hub/restore',
    body: async () => ({ revision: await ofHub(), version: 1 }),
  },
  {
    what: 'newer metadata of the identity provider',
    method: 'POST',
    path: '/api/connections/hub/metadata',
    body: async () => ({ fingerprint: await fingerprintOfHub() }),
  },
  {
    what: 'going back to the file',
    method: 'DELETE',
    path: '/api/connections/hub',
    body: async () => ({ revision: await ofHub() }),
  },
];

/** What is looked at first is taken then, and nothing else. */
async function fingerprintOfHub(): Promise<unknown> {
  server.serve(world.idp.metadata.replace('/slo"', '/slo?newer=1"'));
  const { body } = await admin.call('POST', '/api/connections/hub/metadata', { dryRun: true });
  return Reflect.get(body as object, 'fingerprint');
}

test.each(TRIALS)('a look at $what keeps nothing: no line, no version, no metadata, no key', async (trial) => {
  const { method, path } = trial;
  const body = await trial.body();
  const before = await everything();
  const looked = await admin.call(method, path, { ...body, dryRun: true });
  expect(looked.status).toBe(200);
  expect(looked.body).toMatchObject({ changes: { length: expect.any(Number) } });
  expect(Reflect.get(looked.body as object, 'changes')).not.toEqual([]);
  expect(await everything()).toEqual(before);
});

test.each(TRIALS)('its twin: $what is taken, and is there with a line of the audit', async (trial) => {
  const before = await everything();
  const taken = await admin.call(trial.method, trial.path, await trial.body());
  expect([200, 201]).toContain(taken.status);
  const after = await everything();
  const different = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(different).toContain('audit');
  expect(different.length).toBeGreaterThan(1);
});

test('what a change would come to for whoever is logged in keeps nothing either', async () => {
  const before = await everything();
  const { document } = await show('hub');
  expect((await admin.call('POST', '/api/connections/hub/what-if', { document })).status).toBe(200);
  expect(await everything()).toEqual(before);
});
