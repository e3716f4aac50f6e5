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

  test('without a connection ends its sessions, and they stay ended when it comes back', async () => {
    const second = '  - { prefix: second, idp: { metadata: idp.xml }, user: { id: uid } }\n';
    await edit((text) => text + second);
    const other = new HttpBrowser();
    const there = `${world.url()}/second/`;
    expect((await other.press(await other.open(there), 'Anne')).text).toContain('Welcome, anne');
    expect((await world.logIn('Eddie')).text).toContain('Welcome, eddie');
    await edit((text) => text.replace(second, ''));
    expect(world.lines.find((line) => line.includes('"event":"connection-removed"'))).toContain('"sessions":1');
    expect((await get('/second/')).status).toBe(404);
    await edit((text) => text + second);
    expect((await get('/second/saml/metadata')).status).toBe(200);
    const again = await other.open(`${there}qps/user`);
    expect(JSON.parse(again.text)).toMatchObject({ session: 'inactive' });
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, eddie');
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
