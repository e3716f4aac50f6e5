import { createServer, type RequestListener, type Server } from 'node:http';
import { WorkbenchError } from '#shared/base/errors.ts';
import { type GuardOptions, guardServer } from './guard-server.ts';

/** Redirect messages of a few hundred attributes are longer than Node's 16 KB. */
const MAX_HEADER_SIZE = 128 * 1024;

/** Where a server listens, and in whose words a port is chosen (`PORT`). */
export interface Address {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How to choose another port, for the words. */
  readonly setting: string;
}

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Lets an application answer; until then every request gets 503. */
  answerBy(application: RequestListener): void;
}

/**
 * Listens before there is an application: addresses that messages carry depend on the port.
 * @throws WorkbenchError `port-in-use`
 */
export async function listen(address: Address, options: GuardOptions): Promise<Listening> {
  // What Node itself would say of a missing Host has none of our headers.
  const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE, requireHostHeader: false });
  const answerBy = guardServer(server, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  return { server, port: typeof bound === 'object' && bound !== null ? bound.port : address.port, answerBy };
}

/** Stops listening, lets answers finish for a moment, then closes every connection. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(impatience);
}

function explain(error: Error, { host, port, setting }: Address): Error {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new WorkbenchError('port-in-use', { host, port, setting }, { cause: error }) : error;
}
