import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient, userBody } from './qps-client.ts';

let world: CompanionWorld;
let call: ReturnType<typeof qpsClient>;
let now = Date.now();

beforeAll(async () => {
  const other = `  - prefix: other
    idp: { metadata: idp.xml }
    methods: [ticket]
`;
  world = await makeCompanionWorld({ extra: `    sessionTimeout: 10\n${other}`, clock: () => now });
  call = qpsClient(world);
});

afterAll(() => world.close());

const session = async (changes: { UserId?: string; SessionId?: string } = {}) => {
  const body = { ...userBody(), SessionId: randomUUID(), ...changes };
  const answer = await call('POST', 'hub/session', { body });
  expect(answer).toMatchObject({ status: 201, body });
  return body;
};

/** What a browser with that cookie sees. */
const seen = async (id: string, path = 'qps/user'): Promise<string> => {
  const response = await fetch(`${world.url()}/hub/${path}`, { headers: { cookie: `hub.session=${id}` } });
  return response.text();
};

describe('POST /qps/{prefix}/session', () => {
  test('answers 201 with what was sent; its SessionId is the connection’s cookie', async () => {
    const body = { ...userBody(), SessionId: randomUUID() };
    expect(await seen(body.SessionId)).toContain('"inactive"');
    const answer = await call('POST', 'hub/session', { body });
    expect([answer.status, answer.body]).toEqual([201, body]);
    expect(JSON.parse(await seen(body.SessionId))).toMatchObject({ userDirectory: 'CORP', userId: 'anne' });
    const hub = await seen(body.SessionId, '');
    expect(hub).toContain('Group summary');
    expect(hub).not.toContain('Pipeline US');
  });

  test('refuses an ID that a session has or had with 409, of two that come together too', async () => {
    const { SessionId } = await session();
    const eddie = userBody([], { UserId: 'eddie', SessionId });
    expect(await call('POST', 'hub/session', { body: eddie })).toMatchObject({
      status: 409,
      body: { error: { code: 'session-taken' } },
    });
    expect(await seen(SessionId)).toContain('anne');
    await call('DELETE', `hub/session/${SessionId}`);
    expect(await call('POST', 'hub/session', { body: eddie })).toMatchObject({ status: 409 });
    const body = userBody([], { SessionId: randomUUID() });
    const both = await Promise.all([1, 2].map(() => call('POST', 'hub/session', { body })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one that is no cookie', 'a;b'],
    ['one with a space', 'a b'],
    ['one with another character', 'ä'.repeat(20)],
    ['one that is too long', 'a'.repeat(257)],
  ])('refuses an ID that is %s with 400', async (_, SessionId) => {
    const answer = await call('POST', 'hub/session', { body: userBody([], { SessionId }) });
    expect(answer).toMatchObject({ status: 400, body: { error: { facts: { place: 'SessionId' } } } });
  });

  test('takes a short ID, and the log says how long it is and not what', async () => {
    await session({ SessionId: 'short-1' });
    const line = world.lines.find((each) => each.includes('session-id-short')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ count: 7 });
    expect(world.lines.join('')).not.toContain('short-1');
  });

  test('is 403 where the connection does not take it', async () => {
    const body = userBody([], { SessionId: randomUUID() });
    expect(await call('POST', 'other/session', { body })).toMatchObject({ status: 403 });
  });

  test('ends by the limits of the connection, as any session', async () => {
    const { SessionId } = await session();
    now += 9 * 60_000;
    expect(await seen(SessionId)).toContain('anne');
    now += 9 * 60_000;
    expect(await seen(SessionId)).toContain('anne');
    now += 10 * 60_000;
    expect(await call('GET', `hub/session/${SessionId}`)).toMatchObject({ status: 404 });
    expect(await seen(SessionId)).toContain('"inactive"');
  });
});

describe('GET and DELETE', () => {
  test('/session/{id} tells and ends a session; of an unknown one both are 404', async () => {
    const body = await session();
    expect(await call('GET', `hub/session/${body.SessionId}`)).toMatchObject({ status: 200, body });
    expect(await call('GET', `other/session/${body.SessionId}`)).toMatchObject({ status: 404 });
    expect(await call('DELETE', `hub/session/${body.SessionId}`)).toMatchObject({ status: 200, body });
    expect(await seen(body.SessionId)).toContain('"inactive"');
    for (const method of ['GET', 'DELETE']) {
      const answer = await call(method, `hub/session/${body.SessionId}`);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'session-unknown' } } });
    }
  });

  test('/session lists those of the connection, after a restart too, part by part', async () => {
    const bodies = [];
    for (let count = 0; count < 3; count++) bodies.unshift(await session({ UserId: 'lister' }));
    await world.restart();
    const all = await call('GET', 'hub/session?limit=3');
    expect(all.body).toEqual(bodies);
    const first = await call('GET', 'hub/session?limit=2');
    expect(first.body).toEqual(bodies.slice(0, 2));
    const next = /<\/qps\/([^>]*[?&]before=\d+[^>]*)>; rel="next"/.exec(first.headers.get('Link') ?? '')?.[1] ?? '';
    const path = next.replace(/[?&]xrfkey=\w+/, '').replace('session&', 'session?');
    expect((await call('GET', path)).body).toMatchObject([bodies[2]]);
    expect(await call('GET', 'hub/session?limit=0')).toMatchObject({ status: 400 });
  });

  test('/user/{directory}/{id} lists and ends those of one user, and nobody else’s', async () => {
    const mine = [await session({ UserId: 'grace ö/1' }), await session({ UserId: 'grace ö/1' })];
    const other = await session({ UserId: 'noel' });
    const path = `hub/user/corp/${encodeURIComponent('Grace ö/1')}`;
    expect((await call('GET', path)).body).toEqual(mine.toReversed());
    const ended = await call('DELETE', path);
    expect([ended.status, ended.body]).toEqual([200, mine.toReversed()]);
    for (const { SessionId } of mine) expect(await seen(SessionId)).toContain('"inactive"');
    expect(await seen(other.SessionId)).toContain('noel');
    expect(await call('GET', path)).toMatchObject({ status: 200, body: [] });
    expect(await call('DELETE', path)).toMatchObject({ status: 200, body: [] });
  });

  test('a login by SAML is listed by a handle that ends it and opens nothing', async () => {
    const browser = new HttpBrowser();
    await world.logIn('Eddie', browser);
    const list = await call('GET', 'hub/user/CORP/eddie');
    expect(list.body).toMatchObject([{ UserId: 'eddie', Attributes: expect.arrayContaining([{ group: 'SalesAUS' }]) }]);
    const [{ SessionId }] = Array.isArray(list.body) ? list.body : [];
    expect(await seen(SessionId)).toContain('"inactive"');
    expect(field(await call('DELETE', `hub/session/${SessionId}`), 'UserId')).toBe('eddie');
    expect((await browser.open(`${world.url()}/hub/qps/user`)).text).toContain('"inactive"');
  });

  test('who is logged out everywhere is not logged in by a ticket that was made before', async () => {
    const body = userBody([], { UserId: 'Ticketed' });
    const before = field(await call('POST', 'hub/ticket', { body }), 'Ticket');
    await call('DELETE', 'hub/user/CORP/ticketed');
    const after = field(await call('POST', 'hub/ticket', { body }), 'Ticket');
    const [one, two] = [new HttpBrowser(), new HttpBrowser()];
    expect((await one.open(`${world.url()}/hub/qps/user?qlikTicket=${before}`)).text).toContain('"inactive"');
    expect((await two.open(`${world.url()}/hub/qps/user?qlikTicket=${after}`)).text).toContain('Ticketed');
  });

  test('attributes named like parts of JavaScript are attributes', async () => {
    const text = `{"UserDirectory":"CORP","UserId":"proto","SessionId":"${randomUUID()}",
      "Attributes":[{"__proto__":"x"},{"constructor":"y"},{"toString":""},{"__proto__":"z"}]}`;
    const made = await call('POST', 'hub/session', { body: text });
    expect(made.status).toBe(201);
    const told = JSON.stringify((await call('GET', 'hub/user/CORP/proto')).body);
    for (const part of ['{"__proto__":"x"},{"__proto__":"z"}', '{"constructor":"y"}', '{"toString":""}']) {
      expect(told).toContain(part);
    }
  });

  test('no line of the log has a SessionId, though it stands in the path', async () => {
    const { SessionId } = await session();
    await call('GET', `hub/session/${SessionId}`);
    await call('GET', `hub/session/${SessionId}`, { key: null });
    await call('GET', `hub/session/${SessionId}`, { key: 'x'.repeat(43) });
    await call('PATCH', `hub/session/${SessionId}`);
    await call('GET', `session/${SessionId}`);
    await call('GET', `hub/sessions/${SessionId}/x`);
    await call('DELETE', `hub/session/${SessionId}`);
    expect(world.lines.join('')).not.toContain(SessionId);
    expect(world.lines.join('')).toContain('"path":"/qps/hub/session/…"');
    expect(world.lines.join('')).not.toContain('defect');
  });

  test('each call that makes or ends something is in the audit, with who made it', async () => {
    const { SessionId } = await session({ UserId: 'audited' });
    await call('POST', 'hub/ticket', { body: userBody([], { UserId: 'audited' }) });
    await call('DELETE', `hub/session/${SessionId}`);
    await call('DELETE', 'hub/user/CORP/audited');
    const { body } = await call('GET', '../api/audit?limit=4', { xrfkey: { query: null, header: null } });
    const entry = (action: string) => ({ action, subject: 'CORP\\audited', actor: { kind: 'token' } });
    expect(body).toMatchObject({
      entries: [entry('sessions-ended'), entry('sessions-ended'), entry('ticket-made'), entry('session-made')],
    });
  });
});
