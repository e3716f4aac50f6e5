import type { Context } from 'koa';
import { hungUp } from './hang-up.ts';

/** Who waits for the answer to a request. */
export interface Client {
  /**
   * Where it comes from, as far as that tells clients apart: the address, or the network of 64 bits, which is what one
   * household has of IPv6. Behind a proxy it is the proxy's, and all are one.
   */
  readonly origin: string;
  /** Aborted once nobody waits any more; the reason is what `isHangUp` knows. */
  readonly gone: AbortSignal;
}

const CLIENTS = new WeakMap<Context['res'], Client>();

/** The client of a request: made once for each, which is asked for at every step that takes long. */
export function clientOf({ req, res }: Pick<Context, 'req' | 'res'>): Client {
  const client = CLIENTS.get(res) ?? makeClient({ req, res });
  CLIENTS.set(res, client);
  return client;
}

function makeClient({ req, res }: Pick<Context, 'req' | 'res'>): Client {
  const controller = new AbortController();
  const leave = (): void => {
    if (!res.writableFinished) controller.abort(hungUp());
  };
  if (res.closed) leave();
  else res.once('close', leave);
  return { origin: networkOf(req.socket.remoteAddress ?? ''), gone: controller.signal };
}

/** Groups of an IPv6 address that name the network. */
const NETWORK_GROUPS = 4;

/** @param address as Node writes it: an IPv4 address may stand in an IPv6 one (`::ffff:192.0.2.1`). */
export function networkOf(address: string): string {
  const { 0: mapped } = /\d+\.\d+\.\d+\.\d+$/.exec(address) ?? [];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS).join(':');
}
