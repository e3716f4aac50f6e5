import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchGuarded } from '#server/outgoing/fetch-guarded.ts';

let server: Server | null = null;

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

const RULES = { limits: { bytes: 1000, time: 500 }, hosts: ['127.0.0.1'] };
/** What every name resolves to from now on; gives the names that were asked for. */
function resolveTo(addresses: readonly string[]): readonly string[] {
  const asked: string[] = [];
  const found = addresses.map((address) => ({ address, family: 4 }));
  const lookup = (name: string, _: unknown, answer: (error: null, found: unknown) => void): void => {
    asked.push(name);
    answer(null, found);
  };
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
  syncBuiltinESMExports();
  return asked;
}

const text = async (url: string, rules = RULES): Promise<string> => (await fetchGuarded(url, rules)).body.toString();

test('gives what is there, by http only from a host that is allowed by name', async () => {
  const url = await serve((_, response) => response.end('hello'));
  expect(await text(url)).toBe('hello');
  await expect(text(url, { ...RULES, hosts: [] })).rejects.toThrow(/by http/);
  await expect(text(url.replace('127.0.0.1', 'localhost'))).rejects.toThrow(/by http/);
});

test('a body is posted, and to no other address than the first one', async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
    if (request.url === '/moved') response.writeHead(307, { Location: '/elsewhere' }).end();
    else request.pipe(response.writeHead(500));
  });
  const request = { ...RULES, body: '<a/>', headers: { 'Content-Type': 'text/xml' }, redirects: 5 };
  const answer = await fetchGuarded(`${url}soap`, { ...request, statuses: [200, 500] });
  expect([answer.status, answer.body.toString()]).toEqual([500, '<a/>']);
  await expect(fetchGuarded(`${url}moved`, request)).rejects.toThrow('the server answers 307');
  expect(asked).toEqual(['POST /soap text/xml', 'POST /moved text/xml']);
});

describe('refuses', () => {
  test.each([
    ['this machine', 'https://127.0.0.1/'],
    ['this machine by name', 'https://localhost/'],
    ['this machine in IPv6', 'https://[::1]/'],
    ['this machine in IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['this machine in one number', 'https://2130706433/'],
    ['a private network', 'https://10.1.2.3/'],
    ['another one', 'https://192.168.0.1/'],
    ['the metadata service of a cloud', 'https://169.254.169.254/latest'],
    ['a unique local address', 'https://[fd00::1]/'],
    ['a link-local address', 'https://[fe80::1]/'],
    ['nowhere', 'https://0.0.0.0/'],
  ])('%s', async (_, url) => {
    await expect(text(url, { ...RULES, hosts: [] })).rejects.toMatchObject({ code: 'address-forbidden' });
  });

  test('where machines find their own credentials, even by an address that is allowed', async () => {
    const rules = { ...RULES, hosts: ['169.254.169.254'] };
    await expect(text('http://169.254.169.254/latest', rules)).rejects.toThrow(/not a public one/);
  });

  test('a name that leads to a public host and to a private one', async () => {
    const asked = resolveTo(['93.184.215.14', '10.0.0.1']);
    await expect(text('https://two.example/', { ...RULES, hosts: [] })).rejects.toThrow(
      'its name leads to a host that',
    );
    expect(asked).toEqual(['two.example']);
  });

  test('a name that is allowed, and leads where machines find their own credentials', async () => {
    const url = (await serve((_, response) => response.end('hello'))).replace('127.0.0.1', 'idp.internal');
    const rules = { ...RULES, hosts: ['idp.internal'] };
    resolveTo(['169.254.169.254']);
    await expect(text(url, rules)).rejects.toThrow('its name leads to a host that');
    resolveTo(['127.0.0.1']);
    expect(await text(url, rules)).toBe('hello');
  });

  test.each([
    ['no URL', 'keys', /no address/],
    ['a file', 'file:///etc/passwd', /only https/],
    ['a user in it', 'https://a:b@example.com/', /a name or a password/],
  ])('%s', async (_, url, words) => {
    await expect(text(url)).rejects.toThrow(words);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['a redirect', (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(), /answers 302/],
    ['an error', (_, response) => response.writeHead(500).end(), /answers 500/],
    ['too much', (_, response) => response.end('x'.repeat(1001)), /more than 1000 bytes/],
    ['what is packed', (_, response) => response.writeHead(200, { 'Content-Encoding': 'br' }).end('x'), /compressed/],
    ['what never ends', (_, response) => void response.write('x'), /not whole after 0.5 seconds/],
    ['what never begins', () => undefined, /not whole after 0.5 seconds/],
    ['a connection that breaks', (request) => void request.socket.destroy(), /closed before the answer was whole/],
  ])('%s', async (_, answer, words) => {
    await expect(text(await serve(answer))).rejects.toThrow(words);
  });
});

describe('an answer in crumbs', () => {
  const MEGABYTE = 1024 * 1024;
  const large = { hosts: ['127.0.0.1'], limits: { bytes: 64 * MEGABYTE, time: 20_000 } };
  /** Writes chunks of so many bytes as fast as they are taken. */
  const crumbs =
    (size: number, total: number): RequestListener =>
    (_, { socket }) => {
      const chunk = `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;
      const block = Buffer.from(chunk.repeat(10_000));
      let left = total;
      const more = (): void => {
        while (left > 0 && socket?.destroyed === false) {
          left -= size * 10_000;
          if (socket.write(block) === false) return void socket.once('drain', more);
        }
        socket?.end('0\r\n\r\n');
      };
      socket?.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      more();
    };

  test('of a byte each takes room for its bytes alone', async () => {
    const before = process.memoryUsage().rss;
    const { body } = await fetchGuarded(await serve(crumbs(1, 1_000_000)), large);
    expect(body.length).toBe(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MEGABYTE);
  });
});
