import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;

beforeEach(async () => {
  world = await makeCompanionWorld();
});

afterEach(async () => {
  await world.close();
});

const file = (): string => join(world.folder, 'companion.yaml');
const get = (path: string) => fetch(`${world.url()}${path}`, { redirect: 'manual' });

/** Waits until the log has this event once more than before. */
async function logged(event: string, work: () => Promise<void>): Promise<Record<string, unknown>> {
  const found = () => world.lines.filter((line) => line.includes(`"event":"${event}"`));
  const before = found().length;
  await work();
  for (let tries = 0; tries < 400 && found().length === before; tries++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  const line = found()[before];
  if (line === undefined) throw new Error(`no line ${event}: ${world.lines.join('\n')}`);
  return JSON.parse(line);
}

const SECOND = '  - { prefix: second, idp: { metadata: idp.xml }, user: { id: uid } }\n';

async function writeWithout(part: string): Promise<void> {
  await writeFile(file(), (await readFile(file(), 'utf8')).replace(part, ''));
}

async function logInAtSecond(): Promise<HttpBrowser> {
  await edit((text) => text + SECOND);
  const other = new HttpBrowser();
  const page = await other.press(await other.open(`${world.url()}/second/`), 'Anne');
  expect(page.text).toContain('Welcome, anne');
  return other;
}

const edit = (change: (text: string) => string) =>
  logged('config-reloaded', async () => writeFile(file(), change(await readFile(file(), 'utf8'))));

describe('the configuration file, changed while the companion runs', () => {
  test('adds a connection and changes one, and nobody is logged out', async () => {
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    expect((await get('/second/saml/metadata')).status).toBe(404);
    await edit((text) =>
      `${text}  - { prefix: second, idp: { metadata: idp.xml } }\n`.replace('name: SalesUS,', 'name: SalesEU,'),
    );
    expect((await get('/second/saml/metadata')).status).toBe(200);
    const page = await world.browser.open(`${world.url()}/hub/`);
    expect(page.text).toContain('Welcome, anne');
    // The stream that her group opened has another name now.
    expect(page.text).not.toContain('Pipeline US');
    const { metadata } = await (await get('/api/knowledge')).json();
    expect(metadata.map(({ entityId }: { entityId: string }) => entityId)).toContain(
      `${world.url()}/second/saml/metadata`,
    );
    expect(world.companion().metadata).toHaveLength(2);
  });

  test('with a mistake in it changes nothing, and the log says the line', async () => {
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    const whole = await readFile(file(), 'utf8');
    const refused = await logged('config-refused', () => writeFile(file(), `${whole}\nconections: []\n`));
    const line = whole.split('\n').length + 1;
    expect(refused).toMatchObject({
      code: 'config-file-invalid',
      reason: `${file()}, line ${line}: conections is not a key that means anything here.`,
    });
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
    // One that names what cannot be read is refused as a whole, its good parts included.
    const half = `${whole.replace('name: SalesUS,', 'name: SalesEU,')}  - { prefix: second, idp: { metadata: no.xml } }\n`;
    expect(await logged('config-refused', () => writeFile(file(), half))).toMatchObject({
      code: 'config-unreadable',
    });
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Pipeline US');
  });

  test('without a connection ends its sessions after a while, and they stay ended when it comes back', async () => {
    await world.close();
    world = await makeCompanionWorld({ removalGrace: 1 });
    const other = await logInAtSecond();
    expect((await world.logIn('Eddie')).text).toContain('Welcome, eddie');
    const removed = await logged('connection-removed', () => writeWithout(SECOND));
    expect(removed).toMatchObject({ connection: 'second', sessions: 1 });
    expect((await get('/second/')).status).toBe(404);
    await edit((text) => text + SECOND);
    expect((await get('/second/saml/metadata')).status).toBe(200);
    expect(JSON.parse((await other.open(`${world.url()}/second/qps/user`)).text)).toMatchObject({
      session: 'inactive',
    });
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, eddie');
  });

  test('without a connection, as one that was written by halves is: it is gone at once, and its sessions go on when it comes back', async () => {
    const other = await logInAtSecond();
    expect(await logged('connection-missing', () => writeWithout(SECOND))).toMatchObject({ connection: 'second' });
    expect((await get('/second/')).status).toBe(404);
    await edit((text) => text + SECOND);
    expect((await other.open(`${world.url()}/second/`)).text).toContain('Welcome, anne');
    expect(world.lines.filter((line) => line.includes('"event":"connection-removed"'))).toEqual([]);
  });

  test('cut off within a line changes nothing, though what is left can be read; twin: the whole line does', async () => {
    const whole = await readFile(file(), 'utf8');
    const longer = `${whole}    sessionTimeout: 300\n`;
    const cut = longer.slice(0, -2);
    expect(await logged('config-refused', () => writeFile(file(), cut))).toMatchObject({ code: 'config-cut-off' });
    expect(await logged('config-reloaded', () => writeFile(file(), `${cut}\n`))).toMatchObject({ count: 1 });
  });

  test('says what only a restart changes', async () => {
    const line = await logged('config-needs-restart', async () =>
      writeFile(file(), `port: 4999\n${await readFile(file(), 'utf8')}`),
    );
    expect(line['reason']).toBe('only a restart changes port');
    expect((await get('/hub/saml/metadata')).status).toBe(200);
  });
});

describe('the ways in of a connection', () => {
  test('without saml nobody logs in by SAML, and with it somebody does', async () => {
    await edit((text) => text.replace('    accept:', '    methods: [ticket]\n    accept:'));
    for (const [path, method] of [
      ['/hub/saml/login', 'GET'],
      ['/hub/saml/acs', 'POST'],
      ['/hub/saml/arrive', 'GET'],
    ] as const) {
      const answer = await fetch(`${world.url()}${path}`, { method, redirect: 'manual' });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('does not have &quot;saml&quot; among its methods');
    }
    await edit((text) => text.replace('methods: [ticket]', 'methods: [saml]'));
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  });
});
