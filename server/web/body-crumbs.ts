import type { IncomingMessage } from 'node:http';

/** So many pieces may be as small as they like. */
const FREE_PIECES = 300;

/** Bytes of which the pieces must have on an average, if there are more: the lines of a text have more. */
const LEAST_PIECE = 16;

/**
 * Watches the pieces in which a body is sent (RFC 9112 7.1). A byte in a chunk of its own takes a hundred times its size
 * and the time of a whole piece, and Node looks at all that it has read of a connection in one go.
 *
 * @param refuse called once when a body comes in crumbs; what is still coming of it is thrown away
 */
export function watchForCrumbs(request: IncomingMessage, refuse: () => void): void {
  if (request.headers['transfer-encoding'] === undefined) return;
  let [pieces, bytes, isRefused] = [0, 0, false];
  const push = request.push.bind(request);
  request.push = (piece: Buffer | null, encoding) => {
    if (isRefused) return piece === null ? push(null) : false;
    pieces += 1;
    bytes += piece?.length ?? 0;
    if (pieces <= FREE_PIECES || bytes >= pieces * LEAST_PIECE) return push(piece, encoding);
    isRefused = true;
    refuse();
    return false;
  };
}
