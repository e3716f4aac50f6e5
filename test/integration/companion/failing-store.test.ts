import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { readLoginSession } from '#server/store/login-session.ts';
import { lengthenLogin } from '#server/store/short-login.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { makeOwnProcess, type OwnProcess } from './own-process.ts';

let folder: string;
let world: CompanionWorld | null = null;
let own: OwnProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'failing-'));
});

afterEach(async () => {
  await own?.close();
  own = null;
  await world?.close();
  world = null;
  await rm(folder, { recursive: true });
});

/** Files cannot grow beyond so many blocks of 512 bytes: what a full disk is to SQLite. */
const limited = (blocks: number | 'unlimited') => ({ shell: `ulimit -S -f ${blocks}; exec "$0" "$@"` });

test('a full disk refuses with 503 and a code of its own, does nothing half, and is over when there is space', async () => {
  own = await makeOwnProcess();
  const hub = `${own.url}/hub/`;
  const full = await own.start(limited(1200));
  let refused = await new HttpBrowser().open(hub);
  let browser = new HttpBrowser();
  for (let logins = 0; logins < 100 && refused.status !== 503; logins++) {
    browser = new HttpBrowser();
    const page = await browser.open(hub);
    refused = page.status === 503 ? page : await browser.press(page, 'Anne');
  }
  expect([refused.status, refused.text]).toEqual([503, expect.stringMatching(/The disk that holds the sessions/)]);
  await vi.waitFor(() => {
    expect(full.output()).toMatch(/"event":"refused".*"status":503,"code":"store-(disk-full|failing)"/);
  });
  expect(full.output()).not.toContain('defect');
  expect(await browser.open(`${own.url}/hub/qps/user`)).toMatchObject({
    text: expect.stringContaining('"inactive"'),
  });
  expect((await fetch(`${own.url}/healthz`)).status).toBe(200);
  await own.kill('SIGTERM');
  await own.start(limited('unlimited'));
  const another = new HttpBrowser();
  const page = await another.open(hub);
  expect((await another.press(page, 'Anne')).text).toContain('Welcome, anne');
});

test('a log that cannot be written is said once, ends nothing, and does not keep the process from ending', async () => {
  own = await makeOwnProcess();
  const shell = 'ulimit -S -f 1200; exec "$0" "$@" > "$LOG"';
  const { child, output } = own.launch({ shell, env: { LOG: join(folder, 'log') } });
  const health = `${own.url}/healthz`;
  await vi.waitFor(async () => expect((await fetch(health)).status).toBe(200), { timeout: 30_000, interval: 50 });
  for (let requests = 0; requests < 8000 && output() === ''; requests++) await fetch(health);
  expect((await fetch(health)).status).toBe(200);
  await own.kill('SIGTERM');
  expect(child.exitCode).toBe(0);
  expect(output()).toBe('The log cannot be written: EFBIG: file too large, write\n');
});

test('a store that another program holds is a 503 that says so, and works when it lets go', async () => {
  world = await makeCompanionWorld();
  const page = await world.browser.open(`${world.url()}/hub/`);
  const other = new DatabaseSync(join(world.folder, 'state', 'companion.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const refused = await world.browser.press(page, 'Anne');
  expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('Another program holds')]);
  other.exec('ROLLBACK');
  other.close();
  expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  const codes = world.lines.map((line) => JSON.parse(line)).filter(({ status }) => status === 503);
  expect(codes[0]).toMatchObject({ level: 40, event: 'refused', code: 'store-busy' });
  expect(world.lines.join('')).not.toContain('defect');
});

describe('at the start', () => {
  test.each([
    ['a folder', async (file: string) => void (await mkdir(file, { recursive: true }))],
    ['no database', async (file: string) => writeFile(file, 'x'.repeat(5000))],
  ])('a store that is %s is one line', async (_, make) => {
    world = await makeCompanionWorld();
    const state = join(folder, 'state');
    await mkdir(state);
    await make(join(state, 'companion.sqlite'));
    const log = makeLog({ write: () => undefined });
    const starting = startCompanion({ config: join(world.folder, 'companion.yaml'), port: 0, stateFolder: state, log });
    await expect(starting).rejects.toMatchObject({
      code: 'store-unreadable',
      message: expect.stringMatching(/^The session store .*companion\.sqlite cannot be opened: [^\n]+$/),
    });
  });
});

describe('rows of another form', () => {
  const database = () => new DatabaseSync(join(world?.folder ?? '', 'state', 'companion.sqlite'));
  const told = (kind: string) =>
    (world?.lines ?? []).filter((line) => line.includes('"event":"row-unreadable"') && line.includes(`"${kind}"`));

  test.each<[string, (login: string, short: string) => string]>([
    ['a field that has another name', (login: string) => login.replace('"userId"', '"userName"')],
    ['broken JSON', (login: string) => login.slice(0, -10)],
    ['another version', () => '{"version":2,"user":{"id":"anne"}}'],
    ['a way in that nobody knows', (login: string) => login.replace('"way":"saml"', '"way":"kerberos"')],
    ['a way in without what belongs to it', (login: string) => login.replace('"idp":', '"issuer":')],
    ['an attribute from nowhere', (login: string) => login.replace('"from":', '"origin":')],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['short, of another form', (_, short) => short.replace('[2,', '[3,')],
    ['short, with a list where a text is', (_, short) => short.replace('"anne"', '["anne"]')],
    ['short, without its attributes', (_, short) => JSON.stringify(JSON.parse(short).slice(0, 6))],
    ['short, with a format of nobody’s', (_, short) => short.replace(/\["groups",[^\]]*\]/, '["groups",null,99]')],
  ])('of the session table are no session: %s', async (_, change) => {
    world = await makeCompanionWorld();
    await world.logIn('Anne');
    const rows = database();
    const short = String(rows.prepare('SELECT login FROM user_sessions').get()?.['login']);
    const changed = change(JSON.stringify(lengthenLogin(JSON.parse(short))), short);
    expect(changed).not.toBe(short);
    rows.prepare('UPDATE user_sessions SET login = ?').run(changed);
    const user = `${world.url()}/hub/qps/user`;
    expect((await world.browser.open(user)).text).toContain('"inactive"');
    expect((await world.browser.open(user)).text).toContain('"inactive"');
    expect(told('session')).toHaveLength(1);
    expect(rows.prepare('SELECT count(*) AS n FROM user_sessions').get()).toEqual({ n: 0 });
    rows.close();
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    expect(world.lines.join('')).not.toContain('defect');
  });

  test.each(['before this one', 'before that'])(
    'of the form %s are sessions, attributes, logout and all',
    async (form) => {
      world = await makeCompanionWorld();
      await world.logIn('Anne');
      const rows = database();
      const short = JSON.parse(String(rows.prepare('SELECT login FROM user_sessions').get()?.['login']));
      const { origin, ...login } = readLoginSession(lengthenLogin(short));
      if (origin.way !== 'saml') throw new Error('it is a login by SAML');
      const { way, endsAt, ...saml } = origin;
      const before = form === 'before this one' ? { ...login, origin } : { ...login, ...saml, idpEndsAt: endsAt };
      const earlier = JSON.stringify(before);
      rows.prepare('UPDATE user_sessions SET login = ?').run(earlier);
      rows.close();
      const hub = await world.browser.open(`${world.url()}/hub/`);
      expect(hub.text).toContain('Welcome, anne');
      expect(hub.text).toContain('SalesUS');
      const logout = hub.links.find(({ text }) => text === 'Log out')?.href ?? '';
      expect((await world.browser.open(logout)).text).toContain('the other applications were told');
      expect([way, told('session')]).toEqual(['saml', []]);
    },
  );

  test('of what waits are none: the pages say that it is over', async () => {
    world = await makeCompanionWorld();
    const hub = await world.logIn('Anne');
    const logout = hub.links.find(({ text }) => text === 'Log out')?.href ?? '';
    const goodbye = await world.browser.open(logout);
    expect(goodbye.url).toContain('/hub/logout/done?id=');
    expect((await world.browser.open(goodbye.url)).status).toBe(200);
    const rows = database();
    for (const data of ['{"who":"anne"}', '{"user', '[]']) {
      rows.prepare('UPDATE logouts SET data = ?').run(data);
      expect((await world.browser.open(goodbye.url)).status).toBe(410);
    }
    rows.close();
    expect(told('logout')).toHaveLength(3);
    expect(world.lines.join('')).not.toContain('defect');
  });
});
