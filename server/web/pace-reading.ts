import type { Socket } from 'node:net';
import { networkOf } from './client.ts';
import type { FairTurns } from './fair-turns.ts';

/** Bytes of one connection that are looked at in one go: most logins are one or two of these; a chunk of one byte takes six. */
const PIECE = 4 * 1024;

/** Bytes of all connections that are looked at in one round without waiting: whoever asks for a page does not wait. */
const FREE = 8 * PIECE;

let free = FREE;

function renew(): void {
  free = FREE;
}

function isFree(bytes: number): boolean {
  if (bytes > PIECE || bytes > free) return false;
  if (free === FREE) setImmediate(renew);
  free -= bytes;
  return true;
}

/**
 * Has what comes on a connection looked at in pieces, each in its turn. Node reads 64 KB at a time, past the stream, and
 * its parser looks at all of it in one go: thousands of requests or chunks, for which it takes some ten
 * milliseconds. Once all listeners for data were taken off, as whoever is refused has theirs, nothing waits any more.
 */
export function paceReading(socket: Socket, turns: FairTurns): void {
  const origin = networkOf(socket.remoteAddress ?? '');
  const read = socket._read.bind(socket);
  const push = socket.push.bind(socket);
  /** Null: the end. */
  const held: (Buffer | null)[] = [];
  // With it Node gives what it reads to the stream.
  const listener = (): void => undefined;
  socket.on('data', listener);
  const isParsed = (): boolean => socket.listeners('data').includes(listener);
  const wait = (): void => {
    turns.add({ origin, go, lose: () => socket.destroy() });
  };
  const go = (): void => {
    if (socket.destroyed) return;
    if (isParsed()) push(takePiece(held));
    else for (const rest of held.splice(0)) push(rest);
    if (held.length > 0) wait();
  };
  socket.push = (chunk: Buffer | null) => {
    if (held.length === 0 && (chunk === null || isFree(chunk.length) || !isParsed())) return push(chunk);
    held.push(chunk);
    if (held.length === 1) wait();
    return false;
  };
  socket._read = (size) => {
    if (held.length === 0) read(size);
  };
}

function takePiece(held: (Buffer | null)[]): Buffer | null {
  const [next = null] = held;
  if (next === null || next.length <= PIECE) return held.shift() ?? null;
  held[0] = next.subarray(PIECE);
  return next.subarray(0, PIECE);
}
