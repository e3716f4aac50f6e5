import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { boundedNotes } from '#server/log/bounded-notes.ts';
import type { Log } from '#server/log/log.ts';
import { type BareAnswer, printBareAnswer, writeBareAnswer } from './bare-answer.ts';
import { watchForCrumbs } from './body-crumbs.ts';
import { isUnread } from './close-unread.ts';
import { fewAtOnce } from './few-at-once.ts';
import { isHangUp } from './hang-up.ts';
import { isHealth, readAsked } from './read-asked.ts';
import { letIn, turnOf } from './request-turns.ts';
import { securityHeaders } from './set-security-headers.ts';

/** What a server is guarded with. */
export interface GuardOptions {
  readonly log: Log;
  /** Whether browsers reach us by https. */
  readonly https: boolean;
}

/** Four wait here for the end of an answer, and Node itself adds seven where it is a file: not a leak, of which it warns at ten. */
const MOST_LISTENERS = 20;

/** How long a connection that was refused is listened to: closed at once, its answer would be lost on the way. */
const LINGER = 500;

/**
 * Stands before the applications of a server. Requests that no application should have to think about are answered
 * here: a Host or target that is none, bytes that are no HTTP, a body in crumbs, CONNECT, an expectation other than
 * 100-continue; and, until there is an application, every request, by 503. What comes while many of its connection wait
 * is not answered at all. Everything else waits for its turn, but the health check.
 *
 * @returns lets an application answer from now on
 */
export function guardServer(server: Server, options: GuardOptions): (application: RequestListener) => void {
  const note = boundedNotes(options.log);
  const newest = new WeakMap<Duplex, [IncomingMessage, ServerResponse]>();
  const isNext = fewAtOnce();
  let application: RequestListener = (_, response) => send(response, STARTING, options);
  const room = letIn(server);
  server.on('request', (request, response) => {
    response.setMaxListeners(MOST_LISTENERS);
    room.move(request.socket, 'underWay');
    if (!isNext(request, response)) return note('request-malformed', { code: 'request-early' });
    newest.set(request.socket, [request, response]);
    const go = (): void => void application(request, response);
    const turn = turnOf(request, response, { go, lose: () => send(response, BUSY, options) });
    response.once('close', () => {
      turn.end();
      room.move(request.socket, 'idle');
    });
    watchForCrumbs(request, () => {
      note('request-malformed', { status: CRUMBS.status, code: CRUMBS.code });
      if (response.headersSent) request.socket.destroy();
      else close(request.socket, CRUMBS, options);
    });
    const asked = readAsked(request);
    if ('code' in asked) {
      note('request-malformed', { method: request.method ?? '', status: 400, code: asked.code });
      return send(response, { status: 400, ...asked }, options);
    }
    if (asked.target === '*' && isUnread(request)) response.shouldKeepAlive = false;
    if (asked.target === '*') return void response.writeHead(204, securityHeaders(options.https)).end();
    request.url = asked.target;
    request.headers.host = asked.host;
    if (isHealth(asked)) go();
    else turn.take();
  });
  // Whoever waits to be told is told when their body is read, and not before (`read-body.ts`).
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.on('checkExpectation', (_, response) => send(response, UNEXPECTED, options));
  server.on('connect', (_, socket) => close(socket, NO_PROXY, options));
  const refused = new WeakSet<Duplex>();
  server.on('clientError', (error, socket) => {
    if (refused.has(socket)) return;
    refused.add(socket);
    const answer = answerTo(error);
    if (answer === null) return void socket.destroy();
    note('request-malformed', { status: answer.status, code: answer.code });
    const [request, response] = newest.get(socket) ?? [];
    const isHalfSent = response?.headersSent === true && !response.writableFinished;
    // What follows on a request that is whole waits until that one was answered.
    if (request?.complete === true && response?.writableFinished === false) {
      response.once('close', () => close(socket, answer, options));
    } else if (isHalfSent) socket.destroy();
    else close(socket, answer, options);
  });
  return (handle) => {
    application = handle;
  };
}

const BUSY: BareAnswer = {
  status: 503,
  code: 'requests-busy',
  words: 'Too many requests are waiting. Try again in a moment.',
  headers: { 'Retry-After': '5' },
};

const STARTING: BareAnswer = {
  status: 503,
  code: 'starting',
  words: 'This server is just starting. Try again in a moment.',
  headers: { 'Retry-After': '1' },
};

const UNEXPECTED: BareAnswer = {
  status: 417,
  code: 'expectation-unknown',
  words: 'The request expects what is not offered here; only 100-continue is.',
};

/** RFC 9110 10.2.1: an empty Allow says that nothing is. */
const NO_PROXY: BareAnswer = {
  status: 405,
  code: 'method-not-allowed',
  words: 'This server is no proxy: CONNECT leads nowhere.',
  headers: { Allow: '' },
};

const CRUMBS: BareAnswer = {
  status: 400,
  code: 'body-in-crumbs',
  words: 'The body of the request comes in hundreds of chunks of a few bytes.',
};

const NO_HTTP: BareAnswer = { status: 400, code: 'http-malformed', words: 'What arrived is no HTTP request.' };

const BY_ERROR: Readonly<Record<string, BareAnswer>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'header-too-large', words: 'The header of the request is too large.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'chunk-too-large', words: 'The chunk extensions are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request-too-slow', words: 'The request did not arrive in time.' },
};

/** Null: nobody is there to be answered. */
function answerTo(error: Error & { code?: string }): BareAnswer | null {
  const code = error.code ?? '';
  return BY_ERROR[code] ?? (isHangUp(error) && !code.startsWith('HPE_') ? null : NO_HTTP);
}

function send(response: ServerResponse, answer: BareAnswer, { https }: GuardOptions): void {
  const { headers, body } = writeBareAnswer(answer, https);
  response.writeHead(answer.status, headers);
  response.end(body);
}

/** Ends a connection with an answer; what still comes on it is no request's any more. */
function close(socket: Duplex, answer: BareAnswer, { https }: GuardOptions): void {
  if (!socket.writable) return void socket.destroy();
  socket.removeAllListeners('data').on('data', () => undefined);
  socket.on('error', () => socket.destroy());
  socket.once('end', () => socket.destroy());
  socket.end(printBareAnswer(answer, https));
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER).unref();
}
