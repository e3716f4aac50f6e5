import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeToken, pemOf, rsaPair } from '#test/fixtures/token-maker.ts';
import { field, qpsClient, userBody } from '../access/qps-client.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

const issuer = rsaPair();
const JWT = {
  certificate: pemOf(issuer),
  issuer: 'https://issuer.example',
  audience: 'workbench',
  user: { id: 'sub', directory: '[CORP]' },
};

let world: CompanionWorld;
let call: ApiClient['call'];

beforeAll(async () => {
  const extra = `  - { prefix: tickets, methods: [ticket, session], streams: [{ name: QlikGroup }], rules: [] }
  - { prefix: tokens, methods: [jwt], jwt: ${JSON.stringify(JWT)} }
`;
  world = await makeCompanionWorld({ extra });
  call = administrator(world.url, world.companion().newToken ?? '').call;
});
afterAll(() => world.close());

const open = (path: string, init: RequestInit = {}) => fetch(`${world.url()}${path}`, { redirect: 'manual', ...init });

describe('a connection without an identity provider', () => {
  test('says on its page how one gets in, each way of it and no other', async () => {
    const tickets = await open('/tickets/');
    const said = await tickets.text();
    expect(tickets.status).toBe(401);
    expect(said).toContain(`(POST ${world.url()}/qps/tickets/ticket)`);
    expect(said).toContain(`(POST ${world.url()}/qps/tickets/session)`);
    expect(said).not.toMatch(/Token \(JWT\)|log in at the identity provider/);
    const tokens = await open('/tokens/');
    expect([tokens.status, tokens.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await tokens.text()).toContain('Authorization: Bearer');
    expect(await (await open('/')).text()).toContain('No identity provider: an application logs people in.');
  });

  test('has no metadata, and takes no SAML message: 404 with the reason, by any method', async () => {
    for (const [method, path] of [
      ['GET', 'metadata'],
      ['GET', 'login'],
      ['POST', 'acs'],
      ['GET', 'arrive'],
      ['GET', 'slo?SAMLRequest=x'],
      ['POST', 'slo'],
      ['POST', 'slo/soap'],
      ['GET', 'login-test?start=x'],
    ] as const) {
      const answer = await open(`/tickets/saml/${path}`, { method });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain('has no identity provider, so it has no SAML metadata');
    }
    // Its twin has both.
    expect((await open('/hub/saml/metadata')).status).toBe(200);
    expect(world.companion().metadata).toHaveLength(1);
    const known = await open('/api/knowledge');
    expect(JSON.stringify(await known.json())).not.toContain('/tickets/');
  });

  test('logs in by ticket, and out again with nobody else to ask', async () => {
    const made = await qpsClient(world)('POST', 'tickets/ticket', { body: userBody() });
    expect(made.status).toBe(201);
    const browser = new HttpBrowser();
    const hub = await browser.open(`${world.url()}/tickets/?qlikTicket=${field(made, 'Ticket')}`);
    expect(hub.text).toContain('Welcome, anne');
    const goodbye = await browser.open(`${world.url()}/tickets/logout`);
    expect(goodbye.text).toContain('logged out');
    expect((await browser.open(`${world.url()}/tickets/`)).status).toBe(401);
  });

  test('logs in by token; one that is refused has a number, and a report without an identity provider', async () => {
    const claims = { iss: JWT.issuer, aud: JWT.audience, sub: 'anne', exp: Math.floor(Date.now() / 1000) + 300 };
    const headers = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
    expect(await (await open('/tokens/', headers(makeToken(claims, issuer)))).text()).toContain('Welcome, anne');
    const refused = await open('/tokens/', headers(makeToken({ ...claims, aud: 'another' }, issuer)));
    const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(await refused.text()) ?? [];
    const { status, body } = await call('GET', `/api/logins/${reference}`);
    expect([refused.status, status]).toEqual([401, 200]);
    expect(body).toMatchObject({ connection: 'tokens', idp: null, code: 'token-claim', owner: 'idp' });
    expect((await call('GET', '/api/logins?connection=tokens')).body).toMatchObject({ logins: [{ idp: null }] });
  });

  test('has no keys of ours, and no login to test', async () => {
    const { body } = await call('GET', '/api/connections/tickets/keys');
    expect(body).toEqual({ source: 'none', step: 'steady', since: null, keys: [], actions: [] });
    const step = { action: 'publish', signing: '0'.repeat(64) };
    expect(await call('POST', '/api/connections/tickets/keys', step)).toMatchObject({
      status: 409,
      body: { error: { code: 'key-not-needed' } },
    });
    expect(await call('POST', '/api/connections/tickets/login-test')).toMatchObject({
      status: 409,
      body: { error: { code: 'saml-off' } },
    });
    expect((await call('POST', '/api/connections/hub/login-test')).status).toBe(201);
    expect((await call('GET', '/api/connections/tickets')).body).toMatchObject({
      idp: null,
      isUsable: true,
      atWork: null,
      metadata: null,
      warnings: [],
    });
  });
});

describe('made by the API', () => {
  const make = (document: object) => call('POST', '/api/connections', { document });

  test('it needs a way in that needs no identity provider', async () => {
    for (const document of [{ prefix: 'bare' }, { prefix: 'bare', methods: ['saml', 'ticket'] }]) {
      const answer = await make(document);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'connection-invalid' } } });
      expect(JSON.stringify(answer.body)).toContain('idp is missing: only a connection whose `methods` leave out saml');
    }
    expect((await make({ prefix: 'bare', methods: ['ticket'] })).status).toBe(201);
    expect((await open('/bare/')).status).toBe(401);
  });

  test('one can be given an identity provider, and it can be taken from it: sessions go on', async () => {
    const change = async (document: object) => {
      const { revision } = (await call('GET', '/api/connections/bare')).body as { readonly revision: string };
      return call('PUT', '/api/connections/bare', { revision, document });
    };
    const given = await change({
      prefix: 'bare',
      idp: { metadata: world.idp.metadata },
      user: { id: 'uid', directory: '[CORP]' },
    });
    expect(JSON.stringify(given.body)).toContain(`Logins are asked of ${world.idp.url}`);
    expect((await call('GET', '/api/connections/bare/keys')).body).toMatchObject({ source: 'state' });
    const browser = new HttpBrowser();
    const hub = await browser.press(await browser.open(`${world.url()}/bare/`), 'Anne');
    expect(hub.text).toContain('Welcome, anne');
    const taken = await change({ prefix: 'bare', methods: ['ticket'] });
    expect(JSON.stringify(taken.body)).toContain('Sessions go on; the identity provider is not asked for logouts.');
    expect((await browser.open(`${world.url()}/bare/`)).text).toContain('Welcome, anne');
    const goodbye = await browser.open(`${world.url()}/bare/logout`);
    expect(goodbye.url).toContain('/bare/logout/done');
    expect(goodbye.text).not.toContain('Logged out everywhere');
    expect((await browser.open(`${world.url()}/bare/`)).status).toBe(401);
  });
});
