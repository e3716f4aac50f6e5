import { createHash, X509Certificate } from 'node:crypto';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { freePort } from '#test/fixtures/free-port.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { runNginx } from '../nginx.ts';

/** Names of hosts that exist here alone. */
export const HOSTS = {
  idp: 'login.acme.example',
  sp: 'portal.fabrikam.example',
  /** Another name of the SP's host. */
  www: 'www.fabrikam.example',
  /** Another site, which shows the SP in a frame. */
  intranet: 'intranet.contoso.example',
} as const;

const NAMES = ['idp', 'sp', 'www', 'intranet'] as const;

/** A proxy that browsers are given, behind which those hosts are: nginx, by https and http. */
export interface Town {
  /** `127.0.0.1:port` */
  readonly proxy: string;
  /** Of the certificate that every host has: its DER in base64, and the SHA-256 of its key in base64. */
  readonly certificate: { readonly der: string; readonly key: string };
  /** Builds it anew: what is in each host's `server {}`. Connections that were open are closed. */
  build(servers: Readonly<Record<keyof typeof HOSTS, string>>, special?: Special): Promise<void>;
  close(): Promise<void>;
}

/** What is out of the ordinary at the SP's host. */
export interface Special {
  /** Its TLS: by a certificate that nobody knows, or a connection that ends before it is agreed on. */
  readonly tls?: 'untrusted' | 'broken-off';
}

/** Opens the proxy; nothing is behind it until it is built. */
export async function openTown(): Promise<Town> {
  const place = makeWorkplace();
  const names = Object.values(HOSTS);
  const further = [
    '-subj',
    '/CN=fabrikam.example',
    '-addext',
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`,
  ];
  const { keyPem, certificatePem } = makeOpensslPair(place, 'town', KEY_KINDS['RSA 2048'], further);
  const bad = makeOpensslPair(place, 'bad', KEY_KINDS['RSA 2048'], further);
  place.remove();
  let isCut = false;
  const ports = { tls: 0, plain: 0 };
  let demolish: () => Promise<void> = async () => undefined;
  const proxy = createServer((request, response) => passOn(request, response, ports.plain));
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    const [host = '', port] = (request.url ?? '').split(':');
    if (!names.some((name) => name === host)) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    if (isCut && host === HOSTS.sp && port === '443') return void cut(socket);
    tunnel(socket, port === '443' ? ports.tls : ports.plain);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    proxy: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    certificate: describe(certificatePem),
    build: async (servers, { tls } = {}) => {
      await demolish();
      isCut = tls === 'broken-off';
      const isBad = tls === 'untrusted';
      [ports.tls, ports.plain] = [await freePort(), await freePort()];
      const blocks = NAMES.map(
        (name) =>
          `server { listen 127.0.0.1:${ports.tls} ssl; server_name ${HOSTS[name]}; ${name === 'sp' && isBad ? 'ssl_certificate sp.crt; ssl_certificate_key sp.key;' : ''} ${servers[name]} }`,
      );
      const http = `ssl_certificate town.crt; ssl_certificate_key town.key; proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https;
  ${blocks.join('\n  ')}
  server { listen 127.0.0.1:${ports.plain} default_server; return 301 https://$host$request_uri; }`;
      demolish = await runNginx(http, `http://127.0.0.1:${ports.plain}/`, {
        'town.crt': certificatePem,
        'town.key': keyPem,
        'sp.crt': bad.certificatePem,
        'sp.key': bad.keyPem,
      });
    },
    close: async () => {
      await demolish();
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** A request for plain http, with its whole address. */
function passOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { host, pathname, search } = new URL(request.url ?? '/', 'http://nobody.example');
  if (!Object.values(HOSTS).some((name) => name === host)) return void response.writeHead(502).end();
  const headers = { ...request.headers, host };
  const passed = ask(
    { host: '127.0.0.1', port, method: request.method, path: pathname + search, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  passed.on('error', () => response.writeHead(502).end());
  request.pipe(passed);
}

/** The connection is taken, and ends with the first that the browser says. */
function cut(socket: Socket): void {
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  socket.once('data', () => socket.destroy());
  socket.on('error', () => undefined);
}

function describe(pem: string): Town['certificate'] {
  const { raw, publicKey } = new X509Certificate(pem);
  const key = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { der: raw.toString('base64'), key };
}

function tunnel(socket: Socket, port: number): void {
  const behind = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(behind).pipe(socket);
  });
  behind.on('error', () => socket.destroy());
  socket.on('error', () => behind.destroy());
}
