import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION_DETAILS, CONNECTION_HISTORY } from '#shared/api/connections.ts';
import { administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { yamlFor } from './companion-world.ts';
import { isAcs } from './forge.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

let folder: string;
let ports: { PORT: string; IDP_PORT: string };
const children = new Set<ChildProcess>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
  await writeFile(join(folder, 'companion.yaml'), yamlFor({}).replace('idp.xml', 'state/test-idp.xml'));
  ports = { PORT: String(await freePort()), IDP_PORT: String(await freePort()) };
});

afterEach(async () => {
  await Promise.all([...children].map((child) => end(child, 'SIGKILL')));
  await rm(folder, { recursive: true });
});

/** `npm start` without building: what it builds has tests of its own. */
interface Started {
  readonly child: ChildProcess;
  output(): string;
  /** Exit status. */
  readonly ended: Promise<number | null>;
}

function start(env: Record<string, string> = ports): Started {
  const args = ['server/start.ts', '--no-build', '--config', join(folder, 'companion.yaml')];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  children.add(child);
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  void ended.then(() => children.delete(child));
  return { child, output: () => text, ended };
}

async function started(): Promise<Started> {
  const run = start();
  for (let tries = 0; tries < 600 && !run.output().includes('Ctrl-C stops both'); tries++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(run.output()).toContain('SAML Workbench is running.');
  return run;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('close', done));
  child.kill(signal);
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const hub = () => `http://localhost:${ports.PORT}/hub/`;

describe('npm start', () => {
  test('prints where everything is and how to load the extension, and ends cleanly at Ctrl-C', async () => {
    const { child, output, ended } = await started();
    for (const words of [
      `http://localhost:${ports.PORT}`,
      `http://127.0.0.1:${ports.IDP_PORT}`,
      'chrome://extensions',
      'about:debugging',
      'Anne Foster',
    ]) {
      expect(output()).toContain(words);
    }
    // A browser keeps its connection open, and another one never ends its request: nobody must wait for either.
    await fetch(hub(), { redirect: 'manual', headers: { connection: 'keep-alive' } });
    const unfinished = connect(Number(ports.PORT), 'localhost').on('error', () => undefined);
    await new Promise((done) => unfinished.write('GET / HTTP/1.1\r\n', done));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    unfinished.destroy();
    expect(output()).toMatch(/Stopped\.\n$/);
  });

  test('ends cleanly at SIGTERM, too', async () => {
    const { child, ended } = await started();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test.each(['PORT', 'IDP_PORT'] as const)('says in one line that the port is in use: %s', async (name) => {
    const taken = createServer().listen(Number(ports[name]), '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { output, ended } = start();
    expect(await ended).toBe(1);
    expect(output().trim().split('\n')).toHaveLength(1);
    expect(output()).toContain(`Port ${ports[name]} of 127.0.0.1 is already in use`);
    expect(output()).toContain(`${name}=`);
    taken.close();
  });

  test('says in one line what is wrong in the configuration', async () => {
    await writeFile(join(folder, 'companion.yaml'), 'prot: 1\nconnections: []\n');
    const { output, ended } = start();
    expect(await ended).toBe(1);
    expect(output()).toBe(`${join(folder, 'companion.yaml')}, line 1: prot is not a key that means anything here.\n`);
  });
});

test('at SIGHUP the configuration is read anew, and nobody is logged out', async () => {
  const { child, output } = await started();
  const browser = new HttpBrowser();
  expect((await browser.press(await browser.open(hub()), 'Anne')).text).toContain('Welcome, anne');
  const reloads = () => output().split('"event":"config-reloaded"').length - 1;
  child.kill('SIGHUP');
  for (let tries = 0; tries < 200 && reloads() === 0; tries++) await new Promise((done) => setTimeout(done, 25));
  expect(reloads()).toBe(1);
  expect((await browser.open(hub())).text).toContain('Welcome, anne');
  await end(child, 'SIGTERM');
});

describe('a second start', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'finds keys and sessions of the first one after %s, and logs out',
    async (signal) => {
      const first = await started();
      const browser = new HttpBrowser();
      const page = await browser.press(await browser.open(hub()), 'Anne');
      expect(page.text).toContain('Welcome, anne');
      const metadata = await (await fetch(`${hub()}saml/metadata`)).text();
      const idpMetadata = await (await fetch(`http://127.0.0.1:${ports.IDP_PORT}/metadata`)).text();
      await end(first.child, signal);
      const second = await started();
      expect(await (await fetch(`${hub()}saml/metadata`)).text()).toBe(metadata);
      expect(await (await fetch(`http://127.0.0.1:${ports.IDP_PORT}/metadata`)).text()).toBe(idpMetadata);
      expect((await browser.open(hub())).text).toContain('Welcome, anne');
      expect((await browser.open(`${hub()}logout`)).text).toContain('the other applications were told');
      await end(second.child, 'SIGTERM');
    },
  );

  test('has every change of a connection that was answered before kill -9, in order, and no other', async () => {
    const first = await started();
    const token = (await readFile(join(folder, 'state', 'admin.token'), 'utf8')).trim();
    const admin = administrator(() => `http://localhost:${ports.PORT}`, token);
    const show = async () => v.parse(CONNECTION_DETAILS, (await admin.call('GET', '/api/connections/hub')).body);
    let answered = 0;
    const changes = (async () => {
      for (let number = 1; number < 1000; number++) {
        const { revision, document } = await show();
        const change = { revision, document: { ...document, description: `change ${number}` } };
        if ((await admin.call('PUT', '/api/connections/hub', change)).status === 200) answered = number;
      }
    })().catch(() => undefined);
    while (answered < 5) await new Promise((done) => setTimeout(done, 5));
    await end(first.child, 'SIGKILL');
    await changes;
    const second = await started();
    const { revision, document } = await show();
    // One more may have been kept whose answer did not arrive.
    expect([answered, answered + 1]).toContain(Number(revision));
    expect(document['description']).toBe(`change ${revision}`);
    const history = v.parse(CONNECTION_HISTORY, (await admin.call('GET', '/api/connections/hub/history')).body);
    const numbers = history.versions.map(({ version }) => version).toReversed();
    expect(numbers).toEqual(Array.from({ length: Number(revision) }, (_, index) => index + 1));
    await end(second.child, 'SIGTERM');
  });

  test('refuses what the first one had accepted before it was killed, and takes what is new', async () => {
    const first = await started();
    const browser = new HttpBrowser();
    const page = await browser.press(await browser.open(hub()), 'Anne', isAcs);
    const [form] = page.forms;
    if (form === undefined) throw new Error('no form');
    // The companion is killed as soon as it has said yes: the browser never arrives.
    const accepted = await browser.submit(page, form, {}, ({ url }) => url.includes('/saml/arrive'));
    expect(accepted.status).toBe(303);
    await end(first.child, 'SIGKILL');
    const second = await started();
    expect(await browser.submit(page, form)).toMatchObject({ status: 403 });
    expect((await browser.open(hub())).text).toContain('Welcome, anne');
    await end(second.child, 'SIGTERM');
  });

  test('after kill -9 in the middle of logins by many, every session that a browser was told of is there', async () => {
    const first = await started();
    const browsers = Array.from({ length: 12 }, () => new HttpBrowser());
    const logins = browsers.map(async (browser) => {
      const page = await browser.press(await browser.open(hub()), 'Anne');
      return page.text.includes('Welcome');
    });
    await Promise.race(logins);
    first.child.kill('SIGKILL');
    const told = await Promise.all(logins.map((login) => login.catch(() => false)));
    await first.ended;
    const second = await started();
    expect(told).toContain(true);
    for (const [index, browser] of browsers.entries()) {
      if (told[index]) expect((await browser.open(hub())).text).toContain('Welcome, anne');
    }
    await end(second.child, 'SIGTERM');
  });
});
