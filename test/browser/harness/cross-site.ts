import { createServer } from 'node:http';
import { deflateRawSync } from 'node:zlib';

/** A tiny SP and IdP on two sites, for the recorder alone: real hops, made-up messages. */
export interface CrossSite {
  /** `http://localhost:<port>`: begins a login at `/start?<options>`, takes it at `/acs`; its metadata is at `/metadata`. */
  readonly sp: string;
  /** `http://127.0.0.1:<port>`: another site. */
  readonly idp: string;
  /** Bytes of each body that `/acs` was sent, newest last. */
  readonly received: readonly number[];
  close(): Promise<void>;
}

/** One answer. `location` makes it a redirect that also sets a cookie. */
interface Answer {
  readonly status?: number;
  readonly location?: string;
  readonly type?: string;
  readonly body?: string;
}

const PROTOCOL = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';
const AUTHN_REQUEST = `<samlp:AuthnRequest ${PROTOCOL} ID="_r" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"/>`;
const REQUEST = encodeURIComponent(deflateRawSync(AUTHN_REQUEST).toString('base64'));
const METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example/sp">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs" index="0"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`;
const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';

/**
 * Starts both sites on one free port. What follows `?` at `/start` goes with every hop: `case` tells logins apart, `size`
 * is that of the message, `acs` the path it is sent to, `wait` how long the IdP's form waits, in milliseconds.
 */
export async function startCrossSite(): Promise<CrossSite> {
  const received: number[] = [];
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/acs') received.push(bytes);
      const { status = 200, location, type = 'text/html; charset=utf-8', body = '' } = answer(url, portOf(server));
      const headers = location === undefined ? {} : { location, 'set-cookie': 'seen=1; Path=/' };
      response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const port = portOf(server);
  return {
    sp: `http://localhost:${port}`,
    idp: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answer({ pathname, searchParams: options }: URL, port: number): Answer {
  const all = `?${options}`;
  switch (pathname) {
    case '/start':
      return {
        status: 302,
        location: `http://127.0.0.1:${port}/sso?SAMLRequest=${REQUEST}&RelayState=gr%C3%BC%C3%9Fe&${options}`,
      };
    case '/sso':
      return { body: PAGE + form(port, options) };
    case '/metadata':
      return { type: 'application/samlmetadata+xml', body: METADATA };
    case '/acs307':
      return { status: 307, location: `/acs${all}` };
    case '/acs308':
      return { status: 308, location: `/acs${all}` };
    case '/acs500':
      return { status: 500, body: `${PAGE}<h1>broken</h1>` };
    case '/acs':
      return { status: 302, location: `/done${all}` };
    case '/frame':
      return { body: `${PAGE}<title>done</title><iframe src="/start${all}"></iframe>` };
    case '/popup':
      return {
        body: `${PAGE}<title>popup</title><button onclick="open('/start${all}&wait=200', 'login', 'width=400')">log in</button>`,
      };
    case '/worker.js':
      return { type: 'text/javascript', body: WORKER };
    case '/with-worker':
      return { body: `${PAGE}<title>waiting</title><script>${REGISTER}</script>` };
    default:
      return { body: `${PAGE}<title>done</title>` };
  }
}

/** The IdP's page that sends its form by itself. The message is none that anybody would accept: the recorder does not read it. */
function form(port: number, options: URLSearchParams): string {
  const filling = 'x'.repeat(Number(options.get('size') ?? 100));
  const xml = `<samlp:Response ${PROTOCOL} ID="_a" Version="2.0" IssueInstant="2026-01-01T00:00:00Z">${filling}</samlp:Response>`;
  const kept = new URLSearchParams([...options].filter(([name]) => !['SAMLRequest', 'RelayState'].includes(name)));
  const action = `http://localhost:${port}${options.get('acs') ?? '/acs'}?${kept}`;
  return `<form method="post" action="${action}">
    <input type="hidden" name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}">
    <input type="hidden" name="RelayState" value="grüße &amp; co"></form>
    <script>setTimeout(() => document.forms[0].submit(), ${Number(options.get('wait') ?? 0)})</script>`;
}

/** A service worker that fetches every page itself. */
const WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`;

const REGISTER = `navigator.serviceWorker.register('/worker.js');
navigator.serviceWorker.ready
  .then(() => navigator.serviceWorker.controller ?? new Promise((go) => navigator.serviceWorker.addEventListener('controllerchange', go)))
  .then(() => { document.title = 'ready'; });`;
