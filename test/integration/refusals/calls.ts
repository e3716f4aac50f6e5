import { field, userBody } from '../access/qps-client.ts';
import { logOutByTicket } from './pages.ts';
import type { CallRow } from './refusal-row.ts';
import type { RefusalWorld } from './refusal-world.ts';

const XRFKEY = 'abcdefghijklmnop';
const body = userBody();

type Asks = CallRow['refused'];

/** A QPS call, and a sound one. */
const qps = (code: string, status: number, refused: Asks, twin: CallRow['twin'] = soundCall): CallRow => {
  return { as: 'json', code, status, refused, twin };
};
function soundCall(w: RefusalWorld) {
  return w.qps('POST', 'hub/ticket', { body });
}

/** A call of the API, and a sound one. */
const api = (code: string, status: number, refused: Asks, twin: CallRow['twin'] = soundQuestion): CallRow => {
  return { as: 'json', code, status, refused, twin };
};
function soundQuestion(w: RefusalWorld) {
  return w.admin.call('GET', '/api/connections');
}

const xrf = (query: string | null, header: string | null): Asks => {
  return (w) => w.qps('POST', 'hub/ticket', { body, xrfkey: { query, header } });
};

/** A document that cannot be used, and one that can. */
const document = (code: string, changes: object, status = 400): CallRow =>
  api(
    code,
    status,
    (w) => w.tryDocument({ prefix: 'tried', idp: { metadata: w.world.idp.metadata }, ...changes }),
    (w) => w.tryDocument({ prefix: 'tried', idp: { metadata: w.world.idp.metadata } }),
  );

/** Metadata that cannot be used, and some that can. */
const metadata = (
  code: string,
  text: (xml: string) => string,
  more: (w: RefusalWorld) => Promise<object> = async () => ({}),
  status = 400,
): CallRow =>
  api(
    code,
    status,
    async (w) => w.admin.call('POST', '/api/metadata', { metadata: text(w.world.idp.metadata), ...(await more(w)) }),
    (w) => w.admin.call('POST', '/api/metadata', { metadata: w.world.idp.metadata }),
  );

const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;

async function certificateOf(w: RefusalWorld): Promise<string> {
  const { body: told } = await w.admin.call('GET', '/api/connections/hub/keys');
  return (told as { readonly keys: readonly { readonly certificate: string }[] }).keys[0]?.certificate ?? '';
}

/** Reference of the logout of a session that was made here. */
async function loggedOut(w: RefusalWorld, prefix: string): Promise<string> {
  const { text } = await logOutByTicket(w, prefix);
  return /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '';
}

/** What the metadata of a connection would change, where its source says this. */
function lookAt(w: RefusalWorld, xml: string) {
  w.source.serve(xml);
  return w.admin.call('POST', '/api/connections/fetched/metadata', { dryRun: true });
}

const step = (w: RefusalWorld, prefix: string, action: string, signing: string) =>
  w.admin.call('POST', `/api/connections/${prefix}/keys`, { action, signing });

async function signingKey(w: RefusalWorld): Promise<string> {
  const { body: told } = await w.admin.call('GET', '/api/connections/hub/keys');
  return (told as { readonly keys: readonly { readonly sha256: string }[] }).keys[0]?.sha256 ?? '';
}

async function revisionOf(w: RefusalWorld, prefix: string): Promise<string> {
  return field({ ...(await w.admin.call('GET', `/api/connections/${prefix}`)) }, 'revision');
}

const publish = async (w: RefusalWorld) => {
  const answer = await step(w, 'hub', 'publish', await signingKey(w));
  await step(w, 'hub', 'withdraw', await signingKey(w));
  return answer;
};

/** Refusals that a program meets as JSON. */
export const CALL_ROWS: readonly CallRow[] = [
  qps('xrfkey-missing', 400, xrf(null, XRFKEY)),
  qps('xrfkey-different', 400, xrf(XRFKEY, XRFKEY.toUpperCase())),
  qps('xrfkey-malformed', 400, xrf('short', 'short')),
  qps('client-unknown', 401, (w) => w.qps('POST', 'hub/ticket', { body, key: null })),
  qps('credential-unknown', 401, (w) => w.qps('POST', 'hub/ticket', { body, key: 'another' })),
  qps('prefix-unknown', 404, (w) => w.qps('POST', 'nowhere/ticket', { body })),
  qps('prefix-resting', 503, (w) => w.qps('POST', 'resting/ticket', { body })),
  qps('way-off', 403, (w) => w.qps('POST', 'tickets/session', { body: { ...body, SessionId: 'x'.repeat(40) } })),
  qps('target-refused', 400, (w) =>
    w.qps('POST', 'hub/ticket', { body: { ...body, TargetUri: 'https://evil.example/' } }),
  ),
  qps('session-unknown', 404, (w) => w.qps('GET', 'hub/session/nobody')),
  qps('session-taken', 409, async (w) => {
    const session = { ...body, SessionId: `taken-${'x'.repeat(40)}` };
    await w.qps('POST', 'hub/session', { body: session });
    return w.qps('POST', 'hub/session', { body: session });
  }),
  qps('body-not-json', 415, (w) => w.qps('POST', 'hub/ticket', { body, headers: { 'Content-Type': 'text/plain' } })),
  qps('json-malformed', 400, (w) => w.qps('POST', 'hub/ticket', { body: '{' })),
  qps('json-too-deep', 400, (w) => w.qps('POST', 'hub/ticket', { body: `${'['.repeat(200)}${']'.repeat(200)}` })),
  qps('api-input-invalid', 400, (w) => w.qps('POST', 'hub/ticket', { body: { UserId: 'anne' } })),
  api('credential-missing', 401, async (w) => {
    const answer = await fetch(`${w.world.url()}/api/connections`);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }),
  api(
    'request-foreign',
    403,
    async (w) => {
      const answer = await fetch(`${w.world.url()}/console/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' },
        body: '{"token":"x"}',
      });
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    },
    (w) => w.signedIn.call('POST', '/api/client-keys', { name: 'sound' }),
  ),
  api('client-key-unknown', 404, (w) => w.admin.call('DELETE', '/api/client-keys/99999')),
  api('api-unknown', 404, (w) => w.admin.call('GET', '/api/nothing')),
  api('api-session-unknown', 404, (w) => w.admin.call('GET', '/api/sessions/nobody')),
  api('login-unknown', 404, (w) => w.admin.call('GET', '/api/logins/AAAAA-AAAAA')),
  api('logout-unknown', 404, (w) => w.admin.call('GET', '/api/logouts/AAAAA-AAAAA')),
  api('saml-off', 409, (w) => w.admin.call('POST', '/api/connections/tickets/login-test')),
  api('connection-unknown', 404, (w) => w.admin.call('GET', '/api/connections/nowhere')),
  api('connection-exists', 409, (w) =>
    w.admin.call('POST', '/api/connections', { document: { prefix: 'hub' }, dryRun: true }),
  ),
  api('connection-stale', 409, (w) =>
    w.admin.call('PUT', '/api/connections/hub', { revision: '77', document: { prefix: 'hub' }, dryRun: true }),
  ),
  api('connection-in-file', 409, async (w) =>
    w.admin.call('DELETE', '/api/connections/hub', { revision: await revisionOf(w, 'hub'), dryRun: true }),
  ),
  api('connection-version-unknown', 404, async (w) =>
    w.admin.call('POST', '/api/connections/hub/restore', {
      revision: await revisionOf(w, 'hub'),
      version: 99,
      dryRun: true,
    }),
  ),
  document('host-not-allowed', { logout: { allowHosts: ['10.0.0.1'] } }),
  document('file-not-named', { idp: { metadata: '/etc/passwd' } }),
  document('connection-invalid', { colour: 'red' }),
  api('key-unknown', 404, (w) => w.admin.call('GET', '/api/connections/hub/keys/x.pem')),
  api('key-not-needed', 409, (w) => step(w, 'tickets', 'publish', '0'.repeat(64)), publish),
  api('key-step-stale', 409, (w) => step(w, 'hub', 'publish', '0'.repeat(64)), publish),
  api('key-step-wrong', 409, async (w) => step(w, 'hub', 'switch', await signingKey(w)), publish),
  metadata('metadata-unreachable', () => 'http://127.0.0.1:1/metadata', undefined, 502),
  metadata('metadata-address-forbidden', () => 'http://10.0.0.1/metadata'),
  metadata('metadata-expected', () => '<a/>'),
  api(
    'metadata-end-unreadable',
    400,
    (w) => lookAt(w, w.world.idp.metadata.replace(/<md:EntityDescriptor /, '$&validUntil="soon" ')),
    (w) => lookAt(w, w.world.idp.metadata),
  ),
  metadata(
    'metadata-signature',
    (xml) => xml,
    async (w) => ({ signedBy: await certificateOf(w) }),
  ),
  metadata(
    'certificate-invalid',
    (xml) => xml,
    async () => ({ signedBy: pem('AAAA') }),
  ),
  api(
    'receipt-without-key',
    404,
    async (w) => w.admin.call('GET', `/api/logouts/${await loggedOut(w, 'tickets')}/signed`),
    async (w) => w.admin.call('GET', `/api/logouts/${await loggedOut(w, 'hub')}/signed`),
  ),
  api('metadata-changed-again', 409, (w) =>
    w.admin.call('POST', '/api/connections/fetched/metadata', { fingerprint: 'another' }),
  ),
  api('metadata-not-fetched', 400, (w) => w.admin.call('POST', '/api/connections/tickets/metadata', { dryRun: true })),
  api('resource-unknown', 404, (w) => w.admin.call('GET', '/api/access/resource?connection=hub&kind=app&id=nothing')),
  api('disguise-invalid', 400, (w) =>
    w.admin.call('POST', '/api/access/view-as', { connection: 'hub', app: 'all', user: '\\', attributes: '' }),
  ),
  api('review-unknown', 404, (w) => w.admin.call('GET', '/api/reviews/99.csv')),
  api('review-stale', 409, (w) =>
    w.admin.call('POST', '/api/reviews', { connection: 'hub', digest: 'another', note: '' }),
  ),
];
