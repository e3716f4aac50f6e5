import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchMetadata } from '#server/trust/fetch-metadata.ts';
import { type MetadataServer, makeMetadataServer } from '#test/fixtures/metadata-server.ts';

let server: MetadataServer;
let other: MetadataServer;

beforeEach(async () => {
  [server, other] = [await makeMetadataServer(), await makeMetadataServer()];
});

afterEach(async () => {
  await Promise.all([server.stop(), other.stop()]);
});

const LIMITS = { time: 2000, bytes: 4 * 1024 * 1024 };
const named = (): string[] => [`127.0.0.1:${server.port}`];
const fetched = (address = server.url, hosts = named(), limits = LIMITS) =>
  fetchMetadata(address, { hosts, etag: null, limits });

const redirect =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { Location: location }).end();

describe('metadata is fetched', () => {
  test.each(['text/plain', 'application/samlmetadata+xml', 'text/html', ''])(
    'whatever its type: "%s"',
    async (type) => {
      server.serve((_, response) => response.writeHead(200, type === '' ? {} : { 'Content-Type': type }).end('<ä/>'));
      expect(await fetched()).toEqual({ isNew: true, text: '<ä/>', etag: null });
    },
  );

  test('in the encoding that its bytes have', async () => {
    server.serve((_, response) => response.end(Buffer.from('\ufeff<ä/>', 'utf16le')));
    expect(await fetched()).toMatchObject({ text: expect.stringContaining('<ä/>') });
  });

  test('once, as long as the server says that nothing is new', async () => {
    server.serve((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { ETag: '"1"' }).end('<a/>');
    });
    const first = await fetched();
    expect(first).toEqual({ isNew: true, text: '<a/>', etag: '"1"' });
    expect(await fetchMetadata(server.url, { hosts: named(), etag: '"1"', limits: LIMITS })).toEqual({ isNew: false });
  });

  test('by a redirect to where it may be fetched, relative ones too', async () => {
    server.serve((request, response) => {
      if (request.url === '/metadata') response.writeHead(302, { Location: '/moved' }).end();
      else if (request.url === '/moved') response.writeHead(308, { Location: other.url }).end();
    });
    other.serve('<moved/>');
    expect(await fetched(server.url, [...named(), `127.0.0.1:${other.port}`])).toMatchObject({ text: '<moved/>' });
  });
});

describe('it is not fetched', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://[::ffff:169.254.169.254]/',
    'https://2852039166/',
    'http://metadata.google.internal/',
    'file:///etc/passwd',
  ])('by a redirect to %s', async (location) => {
    server.serve(redirect(location));
    await expect(fetched()).rejects.toMatchObject({ code: 'metadata-address-forbidden' });
  });

  test('by a redirect to another port of this machine, in any notation', async () => {
    other.serve('<secret/>');
    for (const host of ['127.0.0.1', 'localhost', '127.1', '0x7f000001', '2130706433', '[::ffff:127.0.0.1]', '[::1]']) {
      for (const scheme of ['http', 'https']) {
        server.serve(redirect(`${scheme}://${host}:${other.port}/`));
        await expect(fetched(), `${scheme} ${host}`).rejects.toMatchObject({ code: 'metadata-address-forbidden' });
      }
    }
    expect(other.asked()).toBe(0);
  });

  test('from a name that resolves to this machine', async () => {
    await expect(fetched(`https://localhost:${other.port}/`, [])).rejects.toMatchObject({
      code: 'metadata-address-forbidden',
      message: expect.stringContaining('its name leads to a host that is not a public one'),
    });
    other.serve('<a/>');
    expect(await fetched(`http://localhost:${other.port}/`, ['localhost'])).toMatchObject({ text: '<a/>' });
  });

  test('when it redirects for ever', async () => {
    server.serve(redirect(server.url));
    await expect(fetched()).rejects.toThrow('it redirects more than 5 times');
    expect(server.asked()).toBe(6);
  });

  test('when it says that it has 1 GB: nothing of it is read', async () => {
    let sent = 0;
    server.serve((_, response) => {
      response.writeHead(200, { 'Content-Length': 1024 ** 3 });
      sent += endless(response, 1024 ** 3);
    });
    await expect(fetched()).rejects.toThrow(`it has more than ${LIMITS.bytes} bytes`);
    expect(sent).toBeLessThan(8 * 1024 * 1024);
  });

  test('when it has 1 GB and does not say so: reading ends at the limit', async () => {
    const before = process.memoryUsage().rss;
    server.serve((_, response) => void endless(response, 1024 ** 3));
    await expect(fetched()).rejects.toThrow(`it has more than ${LIMITS.bytes} bytes`);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  test('when it comes drop by drop: all of it has its time', async () => {
    server.serve((_, response) => {
      const timer = setInterval(() => response.write('<a>'), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expect(fetched(server.url, named(), { ...LIMITS, time: 300 })).rejects.toThrow(
      'it was not whole after 0.3 seconds',
    );
    server.serve(() => undefined);
    await expect(fetched(server.url, named(), { ...LIMITS, time: 300 })).rejects.toThrow('it was not whole after');
  });

  test.each([
    [404, 'the server answers 404'],
    [500, 'the server answers 500'],
    [304, 'the server answers 304'],
  ])('when the server answers %i', async (status, words) => {
    server.serve((_, response) => response.writeHead(status).end());
    await expect(fetched()).rejects.toThrow(words);
  });

  test('when it is cut off, compressed, in doubtful bytes, or nobody is there', async () => {
    server.serve((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('<a>', () => response.destroy());
    });
    await expect(fetched()).rejects.toMatchObject({ code: 'metadata-unreachable' });
    server.serve((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x'));
    await expect(fetched()).rejects.toThrow('compressed');
    server.serve((_, response) => response.end(Buffer.from('<a/>', 'utf16le')));
    await expect(fetched()).rejects.toMatchObject({ code: 'metadata-unreachable' });
    await server.stop();
    await expect(fetched()).rejects.toThrow('nobody listens there');
    await server.start();
  });

  test('with its query or a password in the words', async () => {
    await server.stop();
    await expect(fetched(`${server.url}?token=secret`)).rejects.toThrow(/^(?!.*secret).*127\.0\.0\.1/);
    await server.start();
  });
});

/** Writes as fast as it is read; gives what was written at once. */
function endless(response: Parameters<RequestListener>[1], bytes: number): number {
  const chunk = Buffer.alloc(64 * 1024, '<a/>');
  let sent = 0;
  const more = (): void => {
    while (sent < bytes && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
  };
  response.on('drain', more);
  more();
  return sent;
}
