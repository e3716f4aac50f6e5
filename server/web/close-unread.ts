import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Middleware } from 'koa';

/** Bytes of a body that are read and thrown away to keep a connection, where so many are announced at most. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Whether much of a request's body, or nobody knows how much, is still to come. */
export function isUnread({ complete, headers }: IncomingMessage): boolean {
  const isMuch =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES;
  return isMuch && !complete;
}

/** What is read and thrown away behind an answer, and for how long: enough for an honest mistake. Looked at so often. */
const LINGER = { bytes: 5 * 1024 * 1024, milliseconds: 1000, every: 20 };

/**
 * Closes the connection behind an answer that did not wait for the whole body: an address that is none, a method that it
 * does not have, a body that is too large. Node would go on and read all of it, however much that is, to keep
 * the connection. A connection that is closed at once while bytes are still coming is reset, and the client may never
 * see the answer (RFC 9112, 9.6): so some of the rest is read behind it, within bounds.
 */
export const closeUnread: Middleware = async (ctx, next) => {
  await next();
  if (!isUnread(ctx.req)) return;
  ctx.set('Connection', 'close');
  closeLater(ctx.req.socket);
};

/** What Node calls when the answer is out, made to wait for the client, or for the bounds. */
function closeLater(socket: Socket): void {
  socket.destroySoon = () => {
    const [most, until] = [socket.bytesRead + LINGER.bytes, performance.now() + LINGER.milliseconds];
    const timer = setInterval(() => {
      if (socket.bytesRead > most || performance.now() > until || socket.readableEnded) socket.destroy();
    }, LINGER.every);
    timer.unref();
    socket.once('close', () => clearInterval(timer));
    socket.end();
  };
}
