import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CONNECTION_DETAILS, CONNECTION_HISTORY } from '#shared/api/connections.ts';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import { tokenOf } from '../access/qps-client.ts';
import { yamlFor } from './companion-world.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Changes that are answered before the process is killed in the middle of the ones after them. */
const BEFORE = 40;

let folder: string;
let port: string;
let child: ChildProcess | null = null;
let admin: ApiClient;
const afterwards: (() => Promise<void>)[] = [];
const url = (): string => `http://localhost:${port}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  await writeFile(join(folder, 'companion.yaml'), yamlFor({}).replace('idp.xml', 'state/test-idp.xml'));
  port = await freePort();
});

afterAll(async () => {
  for (const close of afterwards) await close();
  await kill();
  await rm(folder, { recursive: true });
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}

async function start(): Promise<void> {
  const args = ['server/start.ts', '--no-build', '--config', join(folder, 'companion.yaml')];
  const env = { ...process.env, PORT: port, IDP_PORT: await freePort() };
  const started = spawn(process.execPath, args, { cwd: ROOT, env });
  child = started;
  await new Promise<void>((done, fail) => {
    let text = '';
    started.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('Ctrl-C stops both')) done();
    });
    started.once('close', () => fail(new Error(text)));
  });
  const token = await tokenOf({ folder });
  admin = administrator(url, token);
}

/** `kill -9`: nothing is finished, nothing is closed. */
async function kill(): Promise<void> {
  const one = child;
  child = null;
  if (one === null || one.exitCode !== null || one.signalCode !== null) return;
  const gone = new Promise((done) => one.once('close', done));
  one.kill('SIGKILL');
  await gone;
}

const show = async () => v.parse(CONNECTION_DETAILS, (await admin.call('GET', '/api/connections/hub')).body);

test('killed in the middle of changes, each version is whole or not there, whatever was answered is, and the audit agrees', async () => {
  await start();
  const answered: string[] = [];
  const { document } = await show();
  /** One change after the other, each from the answer of the one before, until nobody answers any more. */
  const write = async (): Promise<void> => {
    let { revision } = await show();
    for (let count = 0; ; count += 1) {
      // Long enough to take several pages of the database.
      const description = `${count} ${'x'.repeat(20_000)}`;
      const answer = await admin.call('PUT', '/api/connections/hub', {
        revision,
        document: { ...document, description },
      });
      expect(answer.status).toBe(200);
      answered.push(description);
      revision = v.parse(v.object({ connection: v.object({ revision: v.string() }) }), answer.body).connection.revision;
      if (count === BEFORE) void kill();
    }
  };
  await expect(write()).rejects.toThrow('fetch failed');
  await kill();
  // What is there now is read by the same program, in this process, which has it compiled already.
  const log = makeLog({ write: () => undefined });
  const again = await startCompanion({ config: join(folder, 'companion.yaml'), port: 0, log });
  afterwards.push(() => again.close());
  admin = administrator(() => again.url, await tokenOf({ folder }));
  const { body } = await admin.call('GET', '/api/connections/hub/history');
  const { versions } = v.parse(CONNECTION_HISTORY, body);
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => versions.length - index));
  expect([answered.length, answered.length + 1]).toContain(versions.length);
  const now = await show();
  expect([now.isUsable, now.problem]).toEqual([true, null]);
  const description = String(now.document['description']);
  expect(description).toMatch(/^\d+ x{20000}$/);
  expect(Number.parseInt(description, 10) + 1).toBe(versions.length);
  const page = v.parse(AUDIT_PAGE, (await admin.call('GET', '/api/audit?limit=200')).body);
  const told = page.entries
    .filter(({ action }) => action === 'connection-changed')
    .map(({ facts }) => facts['version']);
  // The line comes after the version that it is of: the one that was being written may lack it, and none is of a version that is not there.
  expect([versions.length, versions.length - 1]).toContain(told.length);
  expect(told.every((version) => Number(version) <= versions.length)).toBe(true);
});
