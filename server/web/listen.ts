import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type GuardOptions, guardServer } from './guard-server.ts';
import { WebError } from './web-error.ts';

/** What a server grants to whoever connects. */
const SERVER_OPTIONS = {
  /** Cookies of other servers on the same host and a redirect message may be longer together than Node's 16 KB. */
  maxHeaderSize: 64 * 1024,
  /** Milliseconds for the header of a request: it comes in one piece, or in few. */
  headersTimeout: 10_000,
  /** And for the whole of it: the largest form over a line of half a megabit a second. */
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  /** Connections whose time is over are closed at once after so long: often, so that thousands never are in one go. */
  connectionsCheckingInterval: 20,
};

/** Milliseconds for what comes before the header where there is TLS. */
const HANDSHAKE = { handshakeTimeout: 10_000 };

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
 * Connections that wait to be let in; the system may allow fewer. Node's own 511 are full when thousands come at once, and
 * whoever is turned away there tries again after a second.
 */
const BACKLOG = 4096;

/**
 * Listens before there is an application: addresses that messages carry depend on the port.
 * @throws WorkbenchError `port-in-use`, `address-unusable`
 */
export function listen(address: Address, options: GuardOptions): Promise<Listening> {
  // What Node itself would say of a missing Host has none of our headers.
  return listenWith(createServer({ ...SERVER_OPTIONS, requireHostHeader: false }), address, options);
}

/** What a server by mutual TLS has: PEM texts. */
export interface MutualTls {
  readonly key: string;
  readonly cert: string;
  /** Certificates that vouch for clients. */
  readonly ca: string;
}

/**
 * The same by mutual TLS: a client without a certificate that `ca` vouches for gets no further than the handshake.
 * @throws WorkbenchError `port-in-use`, `address-unusable`; what Node says of PEM that it cannot use
 */
export function listenByTls(address: Address, tls: MutualTls, options: GuardOptions): Promise<Listening> {
  const demanded = { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  const server = createTlsServer({ ...SERVER_OPTIONS, ...HANDSHAKE, requireHostHeader: false, ...tls, ...demanded });
  // Handshakes that fail are told as requests that are none.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  return listenWith(server, address, options);
}

async function listenWith(server: Server, address: Address, options: GuardOptions): Promise<Listening> {
  const answerBy = guardServer(server, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, address)));
    server.listen({ port: address.port, host: address.host, backlog: BACKLOG }, resolve);
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
  const reason = 'code' in error ? String(error.code) : error.message;
  if (reason === 'EADDRINUSE') return new WebError('port-in-use', { host, port, setting }, { cause: error });
  return new WebError('address-unusable', { host, port, reason }, { cause: error });
}
