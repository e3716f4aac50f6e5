import { connect, type Socket } from 'node:net';

/** A connection on which a test says what it likes, byte by byte. */
export interface RawConnection {
  readonly socket: Socket;
  /** What came back so far. */
  text(): string;
  /** Resolves with everything that came back, once the other side has closed. */
  readonly closed: Promise<string>;
}

/** Connects to a server at `http://host:port` and sends the beginning of something. */
export function openRaw(url: string, beginning: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  // What the other side does is seen by `closed`.
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  socket.write(beginning);
  return { socket, text: () => text, closed };
}

/** The head of a POST. */
export function postHead(path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ Host: 'localhost', 'Content-Type': 'application/x-www-form-urlencoded', ...headers });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** Writes the same again and again until the other side has had enough; gives how many bytes it took. */
export async function pour({ socket, closed }: RawConnection, piece: string, most: number): Promise<number> {
  let isOpen = true;
  void closed.then(() => {
    isOpen = false;
  });
  while (isOpen && socket.bytesWritten < most) {
    if (!socket.write(piece)) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
  }
  socket.destroy();
  return socket.bytesWritten;
}
