import { connect, type Socket } from 'node:net';

const KB = 1024;
const MB = 1024 * KB;

/** One request that nobody sends who means well. */
export interface Hostile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Requests of up to 4 MB that cost a reader much: what is too large in either way, and what is just not too large. */
export function hostileRequests(): readonly Hostile[] {
  return [
    { name: '4 MB, its length said', bytes: withLength(formOf('<a/>', 4 * MB)) },
    { name: '4 MB, its length not said', bytes: chunked(formOf('<a/>', 4 * MB)) },
    { name: '1 MB of empty elements', bytes: withLength(formOf('<a/>', MB)) },
    { name: '1 MB of nested elements', bytes: withLength(formOf(`${'<a>'.repeat(150)}${'</a>'.repeat(150)}`, MB)) },
    { name: '1 MB of parameters', bytes: withLength('%61&'.repeat(MB / 4)) },
    { name: '60 KB of empty elements', bytes: withLength(formOf('<a/>', 60 * KB)) },
  ];
}

/** A message of the kind that may wait in great numbers, and is none. */
export function smallForm(): Hostile {
  return { name: '20 KB of empty elements', bytes: withLength(formOf('<a/>', 20 * KB)) };
}

/** A form in chunks of a byte each. */
export function crumbs(): Hostile {
  const bytes = Buffer.from(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${'1\r\nA\r\n'.repeat(60 * KB)}0\r\n\r\n`);
  return { name: '60 KB in crumbs', bytes };
}

/** Requests for a page that costs a signature, sent ahead on one connection. */
export function requestsAhead(): Hostile {
  const bytes = Buffer.from('GET /hub/saml/login HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1000));
  return { name: '1,000 requests ahead', bytes };
}

/** A form of that many bytes with a Response full of something. */
function formOf(noise: string, bytes: number): string {
  const around = ['<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">', '</samlp:Response>'];
  // Base64 makes four characters of three, and of those every eighth is escaped.
  const room = (bytes * 3) / 4 / 1.13 - 200;
  const xml = around.join(noise.repeat(Math.floor(room / noise.length)));
  return `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
}

const HEAD = 'POST /hub/saml/acs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n';

function withLength(body: string): Buffer {
  return Buffer.from(`${HEAD}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

function chunked(body: string): Buffer {
  return Buffer.from(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
}

/** Sends one request and gives the status of the answer; 0: the connection ended without one. */
export function send(port: number, { bytes }: Hostile, localAddress = '127.0.0.1'): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)));
    socket.on('end', () => socket.destroy());
    socket.write(bytes);
  });
}

/** Opens connections on which nothing is ever said. */
export async function openIdle(port: number, count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(200, count - sockets.length) }, () => connect(port, '127.0.0.1'));
    await Promise.all(
      some.map((socket) => new Promise((resolve) => socket.on('connect', resolve).on('error', resolve))),
    );
    sockets.push(...some);
  }
  return sockets;
}
