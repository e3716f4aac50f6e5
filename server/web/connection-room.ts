import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { networkOf } from './client.ts';

/** The connections of one origin, the oldest first. */
interface Holder {
  /** On which nothing is asked at the moment. */
  readonly idle: Set<Duplex>;
  readonly underWay: Set<Duplex>;
}

/**
 * Room for the connections that are open at the same time. Where it is full, whoever has the most loses the one on which
 * nothing was asked for the longest time: thousands that say nothing keep nobody out, neither who comes from elsewhere
 * nor who comes from the same address.
 */
export class ConnectionRoom {
  readonly #most: number;
  readonly #holders = new Map<string, Holder>();
  readonly #holderOf = new WeakMap<Duplex, Holder>();
  #count = 0;

  /** @param most connections; each takes some KB */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place for one, until it is closed. */
  enter(socket: Socket): void {
    const origin = networkOf(socket.remoteAddress ?? '');
    const holder = this.#holders.get(origin) ?? { idle: new Set(), underWay: new Set() };
    this.#holders.set(origin, holder);
    this.#holderOf.set(socket, holder);
    holder.idle.add(socket);
    this.#count += 1;
    socket.once('close', () => {
      if (holder.idle.delete(socket) || holder.underWay.delete(socket)) this.#count -= 1;
      if (sizeOf(holder) === 0) this.#holders.delete(origin);
    });
    if (this.#count > this.#most) this.#makeRoom();
  }

  /** Something is asked on it (`underWay`), or was answered (`idle`). */
  move(socket: Duplex, to: keyof Holder): void {
    const holder = this.#holderOf.get(socket);
    if (holder?.[to === 'idle' ? 'underWay' : 'idle'].delete(socket) === true) holder[to].add(socket);
  }

  #makeRoom(): void {
    let [greatest, most]: [Holder | null, number] = [null, 0];
    for (const holder of this.#holders.values()) {
      if (sizeOf(holder) > most) [greatest, most] = [holder, sizeOf(holder)];
    }
    const [oldest] = greatest === null ? [] : [...first(greatest.idle), ...first(greatest.underWay)];
    if (greatest === null || oldest === undefined) return;
    greatest.idle.delete(oldest);
    greatest.underWay.delete(oldest);
    this.#count -= 1;
    oldest.destroy();
  }
}

function first(sockets: ReadonlySet<Duplex>): readonly Duplex[] {
  const [socket] = sockets;
  return socket === undefined ? [] : [socket];
}

function sizeOf({ idle, underWay }: Holder): number {
  return idle.size + underWay.size;
}
