import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { yamlFor } from '../companion/companion-world.ts';
import { field, qpsClient, userBody } from './qps-client.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

let folder: string;
let ports: { PORT: string; IDP_PORT: string };
let child: ChildProcess | null = null;
const url = (): string => `http://localhost:${ports.PORT}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  await writeFile(join(folder, 'companion.yaml'), yamlFor({}).replace('idp.xml', 'state/test-idp.xml'));
  ports = { PORT: await freePort(), IDP_PORT: await freePort() };
});

afterEach(async () => {
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
  const started = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...ports } });
  child = started;
  let text = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  for (let tries = 0; tries < 600 && !text.includes('Ctrl-C stops both'); tries++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(text).toContain('SAML Workbench is running.');
}

/** `kill -9`: nothing is finished, nothing is closed. */
async function kill(): Promise<void> {
  const running = child;
  child = null;
  if (running === null || running.exitCode !== null || running.signalCode !== null) return;
  const gone = new Promise((done) => running.once('close', done));
  running.kill('SIGKILL');
  await gone;
}

const call = (...args: Parameters<ReturnType<typeof qpsClient>>) => qpsClient({ folder, url })(...args);

const makeTicket = async (UserId: string): Promise<string> =>
  field(await call('POST', 'hub/ticket', { body: userBody(['QlikGroup'], { UserId }) }), 'Ticket');

const bring = async (ticket: string): Promise<string> =>
  (await new HttpBrowser().open(`${url()}/hub/qps/user?qlikTicket=${ticket}`)).text;

test('a ticket that was made is good after kill -9, and one that was used is not, nor is a session lost', async () => {
  await start();
  const [used, kept] = [await makeTicket('used'), await makeTicket('kept')];
  const body = userBody([], { UserId: 'called', SessionId: '89423bb8-c5f6-4da1-8e73-4c6f3a1ad1f3' });
  expect(await call('POST', 'hub/session', { body })).toMatchObject({ status: 201 });
  expect(await bring(used)).toContain('"used"');
  await kill();
  await start();
  expect(await bring(used)).toContain('"inactive"');
  expect(await bring(kept)).toContain('"kept"');
  expect(await call('GET', 'hub/user/CORP/called')).toMatchObject({ status: 200, body: [body] });
  expect(await call('GET', 'hub/user/CORP/used')).toMatchObject({ body: [{ UserId: 'used' }] });
  await kill();
  await start();
  expect(await bring(kept)).toContain('"inactive"');
});

test('killed while tickets are being used, none is used twice', async () => {
  await start();
  const users = Array.from({ length: 60 }, (_, index) => `user${index}`);
  const tickets = await Promise.all(users.map(makeTicket));
  // Each by two browsers at once, a few tickets at a time; the process dies at the twentieth answer, among them.
  const before = tickets.map((): string[] => []);
  const waiting = [...tickets.entries()];
  let answers = 0;
  let killed: Promise<void> | null = null;
  const bringTwice = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && killed === null; next = waiting.shift()) {
      const [index, ticket] = next;
      for (const text of await Promise.all([ticket, ticket].map((each) => bring(each).catch(() => 'gone')))) {
        before[index]?.push(text);
        answers += 1;
        if (answers >= 20) killed ??= kill();
      }
    }
  };
  await Promise.all([bringTwice(), bringTwice(), bringTwice()]);
  await killed;
  expect(waiting.length).toBeGreaterThan(0);
  await start();
  const after = await Promise.all(tickets.map(bring));
  const sessions = await Promise.all(users.map((id) => call('GET', `hub/user/CORP/${id}`)));
  for (const [index, { body }] of sessions.entries()) {
    const seen = [...(before[index] ?? []), after[index]];
    const entered = seen.filter((text) => text?.includes(`"user${index}"`)).length;
    expect(entered).toBeLessThanOrEqual(1);
    expect(Array.isArray(body) ? body.length : -1).toBeLessThanOrEqual(1);
  }
  // What was not reached before is good yet.
  for (const [index] of waiting) expect(after[index]).toContain(`"user${index}"`);
});
