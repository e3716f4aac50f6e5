import { describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange, Header } from '#shared/http/exchange.ts';
import { exchangeOf, recordLogin, recordLogout, SP, START } from '#test/fixtures/recording.ts';
import { change, header, notes, reportOf, world } from './kit.ts';

type Recording = () => Promise<readonly Exchange[]>;
type Row = readonly [named: string, shows: Recording, twin: Recording];

const ACS = 'https://sp.example/saml/acs';
const login = () => recordLogin(world);

/** A login up to the page that holds the answer, which came with these headers; as a file that was kept. */
async function page(headers: readonly Header[], rewrite = (html: string) => html): Promise<Exchange[]> {
  const [begin, asked] = await login();
  const kept = { source: 'har', responseHeaders: headers } as const;
  const held = asked && { ...asked, ...kept, responseText: rewrite(asked.responseText ?? '') };
  return [begin, held].filter((each) => each !== undefined);
}
const sentOn = async (headers: readonly Header[]) => change(await login(), 'a-2', { responseHeaders: headers });
const META = (policy: string) => `<meta http-equiv="content-security-policy" content="${policy}">`;
const csp = (policy: string) => [header('Content-Security-Policy', policy)];

/** The request ended in the browser, or at this answer of the identity provider. */
async function stopped(parts: Partial<Exchange>, begin: Partial<Exchange> = {}): Promise<Exchange[]> {
  const [first, asked] = change(await login(), 'a-1', begin);
  const ended = asked && { ...asked, responseText: null, ...parts };
  return [first, ended].filter((each) => each !== undefined);
}
const failed = (error: string) => ({ status: null, error });
const unauthorized = (scheme: string) => ({ status: 401, responseHeaders: [header('WWW-Authenticate', scheme)] });

const SCRIPTED = [header('Sec-Fetch-Mode', 'cors'), header('Sec-Fetch-Dest', 'empty')];
const FRAMED = [header('Sec-Fetch-Dest', 'iframe'), header('Sec-Fetch-Site', 'cross-site')];
const scripted = () =>
  stopped({ ...failed('net::ERR_FAILED'), requestHeaders: SCRIPTED }, { requestHeaders: SCRIPTED });

/** A second script asks a second later. */
async function scriptedTwice(): Promise<Exchange[]> {
  const second = (await recordLogin(world, { name: 'b', at: START + 1000 })).slice(0, 2);
  const asked = second.map((exchange) => ({ ...exchange, requestHeaders: SCRIPTED, responseText: null }));
  return [...(await scripted()), ...change(asked, 'b-2', failed('net::ERR_FAILED'))];
}

/** The SP's server asks the IdP for a logout over SOAP, which ends like this. */
async function overSoap(parts: Partial<Exchange>): Promise<Exchange[]> {
  const text = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_soap" Version="2.0" IssueInstant="2026-01-10T12:00:00Z"><saml:Issuer>${SP}</saml:Issuer><saml:NameID>anne</saml:NameID></samlp:LogoutRequest></S:Body></S:Envelope>`;
  const body = { mimeType: 'text/xml', text, params: null };
  return [exchangeOf('s-1', START, { method: 'POST', url: 'https://idp.example/slo', requestBody: body, ...parts })];
}

/** Where the answer was posted, it was redirected there, and the browser got this. */
async function ledTo(target: string, status = 301, landed = 405, cookies: readonly Header[] = []): Promise<Exchange[]> {
  const redirected = { status, redirectUrl: target, responseHeaders: [header('Location', target), ...cookies] };
  return [
    ...change(await login(), 'a-3', redirected),
    exchangeOf('a-4', START + 2100, { url: target, status: landed }),
  ];
}
/** The IdP posts to plain http, and that redirects. */
async function byHttp(target: string): Promise<Exchange[]> {
  return change(await ledTo(target), 'a-3', { url: 'http://sp.example/saml/acs' });
}

const SESSION = [header('Set-Cookie', 'session=1; Path=/; Secure')];

/** The answer was taken with a cookie, and what the SP leads on to ended in the browser, or came. */
async function ledOn(
  ended: Partial<Exchange>,
  later: readonly Exchange[] = [],
  target = 'https://sp.example/hub',
): Promise<Exchange[]> {
  const landed = exchangeOf('a-4', START + 2100, { url: 'https://sp.example/hub', ...ended });
  const taken = { redirectUrl: target, responseHeaders: [header('Location', target), ...SESSION] };
  return [...change(await login(), 'a-3', taken), landed, ...later];
}
const tried = exchangeOf('a-5', START + 9000, { url: 'https://sp.example/hub', status: 200 });

/** After the answer was taken two addresses led to each other so often. */
async function circling(times: number): Promise<Exchange[]> {
  const [hub, role] = ['https://sp.example/hub', 'https://sp.example/role'];
  const round = Array.from({ length: times }, (_, at) => {
    const [url, target] = at % 2 === 0 ? [hub, role] : [role, hub];
    const onward = { url, status: 302, redirectUrl: target, responseHeaders: [header('Location', target)] };
    return exchangeOf(`a-${at + 4}`, START + 2100 + at * 20, onward);
  });
  return [...(await login()), ...round];
}

/** A logout that reached the SP in a frame. */
async function framedLogout(parts: Partial<Exchange>): Promise<Exchange[]> {
  const out = await recordLogout(world, { from: 'idp', answered: false });
  return [...(await login()), ...change(out, 'z-1', { requestHeaders: FRAMED, ...parts })];
}

/** The SP's logout address asks for a login. */
async function logoutAsksForLogin(): Promise<Exchange[]> {
  const again = (await recordLogin(world, { name: 'b', at: START + 60_100 })).slice(1, 2);
  const target = again[0]?.url ?? '';
  const out = await recordLogout(world, { from: 'idp', answered: false });
  const redirected = { status: 302, redirectUrl: target, responseHeaders: [header('Location', target)] };
  return [...(await login()), ...change(out, 'z-1', redirected), ...again];
}

/** Instead of reading the answer the SP asks anew, for the address of the answer. */
async function acsAsksAgain(returnTo: string): Promise<Exchange[]> {
  const again = (await recordLogin(world, { name: 'b', at: START + 2100 })).slice(1, 2);
  const target = `${again[0]?.url.replace(/&RelayState=[^&]*/, '')}&RelayState=${encodeURIComponent(returnTo)}`;
  const redirected = { status: 302, redirectUrl: target, responseHeaders: [header('Location', target)] };
  return [
    ...change(await login(), 'a-3', redirected),
    ...again.map((each) => ({ ...each, url: target, responseText: null })),
  ];
}

/** The form of the login page is led on to another site. */
async function loginFormLedOn(policy: string): Promise<Exchange[]> {
  const [begin, asked] = await login();
  const shown = asked && { ...asked, responseText: '<form method="post"></form>', responseHeaders: csp(policy) };
  const target = 'https://second.example/continue';
  const sent = exchangeOf('a-3', START + 5000, {
    method: 'POST',
    url: 'https://idp.example/login',
    status: 302,
    redirectUrl: target,
  });
  return [begin, shown, sent].filter((each) => each !== undefined);
}

const ROWS: readonly Row[] = [
  [
    'blocked-by-client extension',
    () => stopped(failed('net::ERR_BLOCKED_BY_CLIENT')),
    () => stopped(failed('net::ERR_FAILED')),
  ],
  [
    'blocked-by-client browser',
    () => stopped(failed('NS_ERROR_BLOCKED_BY_POLICY')),
    () => stopped(failed('NS_ERROR_NET_RESET')),
  ],
  ['blocked-by-client administrator', () => stopped(failed('net::ERR_BLOCKED_BY_ADMINISTRATOR')), login],
  ['script-request-redirected one', scripted, () => stopped(failed('net::ERR_FAILED'))],
  ['script-request-redirected several', scriptedTwice, scripted],
  [
    'frame-refused login',
    () => stopped({ requestHeaders: FRAMED, responseHeaders: [header('X-Frame-Options', 'DENY')] }),
    () => stopped({ requestHeaders: FRAMED, responseHeaders: csp('frame-ancestors https://sp.example') }),
  ],
  [
    'frame-refused blocked',
    () => stopped({ requestHeaders: FRAMED, ...failed('net::ERR_BLOCKED_BY_RESPONSE') }),
    () => stopped(failed('net::ERR_BLOCKED_BY_RESPONSE')),
  ],
  [
    'frame-refused logout',
    () => framedLogout({ responseHeaders: [header('X-Frame-Options', 'SAMEORIGIN')] }),
    () => framedLogout({ responseHeaders: csp('frame-ancestors *') }),
  ],
  [
    'frame-refused logout-blocked',
    () => framedLogout(failed('net::ERR_BLOCKED_BY_RESPONSE')),
    () => framedLogout(failed('net::ERR_CONNECTION_RESET')),
  ],
  [
    'frame-refused login',
    () => stopped({ requestHeaders: FRAMED, responseHeaders: [header('X-Frame-Options', 'SAMEORIGIN, SAMEORIGIN')] }),
    () => stopped({ requestHeaders: FRAMED, responseHeaders: [], responseText: META("frame-ancestors 'none'") }),
  ],
  [
    'form-not-sent form-action',
    () => page([], (html) => META("form-action 'self'") + html),
    () => page([], (html) => META('form-action https://sp.example') + html),
  ],
  ['form-not-sent form-action', () => page(csp("form-action 'self'")), () => sentOn(csp("form-action 'self'"))],
  [
    'form-not-sent form-action-redirect',
    () => loginFormLedOn("form-action 'self'"),
    () => loginFormLedOn("form-action 'self' https://second.example"),
  ],
  ['form-not-sent script-policy', () => page(csp("script-src 'self'")), () => page(csp("script-src 'nonce-n'"))],
  [
    'form-not-sent script-policy',
    async () => change(await page(csp("script-src 'self'")), 'a-1', { url: `${ACS}?sso` }),
    () => sentOn(csp("script-src 'self'")),
  ],
  ['form-not-sent mixed-content', () => page([], (html) => html.replace(ACS, 'http://sp.example/saml/acs')), login],
  ['form-not-sent no-script', () => page([]), () => page([], (html) => html.replace(/<script[\s\S]*?<\/script>/, ''))],
  ['proof-not-given kerberos', () => stopped(unauthorized('NTLM, Negotiate')), () => stopped(unauthorized('Bearer'))],
  ['proof-not-given basic', () => stopped(unauthorized('Basic realm="x"')), () => stopped({ status: 401 })],
  ['proof-not-given certificate', () => stopped(failed('net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED')), login],
  [
    'proof-not-given sp-certificate',
    async () => change(await login(), 'a-3', { ...failed('SSL_ERROR_BAD_CERT_ALERT'), redirectUrl: null }),
    async () => change(await login(), 'a-3', { ...failed('net::ERR_CERT_DATE_INVALID'), redirectUrl: null }),
  ],
  [
    'proof-not-given server-certificate',
    () => overSoap(failed('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')),
    () => overSoap(failed('ECONNREFUSED')),
  ],
  ['proof-not-given sp-windows', async () => change(await login(), 'a-3', unauthorized('Negotiate')), login],
  ['proof-not-given sp-basic', async () => change(await login(), 'a-3', unauthorized('Basic')), login],
  ['post-became-get slash', () => ledTo(`${ACS}/`), () => ledTo(`${ACS}/`, 302, 200, SESSION)],
  ['post-became-get www', () => ledTo('https://www.sp.example/saml/acs'), () => ledTo('https://www.sp.example/hub')],
  [
    'post-became-get host',
    () => ledTo('https://apps.example/saml/acs'),
    () => ledTo('https://apps.example/hub', 302, 200),
  ],
  [
    'post-became-get downgraded',
    () => ledTo('http://sp.example/saml/acs'),
    () => ledTo('http://sp.example/hub', 302, 200),
  ],
  ['post-became-get scheme', () => byHttp('https://sp.example/saml/acs'), () => byHttp('https://sp.example/hub')],
  ['post-became-get path', () => ledTo('https://sp.example/SAML/acs'), () => ledTo(`${ACS}/`, 308)],
  ['post-became-get host', () => ledTo('https://sp.example:8443/saml/acs'), () => ledTo('https://sp.example:8443/hub')],
  [
    'post-became-get prefix',
    () => ledTo('https://sp.example/en/saml/acs'),
    () => ledTo('https://sp.example/en/saml/acs', 302, 200, SESSION),
  ],
  [
    'landing-unreached unreachable',
    () => ledOn(failed('net::ERR_NAME_NOT_RESOLVED')),
    () => ledOn(failed('net::ERR_NAME_NOT_RESOLVED'), [tried]),
  ],
  [
    'landing-unreached untrusted',
    () => ledOn(failed('net::ERR_CERT_DATE_INVALID')),
    () => ledOn(failed('net::ERR_ABORTED')),
  ],
  [
    'landing-unreached page-policy',
    () => ledOn(failed('net::ERR_BLOCKED_BY_CSP')),
    () => ledOn(failed('net::ERR_BLOCKED_BY_CLIENT')),
  ],
  ['landing-unreached mixed-content', () => ledOn(failed('mixed-content: MIXED_CONTENT')), login],
  [
    'landing-unreached downgraded',
    () =>
      ledOn({ ...failed('net::ERR_CONNECTION_REFUSED'), url: 'http://sp.example/hub' }, [], 'http://sp.example/hub'),
    () =>
      ledOn({ ...failed('net::ERR_CONNECTION_REFUSED'), url: 'http://old.example/hub' }, [], 'http://old.example/hub'),
  ],
  ['landing-unreached offline', () => ledOn(failed('net::ERR_INTERNET_DISCONNECTED')), () => ledOn({ status: 200 })],
  ['landing-unreached redirects', () => ledOn(failed('NS_ERROR_REDIRECT_LOOP')), () => ledOn({ status: 404 })],
  ['landing-unreached redirects', () => circling(6), () => circling(3)],
  [
    'endpoint-behind-login acs',
    () => ledTo(`https://gate.example/oauth2/start?rd=${encodeURIComponent(ACS)}`, 302, 200),
    () => ledTo('https://app.example/oauth2/start?rd=%2F', 302, 200, SESSION),
  ],
  ['endpoint-behind-login own-login', () => acsAsksAgain(ACS), () => acsAsksAgain('https://sp.example/hub')],
  ['endpoint-behind-login slo', logoutAsksForLogin, () => framedLogout({})],
];

describe('what the browser makes of it, and a recording like it without', () => {
  it.each(ROWS)('%s', async (named, shows, twin) => {
    expect(notes(await reportOf(await shows()))).toContain(named);
    expect(notes(await reportOf(await twin()))).not.toContain(named);
  });

  it('is the cause, before whatever came of it', async () => {
    const first = async (exchanges: Promise<Exchange[]>) => (await reportOf(await exchanges)).findings[0]?.code;
    const unsent = await reportOf(await page(csp("form-action 'self'")));
    expect(unsent.flows[0]?.outcome).toBe('broken-off');
    expect(await first(scripted())).toBe('script-request-redirected');
    expect(await first(ledTo(`${ACS}/`))).toBe('post-became-get');
    expect(await first(page(csp("form-action 'self'")))).toBe('form-not-sent');
    expect(await first(stopped(unauthorized('Negotiate')))).toBe('proof-not-given');
    const { flows, findings } = await reportOf(await circling(8));
    expect(flows[0]).toMatchObject({ outcome: 'broken-off', owner: 'sp' });
    expect(findings[0]?.code).toBe('landing-unreached');
  });

  it.each([
    ['acs', /asks for user name and password \(Basic\) where the answer was posted; it never reached/, /the ACS URL/],
    ['logout', /where the logout message was sent; it never reached/, /the logout address/],
    ['landing', /at a page to which it led on after it had taken the answer\.$/, /Exempt that page/],
  ] as const)('asks at the SP for a password, and says where: %s', async (place, title, fix) => {
    const asks = unauthorized('Basic');
    const out = await recordLogout(world, { from: 'idp', answered: false });
    const recording = {
      acs: async () => change(await login(), 'a-3', { ...asks, redirectUrl: null }),
      logout: async () => [...(await login()), ...change(out, 'z-1', asks)],
      landing: () => ledOn({ ...asks, requestHeaders: [header('Cookie', 'session=1')] }),
    }[place];
    const [first] = (await reportOf(await recording())).findings;
    expect(first).toMatchObject({ code: 'proof-not-given', variant: 'sp-basic', owner: 'sp' });
    expect(first && wordsFor(first).title).toMatch(title);
    expect(first && wordsFor(first).fix).toMatch(fix);
  });

  it('does not tell of a page that has only just come while it is recorded', async () => {
    const recorded = (await page([])).map((exchange) => ({ ...exchange, source: 'devtools' as const }));
    expect(notes(await reportOf(recorded))).not.toContain('form-not-sent no-script');
  });
});
