import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ConnectionRoom } from '#server/web/connection-room.ts';
import { closeServer } from '#server/web/listen.ts';

let server: Server;
const waiting: ServerResponse[] = [];
afterEach(async () => {
  server.closeAllConnections();
  await closeServer(server);
});

/** A server with room for so many; `/wait` is answered when the test says so. */
async function serve(most: number): Promise<void> {
  const room = new ConnectionRoom(most);
  server = createServer((request, response) => {
    room.move(request.socket, 'underWay');
    response.once('close', () => room.move(request.socket, 'idle'));
    if (request.url === '/wait') waiting.push(response);
    else response.end('ok');
  });
  server.on('connection', (socket) => room.enter(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

interface Client {
  readonly socket: Socket;
  isOpen(): boolean;
  /** Asks and waits for the answer. */
  ask(): Promise<void>;
}

async function open(localAddress = '127.0.0.1'): Promise<Client> {
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined);
  let [isOpen, text] = [true, ''];
  socket.on('close', () => {
    isOpen = false;
  });
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    isOpen: () => isOpen,
    ask: async () => {
      text = '';
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await expect.poll(() => text).toContain('ok');
    },
  };
}

test('where it is full, whoever has the most loses the one that was idle the longest', async () => {
  await serve(4);
  const other = await open('127.0.0.2');
  const [first, second, third] = [await open(), await open(), await open()];
  await first.ask();
  const newcomer = await open();
  await newcomer.ask();
  await expect.poll(second.isOpen).toBe(false);
  const another = await open('127.0.0.3');
  await another.ask();
  await expect.poll(third.isOpen).toBe(false);
  for (const client of [other, first, newcomer, another]) await client.ask();
});

test('one on which something is asked goes last', async () => {
  await serve(3);
  const asking = await open();
  asking.socket.write('GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => waiting.length).toBe(1);
  const idle = [await open(), await open()];
  for (const loser of idle) {
    await (await open()).ask();
    await expect.poll(loser.isOpen).toBe(false);
  }
  expect(asking.isOpen()).toBe(true);
  waiting.pop()?.end('ok');
  await asking.ask();
});

test('a place is free again once a connection is closed', async () => {
  await serve(2);
  const stays = await open();
  for (let turn = 0; turn < 3; turn++) {
    const passing = await open();
    await passing.ask();
    passing.socket.destroy();
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(1);
  }
  await stays.ask();
});
