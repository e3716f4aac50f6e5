import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { inflateRawSync } from 'node:zlib';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { AUTHN_CONTEXT, BINDING, CONFIRMATION_METHOD, NAMEID_FORMAT, STATUS_CODE } from '#shared/saml/names.ts';
import { writeAuthnRequest } from '#shared/saml/write/write-authn-request.ts';
import { writeIdpMetadata, writeSpMetadata } from '#shared/saml/write/write-metadata.ts';
import { writeResponse } from '#shared/saml/write/write-response.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { type Signer, signerOf } from '#test/fixtures/signer.ts';

/** An SP and an IdP on two sites whose messages are sound, and what keeps a login from its end, by a name in the path. */
export interface RefusingSites {
  /** `http://localhost:<port>`: a login of that name begins at `/<name>/`. */
  readonly sp: string;
  readonly metadata: { readonly idp: string; readonly sp: string };
  close(): Promise<void>;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Town {
  readonly sp: string;
  readonly idp: string;
  readonly signer: Signer;
}

const page = (title: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>${body}`;
const json = (status: number, value: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const ORDERS = page('Orders', '<h1>Orders</h1><a href="/logout">Log out</a>');

/** What the assertion consumer of a login of that name answers; others lead to the page that was asked for. */
const ACS: Readonly<Record<string, (path: string) => Answer>> = {
  html: () => ({ status: 403, body: page('Sign-in failed', '<h1>Sign-in failed</h1><p>No account matches anne.</p>') }),
  json: () => json(401, { error: 'invalid_response', error_description: 'Unknown issuer' }),
  slash: (path) => ({ status: 301, headers: { location: `${path}/` } }),
};

/** What the page of the identity provider forbids. */
const AT_IDP: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  csp: { 'content-security-policy': "form-action 'self'" },
  frame: { 'x-frame-options': 'DENY' },
};

/** What is at `/<name>/` where it is not the login itself. */
const BEGIN: Readonly<Record<string, string>> = {
  frame: page('Intranet', '<h1>Intranet</h1><iframe src="/frame/login"></iframe>'),
  fetch: page('App', `<h1>App</h1><script>fetch('/fetch/login').catch(() => undefined)</script>`),
};

/** A login page of the identity provider, and what it says to the password: none of it speaks of SAML. */
const PASSWORD_PAGE = page(
  'Sign in',
  '<h1>Sign in</h1><form method="post" action="password"><input type="password" name="p" value="x"></form><script>setTimeout(() => document.forms[0].submit(), 1000)</script>',
);
const NO_FACTOR: Answer = {
  status: 403,
  body: page('Sign-in failed', '<h1>Sign-in failed</h1><p>No second factor is registered for anne.</p>'),
};

/** Starts both on one free port. */
export async function startRefusingSites(): Promise<RefusingSites> {
  const pair = await makeSelfSigned({ commonName: 'idp', days: 300, now: Date.now() });
  const signer = await signerOf(pair.privateKeyPem, pair.certificatePem);
  const server = createServer((request, response) => {
    request.resume().on('end', async () => {
      const { port } = portOf(server);
      const town = { sp: `http://localhost:${port}`, idp: `http://127.0.0.1:${port}`, signer };
      const { status = 200, headers = {}, body = '' } = await answer(town, new URL(request.url ?? '/', town.sp));
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = portOf(server);
  const [sp, idp] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return {
    sp,
    metadata: { idp: idpMetadata({ sp, idp, signer }), sp: spMetadata({ sp, idp, signer }) },
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function portOf(server: ReturnType<typeof createServer>): { readonly port: number } {
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function answer(town: Town, { pathname, searchParams }: URL): Promise<Answer> {
  const [, name = '', place = '', more] = pathname.split('/');
  // Browsers ask for an icon of what has none, as JSON has.
  if (name === 'favicon.ico') return { status: 204 };
  if (name === 'factor' && place === 'sso') return { body: PASSWORD_PAGE };
  if (place === 'password') return NO_FACTOR;
  if (place === 'sso') return { headers: AT_IDP[name] ?? {}, body: await formOf(town, name, searchParams) };
  if (place === 'acs' && more === undefined) return ACS[name]?.(pathname) ?? letIn(name);
  if (place === 'acs') return { body: page('Sign in', '<h1>Sign in</h1>') };
  if (place === 'orders') return { body: ORDERS };
  const begin = BEGIN[name];
  return begin !== undefined && place === ''
    ? { body: begin }
    : { status: 302, headers: { location: await ask(town, name) } };
}

const letIn = (name: string): Answer => ({
  status: 302,
  headers: { location: `/${name}/orders`, 'set-cookie': 'session=1; Path=/; HttpOnly' },
});

async function ask({ sp, idp }: Town, name: string): Promise<string> {
  const destination = `${idp}/${name}/sso`;
  const draft = { id: `_${randomUUID()}`, issueInstant: Date.now(), issuer: sp, destination };
  const xml = writeAuthnRequest({ ...draft, acs: `${sp}/${name}/acs` });
  return `${destination}?${await writeRedirectQuery({ parameter: 'SAMLRequest', xml, relayState: `/${name}/orders` })}`;
}

/** The page of the identity provider, which knows its user: its form goes by itself. */
async function formOf({ sp, idp, signer }: Town, name: string, query: URLSearchParams): Promise<string> {
  const asked = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString();
  const [, inResponseTo = ''] = /ID="([^"]+)"/.exec(asked) ?? [];
  const action = `${sp}/${name}/acs`;
  const now = Date.now();
  const head = { issueInstant: now, issuer: idp };
  const id = `_${randomUUID()}`;
  const xml = writeResponse({
    ...{ ...head, id: `_${randomUUID()}`, destination: action, inResponseTo, statusCodes: [STATUS_CODE.success] },
    assertions: [
      {
        ...{ ...head, id },
        subject: {
          nameId: { value: 'anne', format: NAMEID_FORMAT.persistent, nameQualifier: null, spNameQualifier: null },
          confirmations: [
            { method: CONFIRMATION_METHOD.bearer, recipient: action, inResponseTo, notOnOrAfter: now + 300_000 },
          ],
        },
        conditions: { notBefore: now - 60_000, notOnOrAfter: now + 300_000, audiences: [sp] },
        authnStatement: {
          ...{ authnInstant: now, sessionIndex: 's1', sessionNotOnOrAfter: null },
          classRef: AUTHN_CONTEXT.passwordProtectedTransport,
        },
        attributes: [{ name: 'mail', nameFormat: null, friendlyName: null, values: ['anne@example.com'] }],
      },
    ],
  });
  const value = writePostValue(await signer.sign(xml, id));
  const form = { action, parameter: 'SAMLResponse', value, relayState: query.get('RelayState'), nonce: 'n' } as const;
  // Firefox's developer tools tell nothing of a page that moves on at once.
  return writePostForm(form).replace(/document\.forms\[0\]\.submit\(\)/, 'setTimeout(() => $&, 1000)');
}

function idpMetadata({ idp, signer }: Town): string {
  return writeIdpMetadata({
    entityId: idp,
    certificates: [signer.certificatePem],
    singleSignOn: NAMES.map((name) => ({ binding: BINDING.redirect, location: `${idp}/${name}/sso` })),
    singleLogout: [],
    nameIdFormats: [NAMEID_FORMAT.persistent],
    wantAuthnRequestsSigned: false,
  });
}

function spMetadata({ sp }: Town): string {
  return writeSpMetadata({
    entityId: sp,
    certificates: [],
    assertionConsumers: NAMES.map((name) => `${sp}/${name}/acs`),
    singleLogout: [],
    nameIdFormats: [NAMEID_FORMAT.persistent],
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
  });
}

const NAMES = ['sound', ...Object.keys(ACS), ...Object.keys(AT_IDP), 'fetch', 'factor'];
