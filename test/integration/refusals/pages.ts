import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { field, userBody } from '../access/qps-client.ts';
import { beforeAcs, forged, postInstead, responseOf, unsigned } from '../companion/forge.ts';
import type { PageRow } from './refusal-row.ts';
import type { RefusalWorld } from './refusal-world.ts';

const kept = { as: 'page', isKept: true } as const;
const page = { as: 'page', isKept: false } as const;

/** Logs in as that user and opens a path of the hub. */
async function openAs(w: RefusalWorld, name: string, path: string) {
  const browser = new HttpBrowser();
  await w.world.logIn(name, browser);
  return browser.open(`${w.world.url()}${path}`);
}

/** A login whose Response is another in the end; it is signed anew unless it is left as it is. */
async function withResponse(w: RefusalWorld, change: (xml: string) => string, asItIs = false) {
  const browser = new HttpBrowser();
  const before = await beforeAcs(w.world, 'Anne', browser);
  const xml = asItIs ? change(responseOf(before)) : await forged(w.world, before, change);
  return postInstead(before, xml, browser);
}

const soundLogin = (w: RefusalWorld) => withResponse(w, (xml) => xml);

/** Posts a form to the assertion consumer, as anybody may. */
async function post(w: RefusalWorld, body: string, type = 'application/x-www-form-urlencoded', path = '/hub/saml/acs') {
  const answer = await fetch(`${w.world.url()}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
  const html = await answer.text();
  return { status: answer.status, html, text: html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ') };
}

const encoded = (xml: string) => `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
/** A few senders deflate in a form, too. */
const deflated = (text: string) => `SAMLResponse=${encodeURIComponent(deflateRawSync(text).toString('base64'))}`;
/** What cannot be read at all is a 400 under its own code, and its sender's to mend. */
const unreadable = (code: string, body: string, status = 400): PageRow => {
  return { ...kept, code, status, owner: 'idp', refused: (w) => post(w, body), twin: soundLogin };
};

/** What comes of a Response that says something else, soundly signed. */
const said = (code: string, change: (xml: string) => string, owner: PageRow['owner'], status = 403): PageRow => {
  return { ...kept, code, status, owner, refused: (w) => withResponse(w, change), twin: soundLogin };
};

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A token that is not accepted, and one of the same issuer that is. */
const token = (code: string, make: (w: RefusalWorld) => string, owner: PageRow['owner']): PageRow => ({
  ...{ ...kept, code, status: 401, owner },
  refused: (w) => w.get('/tokens/', bearer(make(w))),
  twin: (w) => w.get('/tokens/', bearer(w.token())),
});

/** Refusals that a person meets as a page. */
export const PAGE_ROWS: readonly PageRow[] = [
  // Logins by SAML, whose findings are in the table of faults.
  said('attribute-required-missing', (xml) => xml.replace('"email"', '"mail"'), 'sp', 400),
  said('user-unreadable', (xml) => xml.replace('"uid"', '"id"'), 'idp', 400),
  said('version-unsupported', (xml) => xml.replace('Version="2.0"', 'Version="1.1"'), 'idp'),
  {
    ...{ ...kept, code: 'signature-missing', status: 403, owner: 'idp' },
    refused: (w) => withResponse(w, unsigned, true),
    twin: soundLogin,
  },
  unreadable('parameters-ambiguous', 'SAMLResponse=a&SAMLResponse=b'),
  unreadable('message-missing', 'x=y'),
  unreadable('input-empty', 'SAMLResponse='),
  unreadable('base64-invalid', 'SAMLResponse=%24%24%24'),
  unreadable('deflate-invalid', encoded('hello')),
  unreadable('xml-not-well-formed', encoded('<a><b></a>')),
  unreadable('xml-doctype', encoded('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')),
  unreadable('xml-too-deep', encoded('<a>'.repeat(10_000) + '</a>'.repeat(10_000))),
  unreadable(
    'xml-too-many-attributes',
    encoded(`<a ${Array.from({ length: 2000 }, (_, n) => `b${n}=""`).join(' ')}/>`),
  ),
  unreadable('xml-namespace', encoded('<x:a/>')),
  unreadable('xml-processing-instruction', encoded('<a><?x y?></a>')),
  unreadable('message-kind-unexpected', encoded('<a/>')),
  unreadable('body-too-large', `SAMLResponse=${'A'.repeat(2 * 1024 * 1024)}`, 413),
  {
    ...{ ...kept, code: 'body-not-a-form', status: 415, owner: 'idp' },
    refused: (w) => post(w, '{}', 'application/json'),
    twin: soundLogin,
  },
  unreadable('deflate-bomb', deflated('<a/>'.repeat(1_000_000))),
  unreadable('deflate-too-large', deflated(randomBytes(600 * 1024).toString('hex')), 413),
  {
    ...{ ...kept, code: 'in-response-to-unknown', status: 403, owner: 'user' },
    refused: async (w) => {
      const browser = new HttpBrowser();
      const before = await beforeAcs(w.world, 'Anne', browser);
      await postInstead(before, responseOf(before), browser);
      return postInstead(before, responseOf(before), browser);
    },
    twin: soundLogin,
  },
  {
    ...{ ...kept, code: 'login-of-another-browser', status: 403, owner: 'browser' },
    refused: async (w) => {
      const before = await beforeAcs(w.world, 'Anne', new HttpBrowser());
      return postInstead(before, responseOf(before), new HttpBrowser());
    },
    twin: soundLogin,
  },
  {
    ...{ ...kept, code: 'arrival-over', status: 400, owner: 'user' },
    refused: (w) => w.get('/hub/saml/arrive?token=x'),
    twin: soundLogin,
  },
  {
    ...{ ...kept, code: 'logged-out-meanwhile', status: 403, owner: 'user' },
    refused: async (w) => {
      const browser = new HttpBrowser();
      const before = await beforeAcs(w.world, 'Anne', browser);
      const arrives = await browser.submit(before, before.forms[0] ?? noForm(), {}, ({ url }) =>
        url.includes('/arrive'),
      );
      await w.admin.call('DELETE', '/api/sessions?all=true&arriving=true');
      await w.qps('DELETE', 'hub/user/CORP/anne');
      return browser.open(new URL(arrives.headers.get('location') ?? '', w.world.url()).href);
    },
    twin: soundLogin,
  },
  {
    ...{ ...kept, code: 'idp-other', status: 400, owner: 'idp' },
    refused: (w) => w.get('/hub/saml/login?entityID=https://x'),
    twin: (w) => w.get(`/hub/saml/login?entityID=${encodeURIComponent(w.world.idp.entityId)}`),
  },
  {
    ...{ ...kept, code: 'login-option-invalid', status: 400, owner: 'user' },
    refused: (w) => w.get('/hub/saml/login?forceAuthn=2'),
    twin: (w) => w.get('/hub/saml/login?forceAuthn=true'),
  },
  {
    ...{ ...kept, code: 'sso-endpoint-missing', status: 503, owner: 'sp' },
    refused: (w) => w.get('/silent/saml/login'),
    twin: (w) => w.get('/hub/saml/login'),
  },
  {
    ...{ ...kept, code: 'metadata-ended', status: 503, owner: 'publisher' },
    refused: async (w) => {
      const end = new Date(Date.now() + 3600_000).toISOString();
      w.source.serve(w.world.idp.metadata.replace(/<md:EntityDescriptor /, `$&validUntil="${end}" `));
      await w.admin.call('POST', '/api/connections/fetched/metadata', {});
      w.ahead(2 * 3600_000);
      try {
        return await w.get('/fetched/saml/login');
      } finally {
        w.ahead(0);
      }
    },
    twin: (w) => w.get('/fetched/saml/login'),
  },
  {
    ...{ ...kept, code: 'method-not-allowed', status: 405, owner: null },
    refused: (w) => post(w, '', undefined, '/hub/saml/login'),
    twin: (w) => w.get('/hub/saml/login'),
  },
  {
    ...{ ...kept, code: 'goodbye-over', status: 410, owner: 'user' },
    refused: (w) => w.get('/hub/logout/done?id=x'),
    twin: (w) => openAs(w, 'Anne', '/hub/logout'),
  },
  {
    ...{ ...page, code: 'receipt-unsigned', status: 404, owner: 'sp' },
    refused: async (w) => w.get(`/tickets/logout/receipt?id=${await loggedOut(w, 'tickets')}`),
    twin: async (w) => w.get(`/hub/logout/receipt?id=${await loggedOut(w, 'hub')}`),
  },
  // Ways in besides SAML.
  {
    ...{ ...kept, code: 'method-off', status: 404, owner: 'sp' },
    refused: async (w) => {
      await w.admin.call('POST', '/api/connections', {
        document: { prefix: 'off', idp: { metadata: w.world.idp.metadata }, methods: ['ticket'] },
      });
      return w.get('/off/saml/login');
    },
    twin: (w) => w.get('/hub/saml/login'),
  },
  {
    ...{ ...kept, code: 'idp-none', status: 404, owner: 'sp' },
    refused: (w) => w.get('/tickets/saml/login'),
    twin: (w) => w.get('/hub/saml/login'),
  },
  {
    ...{ ...page, code: 'login-elsewhere', status: 401, owner: null },
    refused: (w) => w.get('/tickets/'),
    twin: async (w) => {
      const made = await w.qps('POST', 'tickets/ticket', { body: userBody() });
      return new HttpBrowser().open(`${w.world.url()}/tickets/?qlikTicket=${field(made, 'Ticket')}`);
    },
  },
  token('token-malformed', () => 'a.b', null),
  token('token-algorithm', (w) => w.token({}, { alg: 'HS256' }), null),
  {
    ...{ ...kept, code: 'token-key-unknown', status: 401, owner: null },
    refused: (w) => w.get('/set/', bearer(w.token({}, { kid: 'another' }))),
    twin: (w) => w.get('/set/', bearer(w.token({}, { kid: 'known' }))),
  },
  token('token-signature', (w) => w.foreignToken(), null),
  token('token-expired', (w) => w.token({ exp: 1_700_000_000 }), 'user'),
  token('token-claim', (w) => w.token({ aud: 'another' }), 'idp'),
  token('token-user', (w) => w.token({ sub: ' ' }), 'idp'),
  token('token-attribute', (w) => w.token({ mail: undefined }), 'idp'),
  {
    ...{ ...kept, code: 'token-used', status: 401, owner: 'user' },
    refused: async (w) => {
      const one = w.token();
      await w.get('/once/', bearer(one));
      return w.get('/once/', bearer(one));
    },
    twin: (w) => w.get('/once/', bearer(w.token())),
  },
  {
    ...{ ...kept, code: 'token-ended', status: 401, owner: 'user' },
    refused: async (w) => {
      const one = w.token({ sub: 'eve' });
      await w.get('/tokens/', bearer(one));
      await w.qps('DELETE', 'tokens/user/CORP/eve');
      return w.get('/tokens/', bearer(one));
    },
    twin: (w) => w.get('/tokens/', bearer(w.token())),
  },
  {
    ...{ ...kept, code: 'token-keys-missing', status: 503, owner: 'sp' },
    refused: (w) => w.get('/remote/', bearer(w.token())),
    twin: (w) => w.get('/tokens/', bearer(w.token())),
  },
  // What a session may not open.
  {
    ...{ ...kept, code: 'app-closed', status: 403, owner: 'sp' },
    refused: (w) => openAs(w, 'Anne', '/hub/app/all'),
    twin: (w) => openAs(w, 'Grace', '/hub/app/all'),
  },
  {
    ...{ ...kept, code: 'app-reduced-to-nothing', status: 403, owner: 'sp' },
    refused: (w) => openAs(w, 'Anne', '/hub/app/us'),
    twin: (w) => openAs(w, 'Eddie', '/hub/app/aus'),
  },
  {
    ...{ ...kept, code: 'export-closed', status: 403, owner: 'sp' },
    refused: (w) => openAs(w, 'Eddie', '/hub/app/aus/rows.csv'),
    twin: (w) => openAs(w, 'Grace', '/hub/app/all/rows.csv'),
  },
  {
    ...{ ...kept, code: 'view-as-closed', status: 403, owner: 'sp' },
    refused: (w) => openAs(w, 'Eddie', '/hub/app/aus/view-as'),
    twin: (w) => openAs(w, 'Grace', '/hub/app/all/view-as'),
  },
  {
    ...{ ...kept, code: 'form-foreign', status: 403, owner: 'user' },
    refused: (w) => viewAs(w, { token: 'another' }),
    twin: (w) => viewAs(w, {}),
  },
  {
    ...{ ...kept, code: 'console-not-allowed', status: 403, owner: 'sp' },
    refused: (w) => openAs(w, 'Anne', '/hub/console'),
    twin: (w) => openAs(w, 'Grace', '/hub/app/all'),
  },
  // Addresses.
  {
    ...{ ...page, code: 'not-found', status: 404, owner: null },
    refused: (w) => w.get('/hub/nowhere'),
    twin: (w) => w.get('/'),
  },
  {
    ...{ ...page, code: 'connection-unusable', status: 503, owner: null },
    refused: (w) => w.get('/resting/'),
    twin: (w) => w.get('/hub/'),
  },
  {
    ...{ ...page, code: 'login-test-over', status: 400, owner: 'user' },
    refused: (w) => w.get('/hub/saml/login-test?start=x'),
    twin: async (w) => {
      const { body } = await w.admin.call('POST', '/api/connections/hub/login-test');
      return new HttpBrowser().open((body as { readonly startUrl: string }).startUrl);
    },
  },
  {
    ...{ ...page, code: 'login-trace-gone', status: 404, owner: null },
    refused: (w) => w.get('/hub/saml/login-trace'),
    twin: (w) => openAs(w, 'Anne', '/hub/saml/login-trace'),
  },
];

function noForm(): never {
  throw new Error('there is no form');
}

/** Number of the logout of a session that was made here. */
async function loggedOut(w: RefusalWorld, prefix: string): Promise<string> {
  const { url } = await logOutByTicket(w, prefix);
  return new URL(url).searchParams.get('id') ?? '';
}

/** Logs in by ticket and out again: the page where that ends. */
export async function logOutByTicket(w: RefusalWorld, prefix: string): Promise<HttpPage> {
  const made = await w.qps('POST', `${prefix}/ticket`, { body: userBody() });
  const browser = new HttpBrowser();
  await browser.open(`${w.world.url()}/${prefix}/?qlikTicket=${field(made, 'Ticket')}`);
  return browser.open(`${w.world.url()}/${prefix}/logout`);
}

/** Grace looks at an app as somebody else, by the form of the page or by another. */
async function viewAs(w: RefusalWorld, fields: Record<string, string>) {
  const browser = new HttpBrowser();
  await w.world.logIn('Grace', browser);
  const form = await browser.open(`${w.world.url()}/hub/app/all/view-as`);
  const [first] = form.forms.filter(({ action }) => action.includes('view-as'));
  return browser.submit(form, first ?? noForm(), { user: 'CORP\\eddie', ...fields });
}
