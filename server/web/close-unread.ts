import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Middleware } from 'koa';
import { Turns } from './turns.ts';

/** Bytes of a body that are read and thrown away to keep a connection, where so many are announced at most. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Whether much of a request's body, or nobody knows how much, is still to come. */
export function isUnread({ complete, headers }: IncomingMessage): boolean {
  const isMuch =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES;
  return isMuch && !complete;
}

/** What is thrown away is read slowly, at some 16 MB a second of all together: it is worth little work. */
const TURNS = new Turns(() => wait(4));

/** What is read and thrown away behind an answer at most. */
export interface Linger {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Enough for an honest mistake. */
const LINGER: Linger = { bytes: 5 * 1024 * 1024, milliseconds: 1000 };

/**
 * Closes the connection behind an answer that did not wait for the whole body: an address that is none, a method that it
 * does not have, a body that is too large. Node would go on and read all of it, however much that is, to keep
 * the connection. A connection that is closed at once while bytes are still coming is reset, and the client may never
 * see the answer (RFC 9112, 9.6): so some of the rest is read behind it, within bounds.
 */
export function closeUnread(linger = LINGER): Middleware {
  return async (ctx, next) => {
    await next();
    if (!isUnread(ctx.req)) return;
    ctx.set('Connection', 'close');
    closeLater(ctx.req.socket, linger);
  };
}

/**
 * What Node calls when the answer is out, made to wait for the client, or for the bounds. Node would read as fast as the
 * client sends, and its parser would look at all of it: this throws away one piece in each turn.
 */
function closeLater(socket: Socket, linger: Linger): void {
  socket.destroySoon = () => {
    const most = socket.bytesRead + linger.bytes;
    const timer = setTimeout(() => socket.destroy(), linger.milliseconds);
    socket.removeAllListeners('data');
    socket.on('data', () => {
      if (socket.bytesRead > most) return void socket.destroy();
      socket.pause();
      void TURNS.take().then(() => socket.resume());
    });
    socket.once('end', () => socket.destroy());
    socket.once('close', () => clearTimeout(timer));
    socket.resume();
    socket.end();
  };
}
