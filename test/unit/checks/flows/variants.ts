import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { exchangeOf, IDP, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { answering, asking, change, dated, found, header, issuedAt, notes, reportOf, world } from './kit.ts';

type Recording = () => Promise<readonly Exchange[]>;

const KEY = new Uint8Array(32).fill(7);

/** A variant, a recording that shows it, and one like it that does not. */
type Row = readonly [named: string, shows: Recording, twin: Recording];

const login: Recording = () => recordLogin(world);
const logout = async (statusCodes: readonly string[], from: 'sp' | 'idp' = 'sp') => [
  ...(await recordLogin(world)),
  ...(await recordLogout(world, { from, statusCodes })),
];

/** The login's first page sets a cookie that the answer lacks. */
async function withoutCookie(cookie: string, page: Partial<Exchange>, sent: readonly (readonly [string, string])[]) {
  const begun = change(await recordLogin(world, { acsStatus: 403 }), 'a-1', {
    responseHeaders: [header('Set-Cookie', cookie)],
    ...page,
  });
  return change(begun, 'a-3', { requestHeaders: sent.map(([name, value]) => header(name, value)), redirectUrl: null });
}

const FRAMED = [
  ['Sec-Fetch-Dest', 'iframe'],
  ['Sec-Fetch-Site', 'cross-site'],
] as const;

/** A login that began at the IdP, and one that the SP begins where the first one's answer led. */
async function askedAgain(page: string) {
  const first = await recordLogin(world, { requestId: null });
  const second = change(await recordLogin(world, { name: 'b', at: START + 2060 }), 'b-1', { url: page });
  return [...first, ...second];
}

/** A login, a logout with this status, and a login without being asked. */
async function backAgain(status: string, authenticatedAt: number) {
  const again = await recordLogin(world, { name: 'b', at: START + 70_000, authenticatedAt });
  const out = await recordLogout(world, { statusCodes: [status] });
  return [...(await recordLogin(world)), ...out, ...again];
}

/** An unsigned request with this RelayState, and an answer with that of every login. */
const asked = (relayState: string) => asking((query) => query.replace(/&RelayState=.*/, relayState));

/** A response in a URL, after a request with this RelayState. */
async function byGet(relayState: string) {
  const [begin, request, post] = await asked(relayState);
  const response = new URLSearchParams(post?.requestBody?.text ?? '').get('SAMLResponse') ?? '';
  const url = `${post?.url}?${new URLSearchParams({ SAMLResponse: response })}`;
  return [begin, request, post && { ...post, method: 'GET', url, requestBody: null }].filter(
    (each) => each !== undefined,
  );
}

/** The SP's cookie lasts so long, in seconds; the IdP grants a session of eight hours. */
async function kept(seconds: number) {
  const end = `SessionNotOnOrAfter="${new Date(START + 8 * 3_600_000).toISOString()}"`;
  const exchanges = await answering((xml) => xml.replace(/SessionIndex=/, `${end} SessionIndex=`));
  return change(exchanges, 'a-3', {
    responseHeaders: [
      header('Location', 'https://sp.example/hub'),
      header('Set-Cookie', `session=1; Path=/; Max-Age=${seconds}`),
    ],
  });
}

/** The request was made so long before the browser brought it; the answer is fresh, and refused. */
async function bookmarked(age: number) {
  const made = new Date(START - age).toISOString();
  const [, ...exchanges] = await asking(
    (query) => query,
    (xml) => xml.replace(/IssueInstant="[^"]*"/, `IssueInstant="${made}"`),
    { acsStatus: 403 },
  );
  return exchanges;
}

/** The answer is dated so far from the browser's clock, and no server says what its own is. */
async function stamped(offset: number) {
  const [begin, page] = await recordLogin(world);
  const late = (await recordLogin(world, { at: START + offset })).at(-1);
  if (begin === undefined || page === undefined || late === undefined) throw new Error('no login');
  return [begin, { ...page, responseText: null }, { ...late, startedAt: START + 2000 }];
}

/** The IdP shows its login form with this cookie, and the form comes without it, or with what is `sent`. */
async function loginForm(cookie: string, sent: string | null = null) {
  const form = '<form method="post" action="/login"><input name="p" type="password"></form>';
  const open = change((await recordLogin(world)).slice(0, 2), 'a-2', {
    responseHeaders: [header('Content-Type', 'text/html'), header('Set-Cookie', cookie)],
    responseText: form,
  });
  const posted = exchangeOf('a-2b', START + 9000, {
    method: 'POST',
    url: 'https://idp.example/login',
    status: 403,
    requestHeaders: sent === null ? [] : [header('Cookie', sent)],
    responseText: 'No login is under way here.',
  });
  return [...open, posted];
}

/** Another application of the SP's host sets its cookie while the user is at the IdP; the answer comes with that. */
async function otherApplication(cookie: string) {
  const login = change(await recordLogin(world, { acsStatus: 403 }), 'a-1', {
    responseHeaders: [header('Set-Cookie', 'SESSION=one; Path=/')],
  });
  const other = exchangeOf('a-2b', START + 900, {
    url: 'https://sp.example/wiki/start',
    responseHeaders: [header('Content-Type', 'text/html'), header('Set-Cookie', cookie)],
  });
  const sent = cookie.split(';', 1)[0] ?? '';
  const open = change(login, 'a-3', {
    requestHeaders: [header('Cookie', sent.startsWith('SESSION') ? sent : 'SESSION=one')],
    redirectUrl: null,
  });
  return [...open.slice(0, 2), other, ...open.slice(2)];
}

/** While the user is at the IdP something that is no page of the SP's is answered with this cookie; the answer comes with what is `sent`. */
async function besidePage(cookie: string, sent: string | null, parts: Partial<Exchange> = {}) {
  const login = change(await recordLogin(world, { acsStatus: 403 }), 'a-1', {
    responseHeaders: [header('Set-Cookie', 'SESSION=one; Path=/; Secure; SameSite=None')],
  });
  const picture = exchangeOf('a-2b', START + 900, {
    url: 'https://sp.example/hub/logo.png?v=2',
    requestHeaders: [header('Sec-Fetch-Dest', 'image')],
    responseHeaders: [header('Content-Type', 'image/png'), header('Set-Cookie', cookie)],
    ...parts,
  });
  const cookies = sent === null ? [] : [header('Cookie', sent)];
  const open = change(login, 'a-3', {
    requestHeaders: [header('Origin', 'https://idp.example'), ...cookies],
    redirectUrl: null,
  });
  return [...open.slice(0, 2), picture, ...open.slice(2)];
}
const SET_ANEW = 'SESSION=two; Path=/; Secure; SameSite=None';

/** The logout takes the session's cookie away like this, and a page after it is asked for with it all the same. */
async function takenAway(removal: string) {
  const login = change(await recordLogin(world), 'a-3', {
    responseHeaders: [header('Location', 'https://sp.example/hub'), header('Set-Cookie', 'SESSION=one; Path=/')],
  });
  const out = await recordLogout(world);
  const last = out.at(-1);
  const ended = change(out, last?.id ?? '', { responseHeaders: [header('Set-Cookie', removal)] });
  const page = exchangeOf('z-9', (last?.startedAt ?? 0) + 3000, {
    url: 'https://sp.example/hub',
    requestHeaders: [header('Cookie', 'SESSION=one')],
  });
  return [...login, ...ended, page];
}

const ROWS: readonly Row[] = [
  [
    'cookie-mixed-up overwritten',
    () => otherApplication('SESSION=two; Path=/'),
    () => otherApplication('WIKI=two; Path=/'),
  ],
  [
    'cookie-mixed-up overwritten-beside',
    () => besidePage(SET_ANEW, 'SESSION=two'),
    () => besidePage('LB=two; Path=/', 'SESSION=one'),
  ],
  [
    'cookie-mixed-up changed',
    () => besidePage('SESSION=one; Path=/; Secure; SameSite=Strict', null),
    () => besidePage('SESSION=one; Path=/; Secure; SameSite=None', 'SESSION=one'),
  ],
  [
    'cookie-mixed-up removed',
    () => besidePage('SESSION=; Path=/; Max-Age=0', null),
    () => besidePage('SESSION=; Path=/hub; Max-Age=0', 'SESSION=one'),
  ],
  [
    'cookie-mixed-up not-removed',
    () => takenAway('SESSION=; Max-Age=0; Path=/saml'),
    () => takenAway('SESSION=; Max-Age=0; Path=/'),
  ],
  [
    'idp-cookie-rejected none-insecure',
    () => loginForm('KC=1; Path=/; SameSite=None'),
    () => loginForm('KC=1; Path=/; SameSite=None; Secure', 'KC=1'),
  ],
  [
    'idp-cookie-rejected host-prefix',
    () => loginForm('__Host-idp=1; Secure; Path=/idp'),
    () => loginForm('__Host-idp=1; Secure; Path=/', '__Host-idp=1'),
  ],
  [
    'idp-cookie-rejected secure-prefix',
    () => loginForm('__Secure-idp=1; Path=/'),
    () => loginForm('__Secure-idp=1; Path=/; Secure', '__Secure-idp=1'),
  ],
  [
    'cookie-not-sent insecure',
    () =>
      withoutCookie('state=1; Secure; SameSite=None; Path=/', { url: 'http://sp.example/hub' }, [
        ['Origin', 'https://idp.example'],
      ]),
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/', {}, [['Cookie', 'state=1']]),
  ],
  [
    'cookie-not-sent third-party',
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/', {}, FRAMED),
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/', {}, [...FRAMED, ['Cookie', 'state=1']]),
  ],
  [
    'cookie-not-sent host-prefix',
    () => withoutCookie('__Host-state=1; Secure; SameSite=None; Path=/saml', {}, []),
    () => withoutCookie('__Host-state=1; Secure; SameSite=None; Path=/', {}, [['Cookie', '__Host-state=1']]),
  ],
  [
    'cookie-not-sent http-prefix',
    () => withoutCookie('__Http-state=1; Secure; SameSite=None; Path=/', {}, []),
    () => withoutCookie('__Http-state=1; Secure; HttpOnly; SameSite=None; Path=/', {}, [['Cookie', '__Http-state=1']]),
  ],
  [
    'cookie-not-sent http-prefix',
    () => withoutCookie('__Host-Http-state=1; Secure; SameSite=None; Path=/', {}, []),
    () =>
      withoutCookie('__Host-Http-state=1; Secure; HttpOnly; SameSite=None; Path=/', {}, [
        ['Cookie', '__Host-Http-state=1'],
      ]),
  ],
  [
    'cookie-not-sent host-prefix',
    () => withoutCookie('__Host-Http-state=1; Secure; HttpOnly; SameSite=None; Path=/; Domain=sp.example', {}, []),
    () => withoutCookie('__Http-state=1; Secure; HttpOnly; SameSite=None; Path=/saml; Domain=sp.example', {}, []),
  ],
  [
    'idp-cookie-rejected http-prefix',
    () => loginForm('__Http-idp=1; Secure; Path=/'),
    () => loginForm('__Http-idp=1; Secure; HttpOnly; Path=/', '__Http-idp=1'),
  ],
  [
    'cookie-not-sent secure-prefix',
    () => withoutCookie('__Secure-state=1; SameSite=Lax; Path=/', {}, []),
    () => withoutCookie('__Secure-state=1; Secure; SameSite=Lax; Path=/', {}, []),
  ],
  [
    'cookie-not-sent partitioned',
    () =>
      withoutCookie(
        'state=1; Secure; SameSite=None; Path=/; Partitioned',
        { requestHeaders: [header('Sec-Fetch-Dest', 'iframe')] },
        [],
      ),
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/; Partitioned', {}, []),
  ],
  [
    'cookie-not-sent unexplained',
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/', {}, []),
    () => withoutCookie('state=1; Secure; SameSite=None; Path=/', {}, [['Cookie', 'state=1']]),
  ],
  ['relay-state-changed empty', () => asked('&RelayState='), () => asked('&RelayState=%2Fhub%2F%C3%A9')],
  ['response-by-get redirect', () => byGet('&RelayState=x'), login],
  ['response-by-get empty-relay-state', () => byGet('&RelayState='), login],
  [
    'idp-initiated-refused asked-again',
    () => askedAgain('https://sp.example/hub'),
    () => askedAgain('https://sp.example/other'),
  ],
  [
    'tls-ended-before-sp scheme',
    () =>
      asking(
        (query) => query,
        (xml) => xml.replace('https://sp.example/saml/acs', 'http://sp.example/saml/acs'),
      ),
    () => asking((query) => query),
  ],
  [
    'clock-offset idp-behind',
    async () => dated(await issuedAt(-600_000), -600_000, 0),
    async () => dated(await issuedAt(0), 0, 0),
  ],
  [
    'clock-offset sp-behind',
    async () => dated(await issuedAt(0), 0, -600_000),
    async () => dated(await issuedAt(0), 0, -60_000),
  ],
  [
    'clock-offset sp-ahead',
    async () => dated(await issuedAt(0), 0, 600_000),
    async () => dated(await issuedAt(0), 0, 60_000),
  ],
  [
    'clock-offset stamp-ahead',
    async () => dated(await issuedAt(660_000), 0, 0),
    async () => dated(await issuedAt(60_000), 0, 0),
  ],
  [
    'clock-offset stamp-behind',
    async () => dated(await issuedAt(-660_000), 0, 0),
    async () => dated(await issuedAt(-60_000), 0, 0),
  ],
  [
    'clock-offset local-time',
    async () => dated(await issuedAt(7_200_000), 0, 0),
    async () => dated(await issuedAt(0), 0, 0),
  ],
  [
    'clock-offset whole-hours',
    () => stamped(2 * 3_600_000 + 700),
    async () => dated(await stamped(2 * 3_600_000 + 700), 2 * 3_600_000 + 700, 0),
  ],
  ['clock-offset idp-ahead', () => stamped(37 * 60_000), () => stamped(-5 * 3_600_000)],
  ['request-stale bookmarked', () => bookmarked(5 * 3_600_000), () => bookmarked(60_000)],
  [
    'logged-in-again logout-failed',
    () => backAgain(STATUS_CODE.responder, START + 1500),
    () => backAgain(STATUS_CODE.responder, START + 71_000),
  ],
  [
    'logout-session-gone at-idp',
    () => logout([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal]),
    () => logout([STATUS_CODE.success]),
  ],
  [
    'logout-session-gone at-sp',
    () => logout([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal], 'idp'),
    () => logout([STATUS_CODE.responder, STATUS_CODE.requestDenied], 'idp'),
  ],
  [
    'logout-answer-refused by-idp',
    async () => change(await logout([STATUS_CODE.success], 'idp'), 'z-2', { status: 400 }),
    () => logout([STATUS_CODE.success], 'idp'),
  ],
  ['session-outlived cookie', () => kept(30 * 86_400), () => kept(8 * 3600)],
];

describe('each other variant, and a recording like it without', () => {
  it.each(ROWS)('%s', async (named, shows, twin) => {
    const known = (exchanges: readonly Exchange[]) => reportOf(exchanges);
    expect(notes(await known(await shows()))).toContain(named);
    expect(notes(await known(await twin()))).not.toContain(named);
  });

  it.each(ROWS)('%s, redacted', async (named, shows, twin) => {
    const nothing = await knowledgeFrom({});
    const seenOf = async (exchanges: readonly Exchange[]) => notes(await reportOf(exchanges, nothing));
    const redacted = async (exchanges: readonly Exchange[]) => seenOf(redactExchanges(exchanges, KEY).exchanges);
    // What redacting makes of a cookie could be told as lost, too.
    for (const recording of named.includes('cookie') ? [shows, twin] : [shows]) {
      const exchanges = await recording();
      expect(await redacted(exchanges)).toEqual(await seenOf(exchanges));
    }
  });

  it('other-idp-answered recording: where answers came from before tells it without metadata', async () => {
    const nothing: Knowledge = await knowledgeFrom({});
    const second = 'https://second.example/metadata';
    const at = (name: string, start: number, place: string, issuer: string) =>
      answering((xml) => xml.replaceAll(`>${IDP}<`, `>${issuer}<`), { name, at: start, sso: place });
    const one = 'https://idp.example/sso';
    const two = 'https://second.example/sso';
    const usual = [...(await at('a', START, one, IDP)), ...(await at('b', START + 60_000, two, second))];
    const crossed = await at('c', START + 120_000, one, second);
    const right = await at('c', START + 120_000, one, IDP);
    expect(notes(await reportOf([...usual, ...crossed], nothing))).toContain('other-idp-answered recording');
    expect(found(await reportOf([...usual, ...right], nothing)).join()).not.toContain('other-idp-answered');
  });
});
