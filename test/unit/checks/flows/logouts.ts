import { describe, expect, it } from 'vitest';
import { exchangeOf, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { change, findingOf, found, header, location, notes, reportOf, world } from './kit.ts';

describe('logout-loop (what-users-run-into#row-35)', () => {
  const round = (name: string, at: number) => recordLogout(world, { name, at });
  it('is found where the browser is sent on again and again', async () => {
    const rounds = await Promise.all(['1', '2', '3', '4'].map((name, index) => round(name, START + index * 1000)));
    const sentOn = rounds
      .flat()
      .map((exchange) => (exchange.id.endsWith('-2') ? { ...exchange, status: 302 } : exchange));
    expect(found(await reportOf(sentOn))).toEqual(['logout-loop loop error']);
  });

  it('is none where each ends on a page', async () => {
    const rounds = await Promise.all(['1', '2', '3', '4'].map((name, index) => round(name, START + index * 1000)));
    expect(found(await reportOf(rounds.flat()))).toEqual([]);
  });
});

describe('logged-in-again: the session of the IdP was never ended (what-users-run-into#row-31, row-40)', () => {
  it('is found after a logout that the IdP answered', async () => {
    const first = await recordLogin(world);
    const logout = await recordLogout(world, { at: START + 60_000 });
    const again = await recordLogin(world, { name: 'b', at: START + 70_000, authenticatedAt: START + 1500 });
    const report = await reportOf([...first, ...logout, ...again]);
    expect(found(report)).toEqual(['logged-in-again after-logout warning']);
  });

  it('is found after a logout that only the SP knows of', async () => {
    const first = await recordLogin(world);
    const local = exchangeOf('out', START + 60_000, {
      url: 'https://sp.example/logout',
      status: 302,
      redirectUrl: 'https://sp.example/hub',
    });
    const again = await recordLogin(world, { name: 'b', at: START + 60_100, authenticatedAt: START + 1500 });
    expect(found(await reportOf([...first, local, ...again]))).toEqual(['logged-in-again local-logout warning']);
  });

  it('is not found where the user was asked again', async () => {
    const first = await recordLogin(world);
    const logout = await recordLogout(world, { at: START + 60_000 });
    const again = await recordLogin(world, { name: 'b', at: START + 70_000 });
    expect(found(await reportOf([...first, ...logout, ...again]))).toEqual([]);
  });
});

describe('flow-broken-off (what-users-run-into#row-32, row-34)', () => {
  const asking = async () =>
    (await recordLogin(world)).slice(0, 2).map((exchange) => ({ ...exchange, responseText: null }));

  it('says where it stopped, and with what status', async () => {
    const post = exchangeOf('form', START + 5000, { method: 'POST', url: 'https://idp.example/login', status: 500 });
    const report = await reportOf([...(await asking()), post]);
    expect(found(report)).toEqual(['flow-broken-off http error']);
    expect(report.findings[0]?.facts).toMatchObject({ host: 'idp.example', status: 500 });
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'flow-broken-off' } });
  });

  it('knows a server that could not be reached', async () => {
    const post = exchangeOf('form', START + 5000, {
      method: 'POST',
      url: 'https://idp.example/login',
      status: null,
      error: 'net::ERR_TIMED_OUT',
    });
    expect(found(await reportOf([...(await asking()), post]))).toEqual(['flow-broken-off network error']);
  });

  it('says of a request that ended without an answer or an error that nobody knows why, and what would tell', async () => {
    const silent = { status: null, redirectUrl: null, responseHeaders: [], responseText: null };
    const later = exchangeOf('a-9', START + 9000, { url: 'https://sp.example/help' });
    const cases = [
      change(await asking(), 'a-2', silent),
      [...change(await asking(), 'a-2', silent), later],
      change(await recordLogin(world), 'a-3', silent),
    ];
    for (const exchanges of cases) {
      const report = await reportOf(exchanges);
      expect(report.findings[0]).toMatchObject({ code: 'flow-broken-off', variant: 'unanswered', severity: 'info' });
      expect(report.flows[0]).toMatchObject({
        outcome: 'unknown',
        confidence: 'possible',
        evidence: [{ code: 'no-answer-kept' }],
        next: 'record-every-tab',
      });
    }
    // What is still under way has no duration yet.
    const open = await reportOf(change(await asking(), 'a-2', { ...silent, duration: null }));
    expect(notes(open)).toEqual(['flow-broken-off waiting']);
  });

  it('is less sure of a login whose last page came without a status, and no less where it came', async () => {
    const hub = { url: 'https://sp.example/hub', requestHeaders: [header('Cookie', 'hub=9f2c')] };
    const login = await recordLogin(world);
    const silent = exchangeOf('a-4', START + 2100, { ...hub, status: null });
    expect((await reportOf([...login, silent])).flows[0]).toMatchObject({
      outcome: 'succeeded',
      confidence: 'likely',
    });
    const shown = exchangeOf('a-4', START + 2100, hub);
    expect((await reportOf([...login, shown])).flows[0]).toMatchObject({ outcome: 'succeeded', confidence: 'certain' });
  });

  it('is only worth knowing while the login page is open, and where it was begun anew', async () => {
    expect(notes(await reportOf(await asking()))).toEqual(['flow-broken-off waiting']);
    const again = await recordLogin(world, { name: 'b', at: START + 60_000 });
    expect(notes(await reportOf([...(await asking()), ...again]))).toEqual(['flow-broken-off begun-anew']);
  });

  it('says that a page did not send its form', async () => {
    expect(notes(await reportOf((await recordLogin(world)).slice(0, 2)))).toEqual(['flow-broken-off not-sent']);
  });

  it('warns of a logout without an answer, and names the participant that broke the chain', async () => {
    const open = await recordLogout(world, { answered: false });
    expect(found(await reportOf(open))).toEqual(['flow-broken-off logout-waiting warning']);
    const other = await recordLogout(world, { name: 'y', from: 'idp', answered: false, at: START + 60_100 });
    const broken = other.map((exchange) => ({
      ...exchange,
      status: 500,
      url: exchange.url.replace('sp.example', 'other.example'),
    }));
    expect(found(await reportOf([...open, ...broken]))).toContain('flow-broken-off chain error');
  });
});

describe('logout-answer-other', () => {
  it('is found where the answer that the logout led to names another request, and the logout is not known to be done', async () => {
    const report = await reportOf(await recordLogout(world, { answersTo: '_logout-of-somebody' }));
    expect(found(report)).toEqual(['logout-answer-other other error']);
    expect(report.flows).toMatchObject([{ outcome: 'unknown', owner: 'idp', messages: [0, 1] }]);
    expect((await reportOf(await recordLogout(world))).flows).toMatchObject([{ outcome: 'succeeded' }]);
  });

  it('is for the SP to mend where the IdP asked, and explains that the IdP refuses it', async () => {
    const mixed = await recordLogout(world, { from: 'idp', answersTo: '_logout-of-somebody' });
    const report = await reportOf(change(mixed, 'z-2', { status: 400, responseText: 'Invalid InResponseTo' }));
    expect(report.findings[0]).toMatchObject({ code: 'logout-answer-other', owner: 'sp' });
    expect(report.flows).toMatchObject([{ outcome: 'refused', confidence: 'certain' }]);
  });

  it('is none where another answer of its own comes later: that one belongs to another logout', async () => {
    const early = await recordLogout(world, { name: 'y', at: START + 50_000 });
    const late = await recordLogout(world, { name: 'z', at: START + 60_000 });
    const report = await reportOf([...early.slice(0, 1), ...late, ...early.slice(1)]);
    expect(found(report)).toEqual([]);
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
  });
});

describe('logout-answer-refused (what-users-run-into#row-34)', () => {
  it('knows that the session was gone, by the cookie that was taken away', async () => {
    const logout = await recordLogout(world);
    const asking = logout[0]?.url ?? '';
    const begin = exchangeOf('out', START + 59_900, {
      url: 'https://sp.example/logout',
      status: 302,
      redirectUrl: asking,
    });
    const removing = {
      ...begin,
      responseHeaders: [...begin.responseHeaders, header('Set-Cookie', 'session=; Max-Age=0; Path=/')],
    };
    const report = await reportOf([removing, ...change(logout, 'z-2', { status: 500 })]);
    expect(found(report)).toEqual(['logout-answer-refused session-gone error', 'receiver-refused besides error']);
    expect(found(await reportOf([removing, ...logout]))).toEqual([]);
    expect(found(await reportOf(change(logout, 'z-2', { status: 500 })))[0]).toBe(
      'logout-answer-refused refused error',
    );
  });
});

describe('a LogoutRequest of the IdP that the SP turns away', () => {
  it.each([
    [500, '<p>Out of order.</p>'],
    [502, '<h1>502 Bad Gateway</h1><center>nginx</center>'],
  ])('is for the SP to mend: HTTP %i', async (status, responseText) => {
    const [asked] = await recordLogout(world, { from: 'idp' });
    const exchanges = [...(await recordLogin(world)), ...(asked === undefined ? [] : [asked])];
    const last = exchanges.at(-1);
    const refused = change(exchanges, last?.id ?? '', { status, responseText, redirectUrl: null });
    expect((await reportOf(refused)).findings[0]).toMatchObject({ code: 'receiver-refused', owner: 'sp' });
  });
});

describe('slow-step, logout-without-cookies', () => {
  it('names the step that took longest', async () => {
    const report = await reportOf(change(await recordLogin(world), 'a-2', { duration: 8000 }));
    expect(notes(report)).toEqual(['slow-step slow']);
    expect(findingOf(report, 'slow-step')?.facts).toMatchObject({ host: 'idp.example', took: '8 seconds' });
  });

  it('warns of a logout in a frame that no cookie reached (what-users-run-into#row-18)', async () => {
    const login = change(await recordLogin(world), 'a-3', {
      responseHeaders: [location, header('Set-Cookie', 's=1; Path=/; Secure; SameSite=Lax')],
    });
    const framed = (await recordLogout(world, { from: 'idp' })).map((exchange) => ({
      ...exchange,
      requestHeaders: [header('Sec-Fetch-Dest', 'iframe'), header('Sec-Fetch-Site', 'cross-site')],
    }));
    expect(found(await reportOf([...login, ...framed]))).toEqual(['logout-without-cookies framed warning']);
  });
});

describe('a logout that names somebody else than the login', () => {
  const refused = async (user: string, responseText: string | null) => {
    const logout = await recordLogout(world, { user, answered: false });
    const told = { status: 400, responseText, redirectUrl: null, responseHeaders: [] };
    return reportOf([...(await recordLogin(world)), ...change(logout, 'z-1', told)]);
  };

  it.each([null, '<pre>Error: Invalid Session Participant</pre>'])(
    'explains a refusal that says no more: %s',
    async (words) => {
      const [first] = (await refused('ann', words)).findings;
      expect(first).toMatchObject({
        code: 'receiver-refused',
        owner: 'sp',
        because: { code: 'logout-nameid-differs' },
      });
    },
  );

  it('explains none that speaks of something else', async () => {
    const [first] = (await refused('ann', '<pre>The signature is invalid</pre>')).findings;
    expect(first?.because?.code ?? null).not.toBe('logout-nameid-differs');
  });

  it('explains none where the name is that of the login', async () => {
    const [first] = (await refused('anne', null)).findings;
    expect(first?.because?.code ?? null).not.toBe('logout-nameid-differs');
  });
});
