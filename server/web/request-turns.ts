import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { Blame } from '#server/threads/blame.ts';
import { networkOf } from './client.ts';
import { ConnectionRoom } from './connection-room.ts';
import { FairTurns, type Waiting } from './fair-turns.ts';
import { paceReading } from './pace-reading.ts';
import { SlowLane } from './slow-lane.ts';

/** Open at once on one server; each takes some KB. */
const MAX_CONNECTIONS = 16_384;

/** One for the process, because its event loop is one. */
const TURNS = new FairTurns({ most: 2_000, patience: 10 });

const BLAME = new Blame();

/** Two hundred of them in a second take a fifth of a processor. */
const SLOW_LANE = new SlowLane(TURNS, { most: 2_000, gap: 5, rankOf: rankOfOrigin });

/** How much of what came from an origin was refused of late: others come before those of a higher rank. */
export function rankOfOrigin(origin: string): number {
  return BLAME.rankOf(origin);
}

/** Lets connections in, and what comes on them piece by piece; gives the room in which they are. */
export function letIn(server: Server): ConnectionRoom {
  const room = new ConnectionRoom(MAX_CONNECTIONS);
  server.on('connection', (socket) => {
    TURNS.noteNewcomer();
    room.enter(socket);
  });
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) =>
    paceReading(socket, TURNS),
  );
  return room;
}

/** The turn of one request. */
export interface RequestTurn {
  /** Waits for it. */
  take(): void;
  /** It was answered, or its client is gone. */
  end(): void;
}

/** Of each connection the requests that wait or are under way: the first one is in a lane, or past it. */
const AHEAD = new WeakMap<Socket, (() => void)[]>();

/**
 * Requests go on by turns of their origins. Of one connection each waits for the one before it, which is answered first
 * anyway. Forms and the like from where much was refused of late go in a slow lane.
 */
export function turnOf(
  { method, socket }: IncomingMessage,
  response: ServerResponse,
  { go, lose }: Pick<Waiting, 'go' | 'lose'>,
): RequestTurn {
  const waiting = { origin: networkOf(socket.remoteAddress ?? ''), go, lose };
  const isPost = method === 'POST';
  const ahead = AHEAD.get(socket) ?? [];
  AHEAD.set(socket, ahead);
  const begin = (): void => (isPost && rankOfOrigin(waiting.origin) > 0 ? SLOW_LANE : TURNS).add(waiting);
  return {
    take: () => {
      ahead.push(begin);
      if (ahead.length === 1) begin();
    },
    end: () => {
      TURNS.remove(waiting);
      SLOW_LANE.remove(waiting);
      const at = ahead.indexOf(begin);
      if (at >= 0) ahead.splice(at, 1);
      if (at === 0) ahead[0]?.();
      const amount = isPost ? amountOf(response) : 0;
      if (amount > 0) BLAME.add(waiting.origin, amount);
    },
  };
}

/** Who is told that there is no room may come again a few times; who is gone before the answer may have had enough. */
const AMOUNTS: ReadonlyMap<number, number> = new Map([
  [400, 1],
  [403, 1],
  [413, 1],
  [503, 1 / 16],
]);

function amountOf({ statusCode, writableFinished }: ServerResponse): number {
  return writableFinished ? (AMOUNTS.get(statusCode) ?? 0) : 1 / 4;
}
