import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { STATUS_TABLE } from '#shared/phrases/status-table.ts';
import { namedStatus } from '#shared/phrases/status-words.ts';
import type { StatusPlace } from '#shared/phrases/statuses/status-row.ts';
import { exchangeOf, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { asking, change, header, location, loginWithCookie, reportOf, world } from '../checks/flows/kit.ts';

/** A message that got this answer where it was sent; a request names no ACS URL unless told so. */
async function answered(place: StatusPlace, parts: Partial<Exchange>, isNamed = false): Promise<readonly Exchange[]> {
  const answer = { redirectUrl: null, responseText: null, responseHeaders: [], ...parts };
  if (place === 'acs') return change(await (isNamed ? recordLogin(world) : withoutAcs()), 'a-3', answer);
  if (place === 'idp') return change((await recordLogin(world)).slice(0, 2), 'a-2', answer);
  if (place === 'landing')
    return [
      ...change(await recordLogin(world), 'a-3', { responseHeaders: [location] }),
      exchangeOf('a-4', START + 2100, { ...HUB, ...answer }),
    ];
  if (place === 'page') return [...(await loginForm()), exchangeOf('a-3', START + 5000, { ...FORM, ...answer })];
  if (place === 'other') {
    const [begin, asked] = await recordLogin(world);
    const on = asked && exchangeOf('a-2', START + 100, { url: asked.url, status: 302, redirectUrl: PROXY.url });
    const there = exchangeOf('a-3', START + 300, { ...PROXY, ...answer });
    return [begin, on, there].filter((each) => each !== undefined);
  }
  const logout = await recordLogout(world, { from: 'idp', answered: false });
  return [...(await recordLogin(world)), ...change(logout, 'z-1', answer)];
}

const HUB = { url: 'https://sp.example/hub' };
const PROXY = { url: 'https://proxy.corp.test/check?to=sp' };
const RECEIVERS = { acs: 'sp', logout: 'sp', landing: 'sp', idp: 'idp', page: 'idp', other: 'network' } as const;
const FORM = { method: 'POST', url: 'https://idp.example/login' };
/** The IdP shows a page of its own. */
const loginForm = async () =>
  change((await recordLogin(world)).slice(0, 2), 'a-2', { responseText: '<form><input type="password"></form>' });
const withoutAcs = () =>
  asking(
    (query) => query,
    (xml) => xml.replace(/ AssertionConsumerServiceURL="[^"]*"/, ''),
  );

const rows = (Object.keys(STATUS_TABLE) as StatusPlace[]).flatMap((place) =>
  [...STATUS_TABLE[place]].map(([says, row]) => ({ place, says, ...row })),
);
/** A header by which is seen what else a row asks for. */
const SEEN = {
  'in-front': { responseHeaders: [header('Server', 'awselb/2.0')] },
  allow: { responseHeaders: [header('Allow', 'GET')] },
  'no-cookie': { requestHeaders: [] },
  named: {},
  posted: { method: 'POST' },
  got: { method: 'GET' },
};
const COOKIE = { requestHeaders: [header('Cookie', 'a=1')] };

/** What is not spoken of at a place. */
const ELSEWHERE_WORDS: Readonly<Record<StatusPlace, RegExp>> = {
  acs: /\blogout\b/,
  logout: /\bACS\b|\bRails answers\b/,
  idp: /\bACS\b/,
  landing: /\bACS\b|\blogout\b|posted to|\bthe message\b|identity provider/,
  page: /\bACS\b|\blogout\b|posted to|\bthe message\b|sent to/,
  other: /\bACS\b|\blogout\b|posted to|\bthe message\b|sent to/,
};

describe('a status, where nothing else is said', () => {
  it.each(rows)('$says means what the table says, and $owner must act', async (row) => {
    const { place, status, topic, owner, when, says } = row;
    // What is taken by redirect is told otherwise where it is posted, and the other way round.
    const isOther = when === undefined && status === 415 && place !== 'acs';
    const seen = when === undefined ? { ...COOKIE, ...(isOther ? { method: 'POST' } : {}) } : SEEN[when];
    const [first] = (await reportOf(await answered(place, { status, ...seen }, when === 'named'))).findings;
    const receiver = RECEIVERS[place];
    const facts = { topic, phrase: says };
    expect(first).toMatchObject({ code: 'receiver-refused', owner: owner === 'receiver' ? receiver : owner, facts });
    const words = first === undefined ? null : wholeWords(first);
    expect(words?.title).toContain(namedStatus(says)?.means);
    expect(words?.fix).toContain(namedStatus(says)?.fix);
  });

  it.each(rows)('$says speaks of no other place', ({ place, says }) => {
    const others = ELSEWHERE_WORDS[place];
    const { means, fix } = namedStatus(says) ?? { means: '', fix: '' };
    expect(means).not.toBe('');
    expect(`${means} ${fix}`).not.toMatch(others);
    expect(`${means} ${fix}`).not.toMatch(/[{}]/);
  });

  it.each([400, 403, 500])('%i says nothing by itself, and nothing is made up', async (status) => {
    const { findings } = await reportOf(await answered('acs', { status }));
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', owner: 'sp' });
    expect(findings[0]?.facts['phrase']).toBeUndefined();
  });

  it('403 of what stands in front is a firewall’s', async () => {
    const parts = { status: 403, responseHeaders: [header('Server', 'awselb/2.0')] };
    expect((await reportOf(await answered('acs', parts))).findings[0]).toMatchObject({
      owner: 'network',
      facts: { topic: 'firewall' },
    });
  });

  it.each(['<p>CSRF verification failed. Request aborted.</p>', '<pre>ForbiddenError: invalid csrf token</pre>'])(
    '403 of a filter against forged forms is told by its page: %s',
    async (responseText) => {
      const { findings } = await reportOf(await answered('acs', { status: 403, responseText }));
      expect(findings[0]).toMatchObject({ owner: 'sp', facts: { topic: 'csrf' } });
    },
  );

  it.each([
    ['Basic realm="staging"', 'sp-basic', 'acs'],
    ['Negotiate', 'sp-windows', 'acs'],
    ['Negotiate', 'kerberos', 'idp'],
  ] as const)('401 with %s is %s %s', async (challenge, variant, place) => {
    const parts = { status: 401, responseHeaders: [header('WWW-Authenticate', challenge)] };
    const [first] = (await reportOf(await answered(place, parts))).findings;
    expect(first).toMatchObject({ code: 'proof-not-given', variant });
  });
});

/** Who must act at the SP's two addresses and at the IdP, of statuses that mean the same there. */
const ELSEWHERE = [
  [402, 'receiver'],
  [406, 'receiver'],
  [408, 'network'],
  [409, 'receiver'],
  [418, 'network'],
  [421, 'network'],
  [423, 'receiver'],
  [424, 'receiver'],
  [425, 'network'],
  [426, 'network'],
  [428, 'receiver'],
  [440, 'receiver'],
  [451, 'network'],
  [460, 'receiver'],
  [494, 'receiver'],
  [497, 'network'],
  [499, 'receiver'],
  [505, 'network'],
  [507, 'receiver'],
  [508, 'network'],
  [509, 'receiver'],
  [511, 'network'],
  [520, 'receiver'],
  [521, 'receiver'],
  [522, 'receiver'],
  [523, 'receiver'],
  [524, 'receiver'],
  [525, 'receiver'],
  [526, 'receiver'],
  [529, 'receiver'],
  [530, 'receiver'],
  [561, 'network'],
  [599, 'network'],
] as const;
const PLACES = ['acs', 'logout', 'idp'] as const;

describe('a status that servers and what stands before them have', () => {
  it.each(ELSEWHERE.flatMap(([status, who]) => PLACES.map((place) => [status, place, who] as const)))(
    '%i at %s says what it means there, and who must act: %s',
    async (status, place, who) => {
      const [first] = (await reportOf(await answered(place, { status }))).findings;
      const owner = who === 'receiver' ? (place === 'idp' ? 'idp' : 'sp') : who;
      expect(first).toMatchObject({ code: 'receiver-refused', variant: 'status', owner });
      const words = first === undefined ? null : wholeWords(first);
      const said = `${words?.title} ${words?.fix}`;
      expect(said).not.toMatch({ acs: /\blogout\b/, logout: /\bACS\b/, idp: /\bACS\b|\bthe SP\b/ }[place]);
      expect(said).not.toMatch(/[{}]|undefined/);
    },
  );

  it.each([502, 504, 405, 413, 423, 451, 508, 522, 526])(
    '%i is no matter of a cookie, though one did not come',
    async (status) => {
      const lost = await loginWithCookie('login=1; Path=/; Secure; SameSite=Lax', null, status);
      expect((await reportOf(change(lost, 'a-3', { responseText: null }))).findings[0]).toMatchObject({
        code: 'receiver-refused',
        variant: 'status',
      });
    },
  );

  it.each([
    [521, '<h1>Web server is down <span>Error code 521</span></h1><p>Please enable cookies.</p>'],
    [
      526,
      '<h1>Invalid SSL certificate <span>Error code 526</span></h1><p>The certificate is unknown or does not match.</p>',
    ],
    [499, '<p>Client closed request. Session expired.</p>'],
  ])('%i is of what stands in front, whatever its page speaks of', async (status, responseText) => {
    const [first] = (await reportOf(await answered('acs', { status, responseText }))).findings;
    expect(first).toMatchObject({ variant: 'status', owner: 'sp', facts: { phrase: `HTTP ${status}` } });
  });

  it.each([400, 401, 403, 440, 500])('%i may be one', async (status) => {
    const lost = await loginWithCookie('login=1; Path=/; Secure; SameSite=Lax', null, status);
    expect((await reportOf(change(lost, 'a-3', { responseText: null }))).findings[0]).toMatchObject({
      code: 'cookie-not-sent',
    });
  });

  it.each([431, 494])('%i speaks of cookies only where some came', async (status) => {
    const told = async (requestHeaders: Exchange['requestHeaders']) => {
      const [first] = (await reportOf(await answered('acs', { status, requestHeaders }))).findings;
      return first === undefined ? null : wholeWords(first);
    };
    expect((await told([header('Cookie', 'a=1')]))?.fix).toMatch(/Remove .*cookies/);
    const without = await told([]);
    expect(without?.title).toContain('no cookie came');
    expect(without?.fix).not.toMatch(/[Cc]ookie/);
  });
});

describe('405 at the ACS URL, by what answered', () => {
  const NGINX =
    '<html><head><title>405 Not Allowed</title></head><body><center><h1>405 Not Allowed</h1></center><hr><center>nginx/1.24.0</center></body></html>';
  const told = async (
    responseText: string | null,
    headers: Readonly<Record<string, string>>,
    place: StatusPlace = 'acs',
  ) => {
    const responseHeaders = Object.entries(headers).map(([name, value]) => header(name, value));
    const [first] = (await reportOf(await answered(place, { status: 405, responseText, responseHeaders }))).findings;
    return { owner: first?.owner, ...(first === undefined ? { title: '', fix: '' } : wholeWords(first)) };
  };

  it('who names what it takes (Allow) has a page there: the SP', async () => {
    for (const page of [NGINX, '<h1>Method Not Allowed</h1>', '{"detail":"Method Not Allowed"}', null]) {
      const { owner, title } = await told(page, { Server: 'nginx', Allow: 'GET, HEAD' });
      expect(owner).toBe('sp');
      expect(title).toContain('Allow: GET, HEAD');
    }
  });

  it('a proxy that serves a file there does not pass it on: the network', async () => {
    expect(await told(NGINX, { Server: 'nginx' })).toMatchObject({ owner: 'network' });
  });

  it.each(['AmazonS3', 'CloudFront', 'awselb/2.0', 'Netlify', 'GitHub.com'])(
    '%s serves files: the network',
    async (name) => {
      expect(await told(null, { Server: name })).toMatchObject({ owner: 'network' });
    },
  );

  it('a framework that only says so: the SP', async () => {
    for (const page of ['<h1>Method Not Allowed</h1>', 'Method Not Allowed', null])
      expect(await told(page, {})).toMatchObject({ owner: 'sp' });
  });

  it('whose Allow has POST in it minds something else: the SP, and nothing is said of a page', async () => {
    expect((await told(null, { Allow: 'GET, POST' })).title).not.toContain('a page of the SP');
  });

  it('at an IdP and at a logout address nothing is said of the ACS URL, whoever answers', async () => {
    for (const [place, owner] of [
      ['idp', 'sp'],
      ['logout', 'sp'],
    ] as const)
      for (const headers of [{}, { Allow: 'GET' }, { Server: 'CloudFront' }]) {
        const { title, fix, owner: who } = await told(NGINX, headers, place);
        expect(`${title} ${fix}`).not.toContain('ACS');
        expect(who).toBe(owner);
      }
  });
});

describe('an ACS URL that the request itself names', () => {
  const NGINX = '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>';
  const first = async (status: number, parts: Partial<Exchange>, isNamed: boolean) =>
    (await reportOf(await answered('acs', { status, ...parts }, isNamed))).findings[0];

  it.each([404, 410, 405, 501])('%i there is for the SP to mend, which asked for it', async (status) => {
    for (const responseText of [null, '<h1>Not Found</h1>', ...(status === 404 ? [NGINX] : [])]) {
      const named = await first(status, { responseText }, true);
      expect(named).toMatchObject({ variant: 'status', owner: 'sp' });
      expect(named && wholeWords(named).title).toContain('own request asked for the answer at this address');
      const other = await first(status, { responseText }, false);
      expect(other && wholeWords(other).title).not.toContain('own request');
    }
  });

  it.each([404, 410])('%i at another address than that is for the IdP to mend', async (status) => {
    const elsewhere = { url: 'https://sp.example/saml/acs/', responseText: null };
    expect((await first(status, elsewhere, true))?.owner).toBe('idp');
  });

  it('what stands in front and takes no POST is the network’s, whoever named it', async () => {
    expect((await first(405, { responseHeaders: [header('Server', 'CloudFront')] }, true))?.owner).toBe('network');
    expect(
      (await first(405, { responseText: NGINX.replaceAll('404 Not Found', '405 Not Allowed') }, true))?.owner,
    ).toBe('network');
  });
});

describe('a status that says of the message nothing', () => {
  it('503 is of a server that is down, though nobody knows the key, and wherever a login began', async () => {
    const down = await answered('acs', { status: 503 });
    const unsolicited = change(await recordLogin(world, { requestId: null }), 'a-3', {
      status: 503,
      redirectUrl: null,
    });
    for (const exchanges of [down, unsolicited])
      expect((await reportOf(exchanges, await knowledgeFrom({}))).findings[0]).toMatchObject({
        variant: 'status',
        owner: 'sp',
      });
    // Of one that breaks it may be why.
    const [broken] = (await reportOf(await answered('acs', { status: 500 }), await knowledgeFrom({}))).findings;
    expect(broken?.variant).toBe('explained');
  });

  it.each([
    [419, 'receiver-refused'],
    [422, 'receiver-refused'],
    [403, 'idp-initiated-refused'],
  ])('%i to a login that began at the IdP is %s', async (status, code) => {
    const login = change(await recordLogin(world, { requestId: null }), 'a-3', { status, redirectUrl: null });
    expect((await reportOf(login)).findings[0]?.code).toBe(code);
  });

  it('401 without a scheme refuses a logout, and leaves a login open', async () => {
    const none = { status: 401, responseHeaders: [] };
    expect((await reportOf(await answered('logout', none))).flows.at(-1)?.outcome).toBe('refused');
    expect((await reportOf(await answered('idp', none))).flows[0]?.outcome).toBe('unknown');
  });
});

describe('the page of a proxy', () => {
  const pageOf = (words: string) =>
    `<html><head><title>${words}</title></head><body><center><h1>${words}</h1></center><hr><center>nginx</center></body></html>`;
  it.each([
    [413, '413 Request Entity Too Large', 'sp', 'idp'],
    // Whoever sends by redirect can send by POST.
    [414, '414 Request-URI Too Large', 'idp', 'sp'],
    [502, '502 Bad Gateway', 'sp', 'idp'],
    [503, '503 Service Temporarily Unavailable', 'sp', 'idp'],
    [504, '504 Gateway Time-out', 'sp', 'idp'],
  ] as const)('%i speaks of what it stands before', async (status, words, atLogout, atIdp) => {
    for (const [place, owner] of [['logout', atLogout] as const, ['idp', atIdp] as const]) {
      const [first] = (await reportOf(await answered(place, { status, responseText: pageOf(words) }))).findings;
      const told = first === undefined ? null : wholeWords(first);
      expect(`${told?.title} ${told?.fix}`).not.toMatch(/\bACS\b|fewer groups/);
      expect(first?.owner).toBe(owner);
    }
  });
});

describe('a redirect of the form', () => {
  const slash = 'https://sp.example/saml/acs/';
  const led = async (status: number, method: string) => {
    const login = await answered('acs', { status, redirectUrl: slash, responseHeaders: [header('Location', slash)] });
    const body = method === 'POST' ? (login[2]?.requestBody ?? null) : null;
    const next = exchangeOf('a-4', START + 2060, { method, url: slash, status: 302, requestBody: body });
    const session = [header('Set-Cookie', 'hub=1; Path=/; Secure'), header('Location', 'https://sp.example/hub')];
    const taken = { redirectUrl: 'https://sp.example/hub', responseHeaders: session };
    return [...login, method === 'POST' ? { ...next, ...taken } : { ...next, status: 404 }];
  };

  it.each([301, 302, 303])('%i makes a GET of it, and the message is lost', async (status) => {
    const report = await reportOf(await led(status, 'GET'));
    expect(report.findings[0]).toMatchObject({ code: 'post-became-get', severity: 'error' });
    // The page that it became has nothing for who brings no message: 404.
    expect(report.flows[0]?.outcome).toBe('refused');
  });

  it.each([307, 308])('%i repeats it, and nothing is wrong', async (status) => {
    const report = await reportOf(await led(status, 'POST'));
    expect(report.flows[0]?.outcome).toBe('succeeded');
    expect(report.findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([]);
  });
});
