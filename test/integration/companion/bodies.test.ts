import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeLog } from '#server/log/log.ts';
import { closeServer, listen } from '#server/web/listen.ts';
import { openRaw, postHead, pour } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

const KB = 1024;
const MB = 1024 * KB;
const CHUNK = `10000\r\n${'x'.repeat(64 * KB)}\r\n`;

let world: CompanionWorld;
beforeAll(async () => {
  world = await makeCompanionWorld({
    extra: '  - { prefix: small, idp: { metadata: idp.xml }, bodyLimits: { form: 16, soap: 32 } }\n',
  });
});
afterAll(async () => {
  await world.close();
});

const post = (url: string, body: string, type = 'application/x-www-form-urlencoded') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type }, redirect: 'manual' });
const form = (bytes: number) => `SAMLResponse=${'A'.repeat(bytes - 13)}`;
const envelope = (bytes: number) => '<'.padEnd(bytes, 'x');

describe('a body over the limit is refused with 413, one within it is read', () => {
  test.each([
    ['acs', '/hub/saml/acs', MB],
    ['logout', '/hub/saml/slo', MB],
    ['acs of a connection that says less', '/small/saml/acs', 16 * KB],
  ])('%s', async (_, path, limit) => {
    expect((await post(`${world.url()}${path}`, form(limit + 1))).status).toBe(413);
    expect((await post(`${world.url()}${path}`, form(limit))).status).toBe(400);
  });

  test.each([
    ['/hub/saml/slo/soap', 256 * KB],
    ['/small/saml/slo/soap', 32 * KB],
  ])('%s', async (path, limit) => {
    expect((await post(`${world.url()}${path}`, envelope(limit + 1), 'text/xml')).status).toBe(413);
    expect((await post(`${world.url()}${path}`, envelope(limit), 'text/xml')).status).toBe(500);
  });

  test.each(['/sso', '/slo', '/login'])('%s of the test identity provider', async (path) => {
    expect((await post(`${world.idp.url}${path}`, form(64 * KB + 1))).status).toBe(413);
    expect((await post(`${world.idp.url}${path}`, form(64 * KB))).status).toBe(400);
  });

  test('from Content-Length alone, before anything of it has come', async () => {
    const head = postHead('/hub/saml/acs', { 'Content-Length': MB + 1 });
    expect(await openRaw(world.url(), head).closed).toMatch(/^HTTP\/1.1 413 /);
  });

  test('as soon as more has come, where no length is said', async () => {
    const connection = openRaw(world.url(), postHead('/hub/saml/acs', { 'Transfer-Encoding': 'chunked' }));
    expect(await pour(connection, CHUNK, 64 * MB)).toBeLessThan(16 * MB);
    expect(connection.text()).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('a body that nobody asked for is not read to its end', () => {
  test.each([
    ['an address that is none', '/nowhere', 404],
    ['an address of no connection', '/hub/nowhere', 404],
    ['an address that takes no POST', '/hub/saml/metadata', 405],
    ['the health check', '/healthz', 405],
    ['a prefix in the wrong case', '/HUB/saml/acs', 308],
    ['a body of another type', '/hub/saml/acs', 415],
  ])('%s', async (_, path, status) => {
    const headers = { 'Transfer-Encoding': 'chunked', ...(status === 415 ? { 'Content-Type': 'text/plain' } : {}) };
    const connection = openRaw(world.url(), postHead(path, headers));
    expect(await pour(connection, CHUNK, 64 * MB)).toBeLessThan(16 * MB);
    expect(connection.text()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('at the test identity provider', async () => {
    const connection = openRaw(world.idp.url, postHead('/nowhere', { 'Transfer-Encoding': 'chunked' }));
    expect(await pour(connection, CHUNK, 64 * MB)).toBeLessThan(16 * MB);
    expect(connection.text()).toMatch(/^HTTP\/1.1 404 /);
  });

  test('twin: a request without a body keeps the connection', async () => {
    const get = (headers = '') => `GET /healthz HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
    const text = await openRaw(world.url(), `${get()}${get('Connection: close\r\n')}`).closed;
    expect(text.match(/HTTP\/1.1 200 /g)).toHaveLength(2);
  });

  test('twin: a small body that came whole keeps the connection', async () => {
    const headers = { 'Content-Length': 3 };
    const again = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const text = await openRaw(world.url(), `${postHead('/nowhere', headers)}a=b${again}`).closed;
    expect(text.match(/HTTP\/1.1 (404|200) /g)).toEqual(['HTTP/1.1 404 ', 'HTTP/1.1 200 ']);
  });
});

describe('what comes slowly', () => {
  test.each([
    ['a header', 'GET /healthz HTTP/1.1\r\nHost: loc'],
    ['a body', `${postHead('/hub/saml/acs', { 'Content-Length': 1000 })}SAMLResponse=`],
    ['nothing at all', ''],
  ])('%s: the connection ends when its time is over', async (_, beginning) => {
    const log = makeLog({ write: () => undefined });
    const { server, port, answerBy } = await listen({ host: '127.0.0.1', port: 0, setting: '' }, { log, https: false });
    expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000]);
    server.headersTimeout = 200;
    server.requestTimeout = 400;
    let wasCutOff = false;
    answerBy((request) =>
      request.on('close', () => {
        wasCutOff = !request.complete;
      }),
    );
    try {
      const connection = openRaw(`http://127.0.0.1:${port}`, beginning);
      const drip = setInterval(() => connection.socket.write(beginning === '' ? '' : 'a'), 50);
      expect(await connection.closed).toMatch(/^HTTP\/1.1 408 /);
      clearInterval(drip);
      if (beginning.startsWith('POST')) await until(async () => wasCutOff || null);
    } finally {
      await closeServer(server);
    }
  });

  test('bodies are bounded in number together: beyond, 503 at once with Retry-After; a login gets in once the oldest is turned out', async () => {
    const head = postHead('/hub/saml/acs', { 'Content-Length': 1000 });
    // From an address of which nothing was refused yet: they all come at once.
    const slow = Array.from({ length: 1000 }, () => openRaw(world.url(), `${head}SAMLResponse=`, false, '127.0.0.9'));
    try {
      const refused = await until(async () => {
        const answer = await post(`${world.url()}/hub/saml/acs`, form(100));
        return answer.status === 503 ? answer : null;
      });
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(await refused.text()).toContain('bodies-busy');
      expect((await fetch(`${world.url()}/healthz`)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect((await world.logIn('Anne')).text).toContain('Welcome');
    } finally {
      for (const { socket } of slow) socket.destroy();
    }
  });
});

async function until<Found>(look: () => Promise<Found | null>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
