import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/checks/build-knowledge.ts';
import type { Finding } from '#shared/checks/finding.ts';
import type { Knowledge } from '#shared/checks/knowledge.ts';
import { ALL_WORDS, wordsFor } from '#shared/checks/words.ts';
import { STATUS } from '#shared/saml/names.ts';
import type { Exchange, ExchangeTab, Header } from '#shared/trace/exchange.ts';
import { ALL_FLOW_CHECKS } from '#shared/trace/flow-checks/all-flow-checks.ts';
import type { Report } from '#shared/trace/report.ts';
import { createTrace } from '#shared/trace/trace.ts';
import { ACS, exchangeOf, makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

async function reportOf(exchanges: readonly Exchange[], known = knowledge): Promise<Report> {
  const trace = createTrace({ knowledge: known });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

/** What is wrong, as `code variant severity`, the cause first. */
const found = (report: Report) =>
  report.findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(({ code, variant, severity }) => `${code} ${variant} ${severity}`);
/** What the checks of flows found, notes included. */
const notes = (report: Report) =>
  report.flows.flatMap((flow) => flow.findings).map(({ code, variant }) => `${code} ${variant}`);
const findingOf = (report: Report, code: string): Finding | undefined =>
  report.findings.find((finding) => finding.code === code);

function change(exchanges: readonly Exchange[], id: string, parts: Partial<Exchange>): Exchange[] {
  return exchanges.map((exchange) => (exchange.id === id ? { ...exchange, ...parts } : exchange));
}
const header = (name: string, value: string): Header => ({ name, value });
const location = header('Location', 'https://sp.example/hub');

/** A login whose first page sets a cookie, and whose answer comes with `sent` and is answered by `status`. */
async function loginWithCookie(setCookie: string, sent: string | null, status: number): Promise<Exchange[]> {
  const login = await recordLogin(world, { acsStatus: status });
  const begun = change(login, 'a-1', { responseHeaders: [header('Set-Cookie', setCookie)] });
  const cookies = sent === null ? [] : [header('Cookie', sent)];
  return change(begun, 'a-3', {
    requestHeaders: [header('Origin', 'https://idp.example'), ...cookies],
    status,
    redirectUrl: null,
  });
}

describe('cookie-not-sent: the cookie of the login comes back with the cross-site POST (pain 16)', () => {
  it.each([
    ['lax', 'state=1; Secure; SameSite=Lax'],
    ['default-lax', 'state=1; Secure'],
    ['strict', 'state=1; Secure; SameSite=Strict'],
    ['none-insecure', 'state=1; SameSite=None'],
    ['path', 'state=1; Secure; SameSite=None; Path=/other'],
    ['expired', 'state=1; Secure; SameSite=None; Path=/; Max-Age=1'],
    ['unknown', 'state=1; Secure; SameSite=None; Path=/'],
  ])('names it, and %s as the reason', async (variant, setCookie) => {
    const path = setCookie.includes('Path') ? '' : '; Path=/';
    const report = await reportOf(await loginWithCookie(`${setCookie}${path}`, null, 403));
    expect(found(report)).toEqual([`cookie-not-sent ${variant} error`, 'receiver-refused response error']);
    expect(report.findings[0]?.facts).toMatchObject({ cookie: 'state', host: 'sp.example' });
    expect(report.findings[1]?.consequenceOf).toBe('cookie-not-sent');
    expect(report.flows[0]).toMatchObject({ outcome: 'failed', cause: { code: 'cookie-not-sent' } });
    expect(report.flows[0]?.cookies[0]).toMatchObject({
      name: 'state',
      missing: [{ exchange: 'a-3', reason: variant }],
    });
  });

  it('names a cookie of another host of the same site', async () => {
    const login = await loginWithCookie('state=1; Secure; SameSite=None; Path=/', null, 403);
    const report = await reportOf(change(login, 'a-1', { url: 'https://www.sp.example/hub' }));
    expect(found(report)[0]).toBe('cookie-not-sent domain error');
  });

  it('names one that was there before the recording', async () => {
    const login = await recordLogin(world, { acsStatus: 500 });
    const begun = change(login, 'a-1', {
      url: 'https://sp.example/saml/hub',
      requestHeaders: [header('Cookie', 'session=1')],
    });
    expect(found(await reportOf(change(begun, 'a-3', { requestHeaders: [] })))[0]).toBe(
      'cookie-not-sent unknown error',
    );
  });

  it('finds nothing where it was sent', async () => {
    const report = await reportOf(await loginWithCookie('state=1; Secure; SameSite=None; Path=/', 'state=1', 302));
    expect(notes(report)).toEqual([]);
    expect(report.flows[0]?.cookies).toMatchObject([{ name: 'state', setBy: 'a-1', sentBy: ['a-3'], missing: [] }]);
  });

  it('is only worth knowing where the login went well without it', async () => {
    const report = await reportOf(await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 302));
    expect(notes(report)).toEqual(['cookie-not-sent lax']);
    expect(report.flows[0]?.outcome).toBe('succeeded');
  });

  it('says nothing of a recording without cookies', async () => {
    expect(found(await reportOf(await recordLogin(world, { acsStatus: 403 })))).toEqual([
      'receiver-refused response error',
    ]);
  });

  it('is not the cause where the message itself is wrong', async () => {
    const login = await recordLogin(world, { audience: 'https://other.example' });
    const begun = change(login, 'a-1', { responseHeaders: [header('Set-Cookie', 's=1; SameSite=Lax; Path=/')] });
    const report = await reportOf(
      change(begun, 'a-3', {
        status: 403,
        redirectUrl: null,
        requestHeaders: [header('Origin', 'https://idp.example')],
      }),
    );
    expect(report.flows[0]?.cause?.code).toBe('audience-mismatch');
  });
});

describe('cookie-too-large: browsers drop cookies above 4 KB (pain 17)', () => {
  const withCookie = async (size: number) => {
    const login = await recordLogin(world);
    return change(login, 'a-3', {
      responseHeaders: [location, header('Set-Cookie', `session=${'x'.repeat(size)}; Path=/`)],
    });
  };

  it('is found, and is the cause of a loop', async () => {
    expect(found(await reportOf(await withCookie(5000)))).toEqual(['cookie-too-large dropped warning']);
    const again = await recordLogin(world, { name: 'b', at: START + 2060 });
    const report = await reportOf([...(await withCookie(5000)), ...again]);
    expect(found(report)).toEqual(['cookie-too-large dropped error', 'login-loop loop error']);
    expect(findingOf(report, 'login-loop')?.consequenceOf).toBe('cookie-too-large');
  });

  it('is not found below', async () => {
    expect(found(await reportOf(await withCookie(4000)))).toEqual([]);
  });

  it('knows a header that is too long for the server', async () => {
    const login = await recordLogin(world, { acsStatus: 431 });
    const report = await reportOf(
      change(login, 'a-3', { requestHeaders: [header('Cookie', `a=${'x'.repeat(9000)}`)] }),
    );
    expect(found(report)[0]).toBe('cookie-too-large header error');
  });
});

describe('login-loop: the SP asks again right after a good answer (pain 42)', () => {
  it('is found once for the whole loop, with the number of logins', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const logins = await Promise.all(
      names.map((name, index) => recordLogin(world, { name, at: START + index * 2060 })),
    );
    const report = await reportOf(logins.flat());
    expect(found(report)).toEqual(['login-loop loop error']);
    expect(report.findings[0]?.facts['times']).toBe(4);
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'succeeded']);
  });

  it('is none where the user comes back later, in another tab, or after a logout', async () => {
    const first = await recordLogin(world);
    const later = await recordLogin(world, { name: 'b', at: START + 60_000 });
    expect(found(await reportOf([...first, ...later]))).toEqual([]);
    const logout = await recordLogout(world, { at: START + 2100 });
    const soon = await recordLogin(world, { name: 'b', at: START + 2600 });
    expect(found(await reportOf([...first, ...logout, ...soon]))).toEqual([]);
  });
});

describe('logout-loop (pain 35)', () => {
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

describe('logged-in-again: the session of the IdP was never ended (pain 31, 40)', () => {
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

describe('flow-broken-off (pain 32, 34)', () => {
  const asking = async () =>
    (await recordLogin(world)).slice(0, 2).map((exchange) => ({ ...exchange, responseText: null }));

  it('says where it stopped, and with what status', async () => {
    const post = exchangeOf('form', START + 5000, { method: 'POST', url: 'https://idp.example/login', status: 500 });
    const report = await reportOf([...(await asking()), post]);
    expect(found(report)).toEqual(['flow-broken-off http error']);
    expect(report.findings[0]?.facts).toMatchObject({ host: 'idp.example', status: 500 });
    expect(report.flows[0]).toMatchObject({ outcome: 'failed', cause: { code: 'flow-broken-off' } });
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

describe('answered-in-other-tab (pain 15)', () => {
  const tab = (tabId: number, incognito = false): ExchangeTab => ({
    tabId,
    frameId: 0,
    type: 'main_frame',
    incognito,
    cookieStoreId: null,
  });
  const inTabs = async (asked: ExchangeTab, answered: ExchangeTab, acsStatus: number) =>
    (await recordLogin(world, { acsStatus })).map((exchange) => ({
      ...exchange,
      tab: exchange.id === 'a-3' ? answered : asked,
    }));

  it('is the cause where the SP refused', async () => {
    expect(found(await reportOf(await inTabs(tab(1), tab(2), 403)))).toEqual([
      'answered-in-other-tab other-tab error',
      'receiver-refused response error',
    ]);
    expect(found(await reportOf(await inTabs(tab(1), tab(1, true), 403)))[0]).toBe(
      'answered-in-other-tab other-session error',
    );
  });

  it('is only worth knowing where it went well, and nothing in one tab', async () => {
    expect(notes(await reportOf(await inTabs(tab(1), tab(2), 302)))).toEqual(['answered-in-other-tab other-tab']);
    expect(notes(await reportOf(await inTabs(tab(1), tab(1), 302)))).toEqual([]);
  });

  it('knows a request that another one has replaced', async () => {
    const first = await recordLogin(world, { acsStatus: 403 });
    const second = await recordLogin(world, { name: 'b', at: START + 500 });
    const all = [...first, ...second].toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
    expect(found(await reportOf(all))[0]).toBe('answered-in-other-tab two-requests error');
  });
});

describe('idp-initiated-refused (pain 45)', () => {
  it('is the cause where the SP turned it away, and nothing where it took it', async () => {
    expect(found(await reportOf(await recordLogin(world, { requestId: null, acsStatus: 403 })))).toEqual([
      'idp-initiated-refused refused error',
      'receiver-refused response error',
    ]);
    expect(found(await reportOf(await recordLogin(world, { requestId: null })))).toEqual([]);
  });
});

describe('relay-state-changed (pain 37, 43)', () => {
  const withRelayState = async (value: string | null) => {
    const login = await recordLogin(world);
    return login.map((exchange) => {
      if (exchange.id !== 'a-3') return { ...exchange, responseText: null };
      const form = new URLSearchParams(exchange.requestBody?.text ?? '');
      if (value === null) form.delete('RelayState');
      else form.set('RelayState', value);
      return {
        ...exchange,
        requestBody: { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null },
      };
    });
  };
  it('is found where it is lost or changed', async () => {
    expect(found(await reportOf(await withRelayState(null)))).toEqual(['relay-state-changed lost warning']);
    expect(found(await reportOf(await withRelayState('')))).toEqual(['relay-state-changed lost warning']);
    expect(found(await reportOf(await withRelayState('/hub/%C3')))).toEqual(['relay-state-changed changed warning']);
    expect(found(await reportOf(await withRelayState('/hub/é')))).toEqual([]);
  });
});

describe('logout-answer-refused (pain 34)', () => {
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
    expect(found(report)).toEqual(['logout-answer-refused session-gone error', 'receiver-refused response error']);
    expect(found(await reportOf([removing, ...logout]))).toEqual([]);
    expect(found(await reportOf(change(logout, 'z-2', { status: 500 })))[0]).toBe(
      'logout-answer-refused refused error',
    );
  });
});

describe('tls-ended-before-sp (pain 12)', () => {
  it('is the cause of the address that does not fit', async () => {
    const login = (await recordLogin(world)).map((exchange) => ({
      ...exchange,
      responseText: null,
      url: exchange.url.replace(ACS, `${ACS.replace('sp.example', 'sp.example:8443')}`),
    }));
    const report = await reportOf(change(login, 'a-1', { url: 'https://sp.example:8443/hub' }));
    expect(report.flows[0]?.cause?.code).toBe('tls-ended-before-sp');
    expect(findingOf(report, 'destination-mismatch')?.consequenceOf).toBe('tls-ended-before-sp');
  });
});

describe('clock-offset and response-stale (pain 9, 10)', () => {
  /** Date headers of a server whose clock is off by so much. */
  const dated = (exchanges: readonly Exchange[], idp: number, sp: number) =>
    exchanges.map((exchange) => {
      const offset = exchange.url.includes('idp.example') ? idp : sp;
      const date = new Date((exchange.startedAt ?? 0) + offset).toUTCString();
      return { ...exchange, responseHeaders: [...exchange.responseHeaders, header('Date', date)] };
    });
  /** A login whose IdP issues by a clock of its own. */
  const issuedAt = async (offset: number, arrival = 0) =>
    (await recordLogin(world, { at: START + offset })).map((exchange) => ({
      ...exchange,
      startedAt: (exchange.startedAt ?? 0) - offset + (exchange.id === 'a-3' ? arrival : 0),
    }));

  it('measures both clocks, to a second or better', async () => {
    const report = await reportOf(dated(await recordLogin(world), 0, 40_000));
    const { idp, sp } = report.flows[0]?.clocks ?? {};
    expect(Math.abs(idp?.offset ?? 9e9)).toBeLessThanOrEqual(idp?.uncertainty ?? 0);
    expect(Math.abs((sp?.offset ?? 0) - 40_000)).toBeLessThanOrEqual(sp?.uncertainty ?? 0);
    expect(idp?.uncertainty).toBeLessThan(1100);
    expect(found(report)).toEqual([]);
  });

  it('is the cause of what is not valid yet', async () => {
    const report = await reportOf(dated(await issuedAt(600_000), 600_000, 0));
    expect(report.flows[0]?.cause?.code).toBe('clock-offset');
    expect(report.findings[0]).toMatchObject({ code: 'clock-offset', variant: 'idp-ahead', severity: 'error' });
    const behind = report.findings
      .filter(({ consequenceOf }) => consequenceOf === 'clock-offset')
      .map(({ code }) => code);
    expect(behind).toContain('conditions-not-before');
    expect(
      found(report)
        .slice(1)
        .every((line) => behind.some((code) => line.startsWith(code))),
    ).toBe(true);
  });

  it('knows a browser whose own clock is wrong', async () => {
    const report = await reportOf(dated(await issuedAt(-600_000), -600_000, -600_000));
    expect(report.findings[0]).toMatchObject({
      code: 'clock-offset',
      variant: 'browser',
      facts: { direction: 'ahead of' },
    });
  });

  it('is not the cause where clocks agree and the answer lay about', async () => {
    const report = await reportOf(dated(await issuedAt(0, 1_200_000), 0, 0));
    expect(report.findings[0]).toMatchObject({ code: 'response-stale', variant: 'late', severity: 'error' });
    expect(findingOf(report, 'conditions-expired')?.consequenceOf).toBe('response-stale');
    expect(report.flows[0]?.cause?.code).toBe('response-stale');
  });
});

describe('other-idp-answered (pain 14)', () => {
  it('is found by metadata: the request went to another IdP', async () => {
    const other = world.idpMetadata.replaceAll('https://idp.example', 'https://second.example');
    const known = await knowledgeFrom({ metadataTexts: [world.idpMetadata, other, world.spMetadata] });
    const login = (await recordLogin(world, { sso: 'https://second.example/sso' })).map((exchange) => ({
      ...exchange,
      responseText: null,
    }));
    const report = await reportOf(login, known);
    expect(report.flows[0]?.cause).toMatchObject({ code: 'other-idp-answered', variant: 'metadata' });
    expect(found(await reportOf(await recordLogin(world), known))).toEqual([]);
  });
});

describe('slow-step, logout-without-cookies', () => {
  it('names the step that took longest', async () => {
    const report = await reportOf(change(await recordLogin(world), 'a-2', { duration: 8000 }));
    expect(notes(report)).toEqual(['slow-step slow']);
    expect(findingOf(report, 'slow-step')?.facts).toMatchObject({ host: 'idp.example', took: '8 seconds' });
  });

  it('warns of a logout in a frame that no cookie reached (pain 18)', async () => {
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

describe('a replay', () => {
  it('is the cause, what is refused follows from it', async () => {
    const login = await recordLogin(world);
    const post = login[2] ?? exchangeOf('x', 0);
    const report = await reportOf([
      ...login,
      { ...post, id: 'again', startedAt: START + 900_000, status: 403, redirectUrl: null },
    ]);
    expect(report.findings[0]?.code).toBe('assertion-replayed');
    expect(findingOf(report, 'conditions-expired')?.consequenceOf).toBe('assertion-replayed');
  });
});

describe('words', () => {
  it('are there for every check and every variant, and name only facts that are there', async () => {
    for (const { code, variants } of ALL_FLOW_CHECKS)
      expect([code, Object.keys(ALL_WORDS[code] ?? {}).toSorted()]).toEqual([code, [...variants].toSorted()]);
    const report = await reportOf(await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 403));
    for (const finding of report.findings) expect(wordsFor(finding).title).not.toContain('?');
    expect(wordsFor(report.findings[0] ?? ({} as Finding)).title).toContain('state');
  });
});

describe('a message outside of flows', () => {
  it('is named, never lost', async () => {
    const report = await reportOf(await recordLogin(world, { statusCodes: [STATUS.responder] }));
    expect(report.findings[0]?.code).toBe('status-not-success');
    expect(report.findings.filter(({ code }) => code === 'message-outside-flow')).toEqual([]);
  });
});
