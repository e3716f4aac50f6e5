import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests of one connection that may wait for their answers at the same time. */
const MOST_AT_ONCE = 8;

interface Waiting {
  count: number;
  newest: ServerResponse;
}

/**
 * Whether a request is to be answered: not one that comes while several of its connection wait for their answers
 * (RFC 9112 9.3.2), nor whatever comes behind it. No browser sends any ahead and no proxy many; thousands fit into what
 * Node reads of a connection in one go, and it would give them all to the application in that go. The last answer that is
 * under way says that the connection closes behind it; whoever meant well asks again.
 */
export function fewAtOnce(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const waiting = new WeakMap<Duplex, Waiting>();
  return ({ socket }, response) => {
    const known = waiting.get(socket) ?? { count: 0, newest: response };
    waiting.set(socket, known);
    if (known.count >= MOST_AT_ONCE) {
      closeBehind(known.newest, socket);
      return false;
    }
    known.count += 1;
    known.newest = response;
    response.once('close', () => {
      known.count -= 1;
    });
    return true;
  };
}

const closing = new WeakSet<ServerResponse>();

function closeBehind(response: ServerResponse, socket: IncomingMessage['socket']): void {
  if (closing.has(response)) return;
  closing.add(response);
  // Nothing more is read of it.
  socket.pause();
  if (!response.headersSent) response.shouldKeepAlive = false;
  response.once('close', () => socket.destroySoon());
}
