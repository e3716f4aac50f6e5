import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { head, type RawAnswer, sendRaw } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let ports: Readonly<Record<string, number>>;

beforeAll(async () => {
  world = await makeCompanionWorld();
  ports = { companion: world.companion().port, 'test IdP': Number(new URL(world.idp.url).port) };
});

afterAll(async () => {
  expect(world.lines.filter((line) => /defect|"level":50/.test(line))).toEqual([]);
  await world.close();
});

async function ask(server: string, bytes: string): Promise<RawAnswer> {
  const { answers } = await sendRaw(ports[server] ?? 0, bytes);
  const [answer] = answers;
  if (answer === undefined) throw new Error('there was no answer');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer;
}

describe.each(['companion', 'test IdP'])('a request to the %s', (server) => {
  test.each([
    ['host-missing', 'GET / HTTP/1.1', []],
    ['host-missing', 'GET / HTTP/1.1', ['Host:']],
    ['host-missing', 'GET / HTTP/1.0', ['Host: ']],
    ['host-repeated', 'GET / HTTP/1.1', ['Host: localhost', 'Host: localhost']],
    ['host-repeated', 'GET / HTTP/1.0', ['Host: localhost', 'Host: evil.example']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: a b']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: [::1']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: [::zz]']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: user@localhost']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: localhost:99999']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: localhost:x']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: localhost/x']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: http://localhost']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: h%zz']],
    ['host-malformed', 'GET / HTTP/1.1', ['Host: h\xe9']],
    ['host-malformed', 'GET / HTTP/1.1', [`Host: ${'a'.repeat(8192)}`]],
    ['target-malformed', 'GET http:// HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET http://[::1/x HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET http://user@localhost/hub/ HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET ftp://localhost/hub/ HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET * HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET /%zz HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET /%00 HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET /hub/app/% HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET /sso/%ff HTTP/1.1', ['Host: localhost']],
    ['target-malformed', 'GET /hub/#x HTTP/1.1', ['Host: localhost']],
    ['http-malformed', 'GET hub HTTP/1.1', ['Host: localhost']],
    ['http-malformed', 'GET /\xe9 HTTP/1.1', ['Host: localhost']],
    ['http-malformed', 'FETCH / HTTP/1.1', ['Host: localhost']],
    ['http-malformed', '\x16\x03\x01', []],
    ['http-malformed', 'PRI * HTTP/2.0', []],
  ] as const)('is answered with 400, %s: %s', async (code, start, lines) => {
    const answer = await ask(server, head(start, ...lines));
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(`(${code})`)]);
  });

  test.each([
    ['the usual Host', 'GET / HTTP/1.1', ['Host: localhost:4040']],
    ['another Host', 'GET / HTTP/1.1', ['Host: sp.example.com']],
    ['an IPv6 address', 'GET / HTTP/1.1', ['Host: [::1]:4040']],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0', []],
    ['an absolute URL', 'GET http://localhost/ HTTP/1.1', ['Host: localhost']],
    ['an absolute URL whose host goes before Host', 'GET HTTP://localhost/ HTTP/1.1', ['Host: elsewhere']],
    ['an absolute URL without path', 'GET http://localhost HTTP/1.1', ['Host: localhost']],
    ['an upgrade that is not offered', 'GET / HTTP/1.1', ['Host: localhost', 'Upgrade: websocket']],
  ] as const)('is read with %s', async (_, start, lines) => {
    expect((await ask(server, head(start, ...lines))).status).toBe(200);
  });

  test('whose path begins with two slashes leads nowhere, and not elsewhere', async () => {
    const answer = await ask(server, head('GET //evil.example/x HTTP/1.1', 'Host: localhost'));
    expect([answer.status, answer.headers.get('location')]).toEqual([404, undefined]);
  });

  test('that is an OPTIONS of the server as a whole is answered', async () => {
    expect((await ask(server, head('OPTIONS * HTTP/1.1', 'Host: localhost'))).status).toBe(204);
  });

  test('by CONNECT or with an expectation of its own is refused', async () => {
    const connect = await ask(server, head('CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443'));
    expect([connect.status, connect.headers.get('allow')]).toEqual([405, '']);
    expect((await ask(server, head('GET / HTTP/1.1', 'Host: localhost', 'Expect: tea'))).status).toBe(417);
  });

  test('with a header over the limit is a 431', async () => {
    const large = await ask(server, head('GET / HTTP/1.1', 'Host: localhost', `X: ${'a'.repeat(200_000)}`));
    expect([large.status, large.body]).toEqual([431, expect.stringContaining('(header-too-large)')]);
    const many = Array.from({ length: 5000 }, () => 'X: a');
    expect((await ask(server, head('GET / HTTP/1.1', 'Host: localhost', ...many))).status).toBe(431);
  });

  test('is answered in full before garbage behind it is refused', async () => {
    const { answers } = await sendRaw(ports[server] ?? 0, `GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\0garbage\r\n\r\n`);
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expect(answers[0]?.body).toContain('</html>');
  });

  test('whose body is no chunked body is refused', async () => {
    const path = server === 'companion' ? '/hub/saml/acs' : '/slo';
    const lines = ['Host: localhost', 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked'];
    const { answers, closed } = await sendRaw(ports[server] ?? 0, `${head(`POST ${path} HTTP/1.1`, ...lines)}zz\r\n`);
    expect([answers.map(({ status }) => status), closed]).toEqual([[400], true]);
  });
});

test('a form that waits for 100-continue is taken', async () => {
  const { answers } = await sendRaw(
    world.companion().port,
    `${head('POST /hub/saml/acs HTTP/1.1', 'Host: localhost', 'Expect: 100-continue', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3')}a=b`,
  );
  expect(answers.map(({ status }) => status)).toEqual([100, 400]);
});

test.each([
  [413, '/hub/saml/acs', 'application/x-www-form-urlencoded', 99_999_999],
  [415, '/hub/saml/acs', 'text/plain', 3],
  [404, '/nowhere', 'application/x-www-form-urlencoded', 3],
  [401, '/api/connections', 'application/json', 3],
])('one that is refused by its head is not asked for its body: %i', async (status, path, type, length) => {
  const { answers, closed } = await sendRaw(
    world.companion().port,
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  // What follows on the connection could be the body or the next request: it ends.
  expect([answers.map((answer) => answer.status), closed]).toEqual([[status], true]);
});

test('health is told whatever the Host says', async () => {
  for (const host of ['a b', '[::1', 'user@x', 'localhost:99999', 'h\xe9', '']) {
    const answer = await ask('companion', head('GET /healthz HTTP/1.1', `Host: ${host}`));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { status: 'ok' }]);
  }
});

test('a login begins the same, whatever well-formed Host is named, and its addresses are the configured ones', async () => {
  for (const host of ['localhost', 'evil.example', '[::1]:1']) {
    const answer = await ask('companion', head('GET /hub/saml/login?returnTo=/hub/app/us HTTP/1.1', `Host: ${host}`));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${world.idp.url}/sso\\?`));
  }
});

test('what was malformed is logged by its code, in few lines', async () => {
  const fresh = await makeCompanionWorld();
  const { port } = fresh.companion();
  for (let sent = 0; sent < 60; sent++) await sendRaw(port, head('GET / HTTP/1.1', 'Host: a b'));
  const lines = fresh.lines.filter((line) => line.includes('request-malformed'));
  expect(lines).toHaveLength(20);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, status: 400, code: 'host-malformed' });
  await fresh.close();
});
