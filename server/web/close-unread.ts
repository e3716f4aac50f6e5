import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';

/** Bytes of a body that are read and thrown away to keep a connection, where so many are announced at most. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Whether much of a request's body, or nobody knows how much, is still to come. */
export function isUnread({ complete, headers }: IncomingMessage): boolean {
  const isMuch =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES;
  return isMuch && !complete;
}

/**
 * Closes the connection behind an answer that did not wait for the whole body: an address that is none, a method that it
 * does not have, a body that is too large. Node would go on and read all of it, however much that is, to keep
 * the connection.
 */
export const closeUnread: Middleware = async (ctx, next) => {
  await next();
  if (isUnread(ctx.req)) ctx.set('Connection', 'close');
};
