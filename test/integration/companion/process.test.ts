import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { isAcs } from './forge.ts';
import { makeOwnProcess, type OwnProcess } from './own-process.ts';

let own: OwnProcess;

beforeEach(async () => {
  own = await makeOwnProcess();
});

afterEach(() => own.close());

const hub = () => `${own.url}/hub/`;

describe('npm start', () => {
  test('prints where everything is and how to load the extension, and ends cleanly at Ctrl-C', async () => {
    const { child, output, ended } = await own.start();
    for (const words of [
      own.url,
      `http://127.0.0.1:${own.ports.IDP_PORT}`,
      'chrome://extensions',
      'about:debugging',
      'Anne Foster',
    ]) {
      expect(output()).toContain(words);
    }
    // A browser keeps its connection open, and another one never ends its request: nobody must wait for either.
    await fetch(hub(), { redirect: 'manual', headers: { connection: 'keep-alive' } });
    const unfinished = connect(Number(own.ports.PORT), 'localhost').on('error', () => undefined);
    await new Promise((done) => unfinished.write('GET / HTTP/1.1\r\n', done));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    unfinished.destroy();
    expect(output()).toMatch(/Stopped\.\n$/);
  });

  test('ends cleanly at SIGTERM, too', async () => {
    const { child, ended } = await own.start();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test.each(['PORT', 'IDP_PORT'] as const)('says in one line that the port is in use: %s', async (name) => {
    const taken = createServer().listen(Number(own.ports[name]), '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { output, ended } = own.launch();
    expect(await ended).toBe(1);
    expect(output().trim().split('\n')).toHaveLength(1);
    expect(output()).toContain(`Port ${own.ports[name]} of 127.0.0.1 is already in use`);
    expect(output()).toContain(`${name}=`);
    taken.close();
  });

  test('says in one line what is wrong in the configuration', async () => {
    await writeFile(join(own.folder, 'companion.yaml'), 'prot: 1\nconnections: []\n');
    const { output, ended } = own.launch();
    expect(await ended).toBe(1);
    expect(output()).toBe(
      `${join(own.folder, 'companion.yaml')}, line 1: prot is not a key that means anything here.\n`,
    );
  });
});

test('at SIGHUP the configuration is read anew, and nobody is logged out', async () => {
  const { child, output } = await own.start();
  const browser = new HttpBrowser();
  expect((await browser.press(await browser.open(hub()), 'Anne')).text).toContain('Welcome, anne');
  const reloads = () => output().split('"event":"config-reloaded"').length - 1;
  child.kill('SIGHUP');
  for (let tries = 0; tries < 200 && reloads() === 0; tries++) await new Promise((done) => setTimeout(done, 25));
  expect(reloads()).toBe(1);
  expect((await browser.open(hub())).text).toContain('Welcome, anne');
  await own.kill('SIGTERM');
});

describe('a second start', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'finds keys and sessions of the first one after %s, and logs out',
    async (signal) => {
      await own.start();
      const browser = new HttpBrowser();
      const page = await browser.press(await browser.open(hub()), 'Anne');
      expect(page.text).toContain('Welcome, anne');
      const metadata = await (await fetch(`${hub()}saml/metadata`)).text();
      const idpMetadata = await (await fetch(`http://127.0.0.1:${own.ports.IDP_PORT}/metadata`)).text();
      await own.kill(signal);
      await own.start();
      expect(await (await fetch(`${hub()}saml/metadata`)).text()).toBe(metadata);
      expect(await (await fetch(`http://127.0.0.1:${own.ports.IDP_PORT}/metadata`)).text()).toBe(idpMetadata);
      expect((await browser.open(hub())).text).toContain('Welcome, anne');
      expect((await browser.open(`${hub()}logout`)).text).toContain('the other applications were told');
      await own.kill('SIGTERM');
    },
  );

  test('refuses what the first one had accepted before it was killed, and takes what is new', async () => {
    await own.start();
    const browser = new HttpBrowser();
    const page = await browser.press(await browser.open(hub()), 'Anne', isAcs);
    const [form] = page.forms;
    if (form === undefined) throw new Error('no form');
    // The companion is killed as soon as it has said yes: the browser never arrives.
    const accepted = await browser.submit(page, form, {}, ({ url }) => url.includes('/saml/arrive'));
    expect(accepted.status).toBe(303);
    await own.kill();
    await own.start();
    expect(await browser.submit(page, form)).toMatchObject({ status: 403 });
    expect((await browser.open(hub())).text).toContain('Welcome, anne');
    await own.kill('SIGTERM');
  });

  test('after kill -9 in the middle of logins by many, every session that a browser was told of is there', async () => {
    const first = await own.start();
    const browsers = Array.from({ length: 12 }, () => new HttpBrowser());
    const logins = browsers.map(async (browser) => {
      const page = await browser.press(await browser.open(hub()), 'Anne');
      return page.text.includes('Welcome');
    });
    await Promise.race(logins);
    first.child.kill('SIGKILL');
    const told = await Promise.all(logins.map((login) => login.catch(() => false)));
    await first.ended;
    await own.start();
    expect(told).toContain(true);
    for (const [index, browser] of browsers.entries()) {
      if (told[index]) expect((await browser.open(hub())).text).toContain('Welcome, anne');
    }
    await own.kill('SIGTERM');
  });
});
