import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as samlify from 'samlify';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { BINDING } from '#shared/saml/names.ts';
import type { IdpParty, SpParty, SpSettings } from './party.ts';

/** The library validates by schema only where it is given something that does. */
samlify.setSchemaValidator({ validate: async () => 'not validated' });

interface World {
  readonly url: string;
  readonly sp: ReturnType<typeof samlify.ServiceProvider>;
  readonly idp: ReturnType<typeof samlify.IdentityProvider>;
  readonly settings: SpSettings;
  /** Who is logged in, by session key. */
  readonly sessions: Map<string, { readonly nameID: string; readonly sessionIndex: string }>;
  /** IDs of requests that are not answered yet. */
  readonly open: Set<string>;
}

/** `samlify` behind a small server: it looks whether its own requests are answered, the rest is the library's. */
export async function startSamlifyParty(idp: IdpParty, settings: SpSettings): Promise<SpParty> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = settings.publicUrl ?? `http://localhost:${port}`;
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: 'samlify', days: 365, now: Date.now() });
  const { decryption } = settings;
  const sp = samlify.ServiceProvider({
    entityID: `${url}/metadata`,
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    privateKey: privateKeyPem,
    signingCert: certificatePem,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    clockDrifts: [-180_000, 180_000],
    ...(decryption === undefined
      ? {}
      : { encryptCert: decryption.certificate, encPrivateKey: decryption.key, isAssertionEncrypted: true }),
    assertionConsumerService: [{ Binding: BINDING.post, Location: `${url}/acs` }],
    ...(settings.manners === 'none'
      ? {}
      : { singleLogoutService: [{ Binding: BINDING.redirect, Location: `${url}/slo` }] }),
  });
  const world: World = {
    ...{ url, sp, settings, sessions: new Map(), open: new Set() },
    idp: samlify.IdentityProvider({
      metadata: wantsSigned(idp.metadata),
      isAssertionEncrypted: decryption !== undefined,
      wantLogoutRequestSigned: true,
      wantLogoutResponseSigned: true,
    }),
  };
  server.on('request', (request, response) => void answer(world, request, response));
  return {
    ...{ url, port, entityId: `${url}/metadata`, metadata: sp.getMetadata() },
    ...{ login: `${url}/login`, logout: `${url}/logout`, acs: `${url}/acs` },
    hasSession: async (browser) => (await browser.open(`${url}/`)).text.includes('Signed in'),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The library signs requests only for an IdP whose metadata says that it wants them so. */
function wantsSigned(metadata: string): string {
  const bare = metadata.replace(/\sWantAuthnRequestsSigned="\w+"/, '');
  return bare.replace(/<((?:\w+:)?IDPSSODescriptor)\b/, '<$1 WantAuthnRequestsSigned="true"');
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', world.url);
  try {
    await (HANDLERS[`${request.method} ${pathname}`] ?? notFound)(world, request, response);
  } catch (error) {
    // As Express answers where an application lets an error through.
    const words = error instanceof Error ? `Error: ${error.message}` : String(error);
    page(response, 500, 'Error', `<pre>${words.replaceAll('<', '&lt;')}</pre>`);
  }
}

type Handler = (world: World, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const notFound: Handler = (_, __, response) => page(response, 404, 'Not found', '<pre>Cannot find it.</pre>');

const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /': ({ sessions }, request, response) => {
    const user = sessions.get(keyOf(request));
    page(
      response,
      200,
      'Orders',
      user === undefined
        ? '<a href="/login">Sign in</a>'
        : `<p>Signed in as ${user.nameID}</p><a href="/logout">Sign out</a>`,
    );
  },
  'GET /login': ({ sp, idp, open, settings }, _, response) => {
    const { id, context } = sp.createLoginRequest(idp, 'redirect');
    open.add(id);
    if (settings.loginCookie !== undefined) response.setHeader('set-cookie', `orders.login=1; ${settings.loginCookie}`);
    redirect(response, context);
  },
  'POST /acs': async (world, request, response) => {
    const { sp, idp, open, sessions, settings } = world;
    const body = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    if (settings.loginCookie !== undefined && !/orders\.login=/.test(request.headers.cookie ?? ''))
      throw new Error('Your login session could not be found. Please start again.');
    const { extract } = await sp.parseLoginResponse(idp, 'post', { body });
    const asked: unknown = extract.response?.['inResponseTo'];
    const isAsked = typeof asked === 'string' && asked !== '';
    if (isAsked ? !open.delete(asked) : settings.unsolicited !== true)
      throw new Error(
        isAsked ? 'InResponseTo does not match any open request' : 'Unsolicited response: InResponseTo is missing',
      );
    const { requires, account } = settings;
    if (requires !== undefined && extract.attributes?.[requires] === undefined)
      throw new Error(`Attribute ${requires} is required and was not sent by the identity provider`);
    if (account === 'unknown') throw new Error(`User not found: ${extract.nameID}`);
    const key = crypto.randomUUID();
    sessions.set(key, { nameID: String(extract.nameID), sessionIndex: String(extract.sessionIndex?.['sessionIndex']) });
    response.setHeader('set-cookie', `orders.sid=${key}; Path=/; HttpOnly; SameSite=Lax`);
    redirect(response, `${world.url}/`);
  },
  'GET /logout': ({ sp, idp, sessions, url }, request, response) => {
    const user = sessions.get(keyOf(request));
    if (user === undefined) return redirect(response, `${url}/`);
    sessions.delete(keyOf(request));
    redirect(response, sp.createLogoutRequest(idp, 'redirect', { ...user, logoutNameID: user.nameID }).context);
  },
  'GET /slo': async ({ sp, idp, sessions, url }, request, response) => {
    const { searchParams, search } = new URL(request.url ?? '/', url);
    const query = Object.fromEntries(searchParams);
    const octetString = search.slice(1).replace(/&Signature=.*$/, '');
    if ('SAMLResponse' in query) {
      await sp.parseLogoutResponse(idp, 'redirect', { query, octetString });
      return redirect(response, `${url}/`);
    }
    const asked = await sp.parseLogoutRequest(idp, 'redirect', { query, octetString });
    for (const [key, user] of sessions) if (user.nameID === asked.extract.nameID) sessions.delete(key);
    redirect(response, sp.createLogoutResponse(idp, { ...asked }, 'redirect', query['RelayState'] ?? '').context);
  },
};

function page(response: ServerResponse, status: number, title: string, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function keyOf(request: IncomingMessage): string {
  return /(?:^|; )orders\.sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
