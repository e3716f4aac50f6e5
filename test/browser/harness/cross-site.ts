import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { deflateRawSync } from 'node:zlib';

/** A tiny SP and IdP on two sites, for the recorder alone: real hops, made-up messages. */
export interface CrossSite {
  /** `http://localhost:<port>`: begins a login at `/start?<options>`, takes it at `/acs`. */
  readonly sp: string;
  /** `http://127.0.0.1:<port>`: another site. */
  readonly idp: string;
  /** What `/acs` was sent, newest last, in bytes. */
  readonly received: readonly number[];
  close(): Promise<void>;
}

const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';
const PROTOCOL = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';
const REQUEST = encodeURIComponent(
  deflateRawSync(
    `<samlp:AuthnRequest ${PROTOCOL} ID="_r" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"/>`,
  ).toString('base64'),
);
/** A response that is not one: the recorder does not read it. */
const message = (size: number) =>
  Buffer.from(
    `<samlp:Response ${PROTOCOL} ID="_a" Version="2.0" IssueInstant="2026-01-01T00:00:00Z">${'x'.repeat(size)}</samlp:Response>`,
  ).toString('base64');

/** Starts both sites on one free port. Options of `/start`: `size` of the message, `acs` path, `wait` before the form is sent, `target` of the form. */
export async function startCrossSite(): Promise<CrossSite> {
  const received: number[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts)));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const sp = `http://localhost:${port}`;
  const idp = `http://127.0.0.1:${port}`;

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = new URL(request.url ?? '/', sp);
    const redirect = (status: number, location: string) =>
      response.writeHead(status, { location, 'set-cookie': 'seen=1; Path=/' }).end();
    const page = (html: string) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE + html);
    if (url.pathname === '/start')
      redirect(302, `${idp}/sso?SAMLRequest=${REQUEST}&RelayState=gr%C3%BC%C3%9Fe&${url.searchParams}`);
    else if (url.pathname === '/sso') page(form(sp, url.searchParams));
    else if (url.pathname === '/acs307') redirect(307, '/acs');
    else if (url.pathname === '/acs500')
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>broken</h1>');
    else if (url.pathname === '/acs') {
      received.push(body.length);
      redirect(302, '/done');
    } else if (url.pathname === '/frame') page(`<title>done</title><iframe src="/start?${url.searchParams}"></iframe>`);
    else if (url.pathname === '/popup')
      page(
        `<title>popup</title><button onclick="open('/start?wait=200', 'login', 'width=400,height=400')">log in</button>`,
      );
    else if (url.pathname === '/worker.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER);
    else if (url.pathname === '/with-worker') page(`<title>waiting</title><script>${REGISTER}</script>`);
    else page('<title>done</title>');
  }

  return {
    sp,
    idp,
    received,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`;
const REGISTER = `navigator.serviceWorker.register('/worker.js');
navigator.serviceWorker.ready.then(() => new Promise((go) => navigator.serviceWorker.controller ? go() : navigator.serviceWorker.addEventListener('controllerchange', go))).then(() => { document.title = 'ready'; });`;

function form(sp: string, options: URLSearchParams): string {
  const value = message(Number(options.get('size') ?? 100));
  const target = options.get('target') ?? '_self';
  const wait = Number(options.get('wait') ?? 0);
  return `<form method="post" action="${sp}${options.get('acs') ?? '/acs'}" target="${target}"><input type="hidden" name="SAMLResponse" value="${value}"><input type="hidden" name="RelayState" value="grüße & co"></form><script>setTimeout(() => document.forms[0].submit(), ${wait})</script>`;
}
