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

describe('a body in chunks', () => {
  const form = `SAMLResponse=${'A'.repeat(60_000)}`;
  const chunked = (size: number): string => {
    const chunks = form.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
  };
  const chunkedHead = (path: string): string => postHead(path, { 'Transfer-Encoding': 'chunked' });

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
