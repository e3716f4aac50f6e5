import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { head, openRaw, postHead, sendRaw } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;

beforeAll(async () => {
  world = await makeCompanionWorld();
});

afterAll(async () => {
  expect(world.lines.filter((line) => /defect|"level":50/.test(line))).toEqual([]);
  await world.close();
});

const GET = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
const requestLines = (): number => world.lines.filter((line) => line.includes('"event":"request"')).length;

describe('requests on one connection', () => {
  test('of which a thousand came at once: few are answered, and no other is looked at', async () => {
    const before = requestLines();
    const { answers, closed } = await sendRaw(world.companion().port, GET.repeat(1000));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect([answers.at(-1)?.headers.get('connection'), closed]).toEqual(['close', true]);
    expect(requestLines() - before).toBe(8);
  });

  test('of which a few came at once are all answered, in their order', async () => {
    const body = `SAMLResponse=${'A'.repeat(1000)}`;
    const post = `${postHead('/hub/saml/acs', { 'Content-Length': body.length })}${body}`;
    const { answers } = await sendRaw(
      world.companion().port,
      `${post}${GET}${post}${head('GET /nowhere HTTP/1.1', 'Host: a')}`,
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 200, 400, 404]);
  });

  test('one after the other are answered, on the same connection', async () => {
    const connection = openRaw(world.url(), GET);
    for (let count = 1; count <= 10; count++) {
      await expect.poll(() => connection.text().split('HTTP/1.1 200').length - 1).toBe(count);
      connection.socket.write(GET);
    }
    connection.socket.destroy();
    expect(connection.text()).not.toMatch(/Connection: close/i);
  });
});

describe('many connections at once', () => {
  test('with requests ahead on each: whoever has just come is answered before most of them', async () => {
    const login = 'GET /hub/saml/login HTTP/1.1\r\nHost: a\r\n\r\n';
    const from = world.lines.length;
    const crowd = await connectAll(30);
    for (const socket of crowd) socket.write(login.repeat(8));
    const [health, metadata] = await Promise.all([ask('/healthz'), ask('/hub/saml/metadata', '127.0.0.2')]);
    expect([health, metadata]).toEqual([200, 200]);
    const paths = (): string[] => pathsSince(from);
    // Of each connection one goes before the other.
    expect(paths().filter((path) => path === '/hub/saml/login').length).toBeLessThan(60);
    // Twin: those who wait are answered, too.
    const answered = (): number => paths().filter((path) => path === '/hub/saml/login').length;
    await expect.poll(answered, { timeout: 30_000 }).toBe(240);
    for (const socket of crowd) socket.destroy();
  });

  test('with more than may wait: the newest of whoever has the most gets 503, and nobody from elsewhere', async () => {
    const crowd = await connectAll(2_400);
    const texts = crowd.map((socket) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      return () => text;
    });
    const before = requestLines();
    for (const socket of crowd) socket.write('GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await ask('/hub/saml/metadata', '127.0.0.2')).toBe(200);
    const busy = (): string[] => texts.map((text) => text()).filter((text) => text.includes('HTTP/1.1 503'));
    await expect.poll(() => busy().length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(busy()[0]).toMatch(/Retry-After: 5\r\n(?:.*\r\n)*.*requests-busy/);
    await expect.poll(() => requestLines() - before, { timeout: 30_000 }).toBeGreaterThan(1000);
    for (const socket of crowd) socket.destroy();
    expect(await ask('/hub/saml/metadata')).toBe(200);
  });

  test('with a body in crumbs on each: it costs no more where more of it comes', async () => {
    const cost = async (crumbs: number): Promise<number> => {
      const start = process.cpuUsage();
      const text = `${postHead('/hub/saml/acs', { 'Transfer-Encoding': 'chunked' })}${'1\r\nA\r\n'.repeat(crumbs)}0\r\n\r\n`;
      await Promise.all(Array.from({ length: 20 }, () => sendRaw(world.companion().port, text)));
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    await cost(10_000);
    const least = async (crumbs: number): Promise<number> => Math.min(await cost(crumbs), await cost(crumbs));
    expect((await least(10_000)) / (await least(1_500))).toBeLessThan(3);
  });

  async function connectAll(count: number): Promise<readonly Socket[]> {
    const { port } = world.companion();
    const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    for (const socket of sockets) socket.resume();
    return sockets;
  }

  function ask(path: string, localAddress = '127.0.0.1'): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const { port } = world.companion();
      get({ host: '127.0.0.1', port, path, localAddress, agent: false }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode));
      }).once('error', reject);
    });
  }

  function pathsSince(from: number): string[] {
    const requests = world.lines.slice(from).filter((line) => line.includes('"event":"request"'));
    return requests.map((line) => /"path":"([^"]*)"/.exec(line)?.[1] ?? '');
  }
});

describe('a body in chunks', () => {
  const form = `SAMLResponse=${'A'.repeat(60_000)}`;
  const chunked = (size: number): string => {
    const chunks = form.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
  };
  const chunkedHead = (path: string): string => postHead(path, { 'Transfer-Encoding': 'chunked', Connection: 'close' });

  test.each(['/hub/saml/acs', '/hub/saml/slo', '/nowhere', '/api/connections', '/qps/hub/ticket', '/console/login'])(
    'of a byte each is refused at %s, and nobody waits for it',
    async (path) => {
      const { answers, closed } = await sendRaw(world.companion().port, `${chunkedHead(path)}${chunked(1)}`);
      const [{ status = 0, body = '' } = {}, ...others] = answers;
      expect([others, closed]).toEqual([[], true]);
      // Where a body is of no use, that is said before it has come.
      expect([400, 401, 403, 404]).toContain(status);
      if (path.includes('saml')) expect(body).toContain('(body-in-crumbs)');
    },
  );

  test('as small as the lines of a text is read', async () => {
    const { answers } = await sendRaw(world.companion().port, `${chunkedHead('/hub/saml/acs')}${chunked(40)}`);
    expect([answers.map(({ status }) => status), answers[0]?.body]).toEqual([
      [400],
      expect.not.stringContaining('crumbs'),
    ]);
  });

  test('and short, is read whatever its pieces', async () => {
    const short = '1\r\na\r\n1\r\n=\r\n1\r\nb\r\n0\r\n\r\n';
    const { answers } = await sendRaw(world.companion().port, `${chunkedHead('/hub/saml/acs')}${short}`);
    expect(answers[0]?.body).not.toContain('crumbs');
  });
});
