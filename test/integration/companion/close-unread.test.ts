import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import Koa from 'koa';
import { afterEach, describe, expect, test } from 'vitest';
import { makeLog } from '#server/log/log.ts';
import { closeUnread, type Linger } from '#server/web/close-unread.ts';
import { closeServer, listen } from '#server/web/listen.ts';
import { openRaw, postHead, pour } from '#test/fixtures/raw-http.ts';

const MB = 1024 * 1024;
/** More than any test takes. */
const NEVER = 600_000;

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(closeServer));
});

/** A server that answers 404 and reads nothing; and how many bytes were read of its first connection, once that is closed. */
async function serve(linger: Linger): Promise<{ url: string; bytesRead: Promise<number> }> {
  const app = new Koa();
  app.use(closeUnread(linger));
  const guard = { log: makeLog({ write: () => undefined }), https: false };
  const { server, port, answerBy } = await listen({ host: '127.0.0.1', port: 0, setting: '' }, guard);
  servers.push(server);
  const bytesRead = new Promise<number>((resolve) => {
    server.once('connection', (socket: Socket) => socket.once('close', () => resolve(socket.bytesRead)));
  });
  answerBy(app.callback());
  return { url: `http://127.0.0.1:${port}`, bytesRead };
}

const chunked = postHead('/', { 'Transfer-Encoding': 'chunked' });
const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;

describe('behind an answer that did not wait for the body', () => {
  test('a client that goes on to send all of it sees the answer, and no connection that is reset', async () => {
    const { url, bytesRead } = await serve({ bytes: 5 * MB, milliseconds: NEVER });
    const connection = openRaw(url, postHead('/', { 'Content-Length': 4 * MB }), true);
    await new Promise((resolve) => connection.socket.once('data', resolve));
    connection.socket.end('x'.repeat(4 * MB));
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 404 .*\r\nConnection: close\r\n.*Not Found$/s);
    expect(connection.wasBroken()).toBe(false);
    expect(await bytesRead).toBeGreaterThan(4 * MB);
  });

  test('twin: of one that sends without an end no more than some is read, and the connection is closed', async () => {
    const { url, bytesRead } = await serve({ bytes: 2 * MB, milliseconds: NEVER });
    const connection = openRaw(url, chunked, true);
    await pour(connection, chunk, 256 * MB);
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 404 /);
    expect(await bytesRead).toBeGreaterThan(2 * MB);
    expect(await bytesRead).toBeLessThan(2 * MB + 0x40000);
  });

  test('twin: one that sends nothing more is waited for, and no longer than it may be', async () => {
    const { url } = await serve({ bytes: 5 * MB, milliseconds: 50 });
    const connection = openRaw(url, chunked);
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 404 /);
  });

  test('twin: one whose body is small and has come keeps its connection', async () => {
    const { url } = await serve({ bytes: 5 * MB, milliseconds: NEVER });
    const [first, last] = [
      postHead('/', { 'Content-Length': 3 }),
      postHead('/', { 'Content-Length': 0, Connection: 'close' }),
    ];
    const text = await openRaw(url, `${first}a=b${last}`).closed;
    expect(text.match(/HTTP\/1\.1 404 /g)).toHaveLength(2);
  });
});
