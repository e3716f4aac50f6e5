import { beforeAll, describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { createTrace } from '#shared/report/trace.ts';
import { exchangeOf, makeWorld, recordLogin, recordLogout, SP, START, type World } from '#test/fixtures/recording.ts';

const NGINX =
  '<html><head><title>400 No required SSL certificate was sent</title></head><body><center><h1>400 Bad Request</h1></center><center>No required SSL certificate was sent</center><hr><center>nginx/1.24.0</center></body></html>';
const IIS =
  '<html><head><title>403 - Forbidden: Access is denied.</title></head><body><h1>Server Error</h1><h2>HTTP Error 403.7 - Forbidden</h2><h3>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.</h3></body></html>';
const APACHE =
  "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don't have permission to access this resource.Reason: Cannot perform Post-Handshake Authentication.<br></p></body></html>";
const TOMCAT =
  '<html><head><title>HTTP Status 401 – Unauthorized</title></head><body><h1>HTTP Status 401 – Unauthorized</h1><p><b>Message</b> No client certificate chain in this request</p></body></html>';

const html = [{ name: 'Content-Type', value: 'text/html' }];
const page = (status: number, responseText: string): Partial<Exchange> => ({
  ...{ status, responseText, redirectUrl: null, responseHeaders: html },
});
const broken = (error: string): Partial<Exchange> => ({
  ...{ status: null, error, redirectUrl: null, responseHeaders: [], responseText: null },
});

let world: World;
let nothing: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  nothing = await knowledgeFrom({});
});

/** A login whose message to the IdP or to the SP is answered like this; its request is not signed. */
async function login(at: 'idp' | 'sp', parts: Partial<Exchange>): Promise<readonly Exchange[]> {
  const bare = (url: string | null) => url?.replace(/&SigAlg=.*$/, '') ?? null;
  const all = (await recordLogin(world)).map((each) => ({
    ...each,
    url: bare(each.url) ?? '',
    redirectUrl: bare(each.redirectUrl),
  }));
  const shown = at === 'idp' ? all.slice(0, 2) : all;
  return shown.map((each) => (each.id === (at === 'idp' ? 'a-2' : 'a-3') ? { ...each, ...parts } : each));
}

const ARTIFACT = Buffer.concat([Buffer.from([0, 4, 0, 0]), Buffer.alloc(40, 1)]).toString('base64');

/** The SP asks for what an artifact stands for, over SOAP and unsigned; its page then says that it could not. */
async function artifact(parts: Partial<Exchange>): Promise<readonly Exchange[]> {
  const [begin, asked] = await recordLogin(world);
  const url = `https://sp.example/saml/acs?${new URLSearchParams({ SAMLart: ARTIFACT, RelayState: '/hub/é' })}`;
  const text = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_resolve" Version="2.0" IssueInstant="${new Date(START + 2100).toISOString()}"><saml:Issuer>${SP}</saml:Issuer><samlp:Artifact>${ARTIFACT}</samlp:Artifact></samlp:ArtifactResolve></S:Body></S:Envelope>`;
  if (begin === undefined || asked === undefined) throw new Error('no login');
  return [
    begin,
    { ...asked, status: 302, redirectUrl: url, responseText: null },
    exchangeOf('art', START + 2000, { url, ...page(500, '<h1>The artifact could not be resolved</h1>') }),
    makeExchange({
      ...{ id: 'soap', startedAt: START + 2100, duration: 40, source: 'companion', method: 'POST', status: null },
      url: 'https://idp.example:8443/artifact',
      requestHeaders: [{ name: 'Content-Type', value: 'text/xml' }],
      requestBody: { mimeType: 'text/xml', text, params: null },
      ...parts,
    }),
  ];
}

async function firstOf(exchanges: readonly Exchange[]) {
  const trace = createTrace({ knowledge: nothing });
  for (const exchange of exchanges) await trace.add(exchange);
  const { findings, flows } = trace.report();
  const [first] = findings.filter(({ outcome }) => outcome === 'fail');
  const { whole = '', fix = '' } = first === undefined ? {} : wordsFor(first);
  return {
    outcome: flows.at(-1)?.outcome,
    owner: first?.owner,
    confidence: first?.confidence,
    words: `${whole} ${fix}`,
  };
}

const PAGES: readonly (readonly [string, number, string, RegExp])[] = [
  ['nginx', 400, NGINX, /ssl_verify_client/],
  ['IIS', 403, IIS, /SSL Settings/],
  ['Tomcat', 401, TOMCAT, /CLIENT-CERT/],
];

describe('a client certificate that is missing is told as that, and no signature of a message', () => {
  it.each(PAGES)('%s asks for it at the IdP: the user has it', async (_, status, text, fix) => {
    const first = await firstOf(await login('idp', page(status, text)));
    expect(first).toMatchObject({ outcome: 'refused', owner: 'user', confidence: 'certain' });
    expect(first.words).toMatch(/client certificate/);
    expect(first.words).toMatch(fix);
    expect(first.words).not.toMatch(/not signed|log of/);
  });

  it.each(PAGES)(
    '%s asks for it at the ACS URL, to which every browser posts: the SP’s',
    async (_, status, text, fix) => {
      const first = await firstOf(await login('sp', page(status, text)));
      expect(first).toMatchObject({ outcome: 'refused', owner: 'sp', confidence: 'certain' });
      expect(first.words).toMatch(/client certificate/);
      expect(first.words).toMatch(fix);
      expect(first.words).not.toMatch(/cookie/i);
    },
  );

  it.each(PAGES)(
    '%s asks for it where artifacts are resolved: the SP’s server has it',
    async (_, status, text, fix) => {
      const first = await firstOf(await artifact(page(status, text)));
      expect(first).toMatchObject({ outcome: 'refused', owner: 'sp', confidence: 'certain' });
      expect(first.words).toMatch(/idp\.example:8443 refused the ArtifactResolve .*client certificate/);
      expect(first.words).toMatch(fix);
      expect(first.words).not.toMatch(/not signed|cookie|browser sent/i);
    },
  );

  it('Apache asks for it at one address only, which no browser can give with TLS 1.3: Apache’s', async () => {
    for (const recording of [
      login('idp', page(403, APACHE)),
      login('sp', page(403, APACHE)),
      artifact(page(403, APACHE)),
    ]) {
      const first = await firstOf(await recording);
      expect(first).toMatchObject({ outcome: 'refused', owner: 'network', confidence: 'certain' });
      expect(first.words).toMatch(/client certificate.*SSLVerifyClient/);
    }
  });

  it.each([
    ['Chromium', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT'],
    ['Firefox', 'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT'],
    ['Firefox, a wrong one', 'SSL_ERROR_BAD_CERT_ALERT'],
    ['Node', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ])('TLS ends for it: %s', async (_, error) => {
    const [idp, sp, soap] = await Promise.all(
      [login('idp', broken(error)), login('sp', broken(error)), artifact(broken(error))].map(async (each) =>
        firstOf(await each),
      ),
    );
    expect([idp, sp, soap].map((each) => [each?.outcome, each?.owner])).toEqual([
      ['broken-off', 'user'],
      ['broken-off', 'sp'],
      ['broken-off', 'sp'],
    ]);
    for (const each of [idp, sp, soap])
      expect(each?.words).toMatch(/asks? for a client certificate|asked for a client/);
    expect(soap?.words).not.toMatch(/browser/);
  });
});

describe('what is like it and is none', () => {
  it('says nothing of one where the server does not', async () => {
    for (const at of ['idp', 'sp'] as const)
      expect((await firstOf(await login(at, page(403, '<h1>Forbidden</h1>')))).words).not.toMatch(/client certificate/);
    const soap = await firstOf(await artifact(page(403, '<h1>Forbidden</h1>')));
    expect(soap).toMatchObject({ outcome: 'refused', owner: 'idp' });
    expect(soap.words).toMatch(/refused the ArtifactResolve/);
    expect(soap.words).not.toMatch(/client certificate/);
  });

  it.each([
    ['a SOAP fault', 'Client certificate required', true],
    ['a gateway', 'A valid client certificate was not presented.', true],
    ['one about a signature', 'The certificate of the signature is not trusted', false],
  ])('knows it in the plain words of %s', async (_, said, isMeant) => {
    const fault = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>S:Client</faultcode><faultstring>${said}</faultstring></S:Fault></S:Body></S:Envelope>`;
    const responseHeaders = [{ name: 'Content-Type', value: 'text/xml' }];
    const { words, owner } = await firstOf(await artifact({ ...page(500, fault), responseHeaders }));
    expect(words).toMatch(/refused the ArtifactResolve/);
    expect(words).not.toMatch(/cookie/i);
    expect(/demands a client certificate/.test(words)).toBe(isMeant);
    if (isMeant) expect(owner).toBe('sp');
  });

  it('says of a TLS handshake that the server ended without a word no more than that', async () => {
    const first = await firstOf(await login('sp', broken('SSL_ERROR_HANDSHAKE_FAILURE_ALERT')));
    expect(first.words).toMatch(/no TLS connection/);
    expect(first.words).not.toMatch(/browser does not accept/);
  });

  it('names the missing signature where the receiver does', async () => {
    const logout = await recordLogout(world, { answered: false });
    const [asked] = logout;
    if (asked === undefined) throw new Error('no logout');
    const url = asked.url.replace(/&SigAlg=.*$/, '');
    const first = await firstOf([{ ...asked, url, ...page(403, '<p>The LogoutRequest is not signed.</p>') }]);
    expect(first.words).toMatch(/not signed/);
    expect(first.words).not.toMatch(/client certificate/);
  });
});
