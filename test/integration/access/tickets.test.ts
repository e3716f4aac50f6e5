import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient, userBody } from './qps-client.ts';

let world: CompanionWorld;
let call: ReturnType<typeof qpsClient>;
let now = Date.now();

beforeAll(async () => {
  const other = `  - prefix: other
    idp: { metadata: idp.xml }
    methods: [saml]
  - prefix: portal
    idp: { metadata: idp.xml }
    methods: [ticket]
    authenticationModule: https://portal.example/login?lang=en
  - prefix: alone
    idp: { metadata: idp.xml }
    methods: [ticket]
`;
  const extra = `    hosts: [apps.example.com]\n${other}`;
  world = await makeCompanionWorld({ extra, clock: () => now });
  call = qpsClient(world);
});

afterAll(() => world.close());

beforeEach(() => {
  now = Date.now();
});

const ticket = async (body: object = userBody()): Promise<string> => {
  const answer = await call('POST', 'hub/ticket', { body });
  expect(answer).toMatchObject({ status: 201 });
  return field(answer, 'Ticket');
};

const user = async (browser: HttpBrowser): Promise<unknown> =>
  JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);

describe('POST /qps/{prefix}/ticket', () => {
  test('answers 201 with the user, the attributes as they came, a ticket, and TargetUri', async () => {
    const Attributes = [{ group: 'QlikGroup' }, { group: 'Sales' }, { empty: '' }, { group: 'QlikGroup' }];
    const { status, body } = await call('POST', 'hub/ticket', { body: userBody([], { Attributes }) });
    expect(status).toBe(201);
    const Ticket = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/);
    expect(body).toEqual({ UserDirectory: 'CORP', UserId: 'anne', Attributes, Ticket, TargetUri: null });
  });

  test('trims directory and user, and needs no attributes', async () => {
    const { body } = await call('POST', 'hub/ticket', { body: { UserDirectory: ' CORP\t', UserId: '\n anne ' } });
    expect(body).toMatchObject({ UserDirectory: 'CORP', UserId: 'anne', Attributes: [] });
  });

  test.each([
    ['no user', { UserDirectory: 'CORP' }, 'UserId'],
    ['a blank user', userBody([], { UserId: ' \t ' }), 'UserId'],
    ['a blank directory', userBody([], { UserDirectory: '' }), 'UserDirectory'],
    ['a backslash', userBody([], { UserId: 'CORP\\anne' }), 'UserId'],
    ['a backslash in the directory', userBody([], { UserDirectory: 'CORP\\' }), 'UserDirectory'],
    ['a letter that is another one without its case', userBody([], { UserId: '\u212Aim' }), 'UserId'],
    ['a NUL', userBody([], { UserId: 'anne\u0000' }), 'UserId'],
    ['a number for a user', userBody([], { UserId: 7 }), 'UserId'],
    ['attributes as a map', userBody([], { Attributes: { group: 'a' } }), 'Attributes'],
    ['a value that is a list', userBody([], { Attributes: [{ group: ['a'] }] }), 'Attributes[0]'],
    ['a value that is null', userBody([], { Attributes: [{ ok: 'a' }, { group: null }] }), 'Attributes[1]'],
    ['an attribute without a name', userBody([], { Attributes: [{ '': 'a' }] }), 'Attributes[0]'],
    ['a key that is misspelled', userBody([], { Atributes: [] }), 'Atributes'],
    ['a list', [], 'UserDirectory'],
    ['nothing', null, 'The request'],
  ])('refuses %s with 400, and says what', async (_, body, place) => {
    const answer = await call('POST', 'hub/ticket', { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: 'api-input-invalid', facts: { place } } });
  });

  test('refuses what is no JSON, and what is no JSON by its type', async () => {
    const single = "{ 'UserId':'anne', 'UserDirectory':'CORP', }";
    expect(await call('POST', 'hub/ticket', { body: single })).toMatchObject({
      status: 400,
      body: { error: { code: 'json-malformed' } },
    });
    const headers = { 'Content-Type': 'text/plain' };
    expect(await call('POST', 'hub/ticket', { body: userBody(), headers })).toMatchObject({ status: 415 });
  });

  test('refuses a body of more than 256 KB with 413, from its length alone', async () => {
    const big = userBody([], { Attributes: [{ group: 'x'.repeat(300 * 1024) }] });
    expect(await call('POST', 'hub/ticket', { body: big })).toMatchObject({ status: 413 });
  });

  test('is 404 for a prefix that nobody has, and 403 where the connection takes no tickets', async () => {
    expect(await call('POST', 'nowhere/ticket', { body: userBody() })).toMatchObject({
      status: 404,
      body: { error: { code: 'prefix-unknown' } },
    });
    expect(await call('POST', 'other/ticket', { body: userBody() })).toMatchObject({
      status: 403,
      body: { error: { code: 'way-off' } },
    });
    expect(await call('POST', 'HUB/ticket', { body: userBody() })).toMatchObject({ status: 201 });
  });

  test.each([
    ['a path of the connection', '/hub/app/us?x=1', '{url}/hub/app/us?x=1'],
    ['the whole address', '{url}/hub/', '{url}/hub/'],
    ['a host that is allowed', 'https://apps.example.com/start?a=b', 'https://apps.example.com/start?a=b'],
    ['an ID that is none of ours', '6b1f2a4e-33c1-4d5e-9f55-1b1f3a3b7d60', null],
  ])('leads to %s', async (_, given, expected) => {
    const fill = (text: string) => text.replace('{url}', world.url());
    for (const key of ['TargetId', 'TargetUri']) {
      const { body } = await call('POST', 'hub/ticket', { body: userBody([], { [key]: fill(given) }) });
      expect(body).toMatchObject({ TargetUri: expected === null ? null : fill(expected) });
    }
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/other/',
    '/hub/logout',
    'javascript:alert(1)',
  ])('refuses to lead to %s', async (TargetUri) => {
    const answer = await call('POST', 'hub/ticket', { body: userBody([], { TargetUri }) });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'target-refused' } } });
  });
});

describe('?qlikTicket=', () => {
  test('logs in, and is taken off the address by a redirect that keeps the rest of the query', async () => {
    const browser = new HttpBrowser();
    const query = 'a=1&b=%20x+y&qlikTicket={t}&c=%2F&&d';
    const page = await browser.open(`${world.url()}/hub/?${query.replace('{t}', await ticket())}`);
    expect(page.url).toBe(`${world.url()}/hub/?a=1&b=%20x+y&c=%2F&&d`);
    expect(page.text).toContain('Welcome, anne');
    expect(page.text).toContain('You are logged in by another application');
    expect(page.text).toContain('Group summary');
    expect(page.text).not.toContain('Pipeline US');
    expect(page.text).toContain('group QlikGroup the same group attribute of the ticket');
    expect(browser.visits.map(({ status }) => status)).toEqual([303, 200]);
    expect(await user(browser)).toMatchObject({ userDirectory: 'CORP', userId: 'anne' });
  });

  test('works on any page, in any case of its name, and alone in the query', async () => {
    const browser = new HttpBrowser();
    const page = await browser.open(`${world.url()}/hub/app/all?QlikTicket=${await ticket()}`);
    expect([page.url, page.status]).toEqual([`${world.url()}/hub/app/all`, 200]);
  });

  test('works once: of two that come together one gets in', async () => {
    const secret = await ticket();
    const browsers = Array.from({ length: 8 }, () => new HttpBrowser());
    const url = `${world.url()}/hub/qps/user?qlikTicket=${secret}`;
    const pages = await Promise.all(browsers.map((browser) => browser.open(url)));
    expect(pages.filter(({ text }) => text.includes('anne'))).toHaveLength(1);
    expect(pages.every((page) => page.url === `${world.url()}/hub/qps/user`)).toBe(true);
  });

  test.each([
    ['unknown', async () => 'x'.repeat(43)],
    ['empty', async () => ''],
    [
      'used',
      async () => {
        const secret = await ticket();
        await new HttpBrowser().open(`${world.url()}/hub/qps/user?qlikTicket=${secret}`);
        return secret;
      },
    ],
    [
      'a minute old',
      async () => {
        const secret = await ticket();
        now += 60_000;
        return secret;
      },
    ],
    ['there twice', async () => `${await ticket()}&qlikTicket=${await ticket()}`],
  ])('one that is %s makes no session, and is taken off as well', async (_, make) => {
    const browser = new HttpBrowser();
    const page = await browser.open(`${world.url()}/hub/qps/user?a=b&qlikTicket=${await make()}`);
    expect(page.url).toBe(`${world.url()}/hub/qps/user?a=b`);
    expect(page.text).toContain('"inactive"');
  });

  test('one that is a second younger than a minute does', async () => {
    const secret = await ticket();
    now += 59_000;
    const browser = new HttpBrowser();
    await browser.open(`${world.url()}/hub/?qlikTicket=${secret}`);
    expect(await user(browser)).toMatchObject({ userId: 'anne' });
  });

  test('one that is refused ends no session that the browser has', async () => {
    const browser = new HttpBrowser();
    await browser.open(`${world.url()}/hub/?qlikTicket=${await ticket()}`);
    await browser.open(`${world.url()}/hub/?qlikTicket=wrong`);
    expect(await user(browser)).toMatchObject({ userId: 'anne' });
  });

  test('is of its connection alone', async () => {
    const secret = await ticket();
    const browser = new HttpBrowser();
    const page = await browser.open(`${world.url()}/other/qps/user?qlikTicket=${secret}`);
    expect(page.text).toContain('"inactive"');
  });

  test('begins under a new cookie, and the one before it ends', async () => {
    const browser = new HttpBrowser();
    await browser.open(`${world.url()}/hub/?qlikTicket=${await ticket()}`);
    const before = browser.visits.at(-1)?.cookies ?? '';
    const eddie = userBody(['SalesAUS'], { UserId: 'eddie' });
    expect((await browser.open(`${world.url()}/hub/?qlikTicket=${await ticket(eddie)}`)).text).toContain('eddie');
    expect(browser.visits.at(-1)?.cookies).not.toBe(before);
    const old = await fetch(`${world.url()}/hub/qps/user`, { headers: { cookie: before } });
    expect(await old.json()).toMatchObject({ session: 'inactive' });
  });

  test('survives a restart, and is still used once after it', async () => {
    const [first, second] = [await ticket(), await ticket()];
    await new HttpBrowser().open(`${world.url()}/hub/?qlikTicket=${first}`);
    await world.restart();
    const [used, fresh] = [new HttpBrowser(), new HttpBrowser()];
    await used.open(`${world.url()}/hub/qps/user?qlikTicket=${first}`);
    await fresh.open(`${world.url()}/hub/qps/user?qlikTicket=${second}`);
    expect(await user(used)).toMatchObject({ session: 'inactive' });
    expect(await user(fresh)).toMatchObject({ userId: 'anne' });
  });

  test('is not on any line of the log, nor the session that it made', async () => {
    const secret = await ticket();
    const browser = new HttpBrowser();
    await browser.open(`${world.url()}/hub/?qlikTicket=${secret}`);
    await browser.open(`${world.url()}/hub/?qlikTicket=${secret}`);
    const cookie = browser.visits.at(-1)?.cookies.split('=')[1] ?? '?';
    const log = world.lines.join('');
    expect(log).toContain('"event":"ticket-refused"');
    expect([log.includes(secret), log.includes(cookie), log.includes('defect')]).toEqual([false, false, false]);
  });

  test('of a session that came by it, logout says that nobody else is to be told', async () => {
    const browser = new HttpBrowser();
    const hub = await browser.open(`${world.url()}/hub/?qlikTicket=${await ticket()}`);
    const goodbye = await browser.click(hub, 'Log out');
    expect(goodbye.text).toContain('No identity provider had a part in this session');
    expect(await user(browser)).toMatchObject({ session: 'inactive' });
  });
});

describe('where there is no login by SAML', () => {
  const sentTo = async (path: string): Promise<URL> => {
    const response = await fetch(`${world.url()}${path}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    return new URL(response.headers.get('Location') ?? '');
  };
  const targetOf = async (prefix: string, TargetId: string) => {
    const { status, body } = await call('POST', `${prefix}/ticket`, { body: userBody([], { TargetId }) });
    return { status, target: Reflect.get(Object(body), 'TargetUri') };
  };

  test('the authentication module is told where the user wanted to go, and its ticket leads there', async () => {
    const module = await sentTo('/portal/app/us?x=%2F&y');
    expect(`${module.origin}${module.pathname}`).toBe('https://portal.example/login');
    expect(module.searchParams.get('lang')).toBe('en');
    expect(module.searchParams.get('proxyRestUri')).toBe(`${world.url()}/qps/portal/`);
    const id = module.searchParams.get('targetId') ?? '';
    expect(await targetOf('portal', id)).toEqual({ status: 201, target: `${world.url()}/portal/app/us?x=%2F&y` });
  });

  test('an ID that is another connection’s, or was changed, leads nowhere, and nothing is kept of any', async () => {
    const id = (await sentTo('/portal/app/us')).searchParams.get('targetId') ?? '';
    const changed = `${id.slice(0, 3)}${id[3] === 'a' ? 'b' : 'a'}${id.slice(4)}`;
    expect(await targetOf('alone', id)).toEqual({ status: 201, target: null });
    expect(await targetOf('portal', changed)).toEqual({ status: 201, target: null });
    await world.restart();
    expect(await targetOf('portal', id)).toMatchObject({ target: `${world.url()}/portal/app/us` });
  });

  test('without a module the page says that the login is elsewhere', async () => {
    const page = await world.browser.open(`${world.url()}/alone/`);
    expect([page.status, page.text]).toEqual([401, expect.stringContaining('You are not logged in')]);
  });
});
