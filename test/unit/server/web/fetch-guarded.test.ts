import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchGuarded } from '#server/web/fetch-guarded.ts';

let server: Server | null = null;

afterEach(() => {
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

const RULES = { maxBytes: 1000, timeout: 500, allowHosts: ['127.0.0.1'] };

test('gives what is there, by http only from a host that is allowed by name', async () => {
  const url = await serve((_, response) => response.end('hello'));
  expect((await fetchGuarded(url, RULES)).toString()).toBe('hello');
  await expect(fetchGuarded(url, { ...RULES, allowHosts: [] })).rejects.toThrow(/it must be https/);
  await expect(fetchGuarded(url.replace('127.0.0.1', 'localhost'), RULES)).rejects.toThrow(/it must be https/);
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
    await expect(fetchGuarded(url, { ...RULES, allowHosts: [] })).rejects.toThrow(/private address/);
  });

  test('where machines find their own credentials, even by a name that is allowed', async () => {
    const rules = { ...RULES, allowHosts: ['169.254.169.254'] };
    await expect(fetchGuarded('http://169.254.169.254/latest', rules)).rejects.toThrow(/private address/);
  });

  test.each([
    ['no URL', 'keys', /no https URL/],
    ['a file', 'file:///etc/passwd', /no https URL/],
    ['a user in it', 'https://a:b@example.com/', /user name/],
  ])('%s', async (_, url, words) => {
    await expect(fetchGuarded(url, RULES)).rejects.toThrow(words);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['a redirect', (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(), /status 302/],
    ['an error', (_, response) => response.writeHead(500).end(), /status 500/],
    ['too much', (_, response) => response.end('x'.repeat(1001)), /more than 1000 bytes/],
    ['what never ends', (_, response) => void response.write('x'), /too long/],
    ['what never begins', () => undefined, /too long/],
    ['a connection that breaks', (request) => void request.socket.destroy(), /ECONNRESET|reached/],
  ])('%s', async (_, answer, words) => {
    await expect(fetchGuarded(await serve(answer), RULES)).rejects.toThrow(words);
  });
});
