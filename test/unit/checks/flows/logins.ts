import { describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { ExchangeTab } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { ACS, exchangeOf, recordLogin, recordLogout, SP, START } from '#test/fixtures/recording.ts';
import {
  change,
  dated,
  findingOf,
  found,
  header,
  issuedAt,
  location,
  loginBelow,
  loginWithCookie,
  notes,
  reportOf,
  withRelayState,
  world,
} from './kit.ts';

describe('cookie-not-sent: the cookie of the login comes back with the cross-site POST (what-users-run-into#row-16)', () => {
  it.each([
    ['lax', 'state=1; Secure; SameSite=Lax'],
    ['default-lax', 'state=1; Secure'],
    ['strict', 'state=1; Secure; SameSite=Strict'],
    ['none-insecure', 'state=1; SameSite=None'],
    ['path', 'state=1; Secure; SameSite=None; Path=/other'],
    ['expired', 'state=1; Secure; SameSite=None; Path=/; Max-Age=1'],
    ['public-suffix', 'state=1; Secure; SameSite=None; Path=/; Domain=example'],
    ['domain', 'state=1; Secure; SameSite=None; Path=/; Domain=other.example'],
    ['unexplained', 'state=1; Secure; SameSite=None; Path=/'],
    ['unexplained', 'state=1; Secure; SameSite=None; Path=/; Domain=.sp.example'],
  ])('names it, and %s as the reason', async (variant, setCookie) => {
    const path = setCookie.includes('Path') ? '' : '; Path=/';
    const report = await reportOf(await loginWithCookie(`${setCookie}${path}`, null, 403));
    expect(found(report)).toEqual([`cookie-not-sent ${variant} error`, 'receiver-refused besides error']);
    expect(report.findings[0]?.facts).toMatchObject({ cookie: 'state', host: 'sp.example' });
    expect(report.findings[1]?.consequenceOf).toBe('cookie-not-sent');
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'cookie-not-sent' } });
    expect(report.flows[0]?.cookies[0]).toMatchObject({
      name: 'state',
      missing: [{ exchange: 'a-3', reason: variant === 'unexplained' ? 'unknown' : variant }],
    });
  });

  it('of one that was set with the answer it says that the page behind it came without', async () => {
    const landed = exchangeOf('a-4', START + 2100, { url: 'https://sp.example/hub', status: 401 });
    const [first] = (await reportOf([...(await recordLogin(world)), landed])).findings;
    expect(first).toMatchObject({ code: 'cookie-not-sent', variant: 'unexplained' });
    expect(first && wordsFor(first).title).toMatch(
      /did not come with the page behind it, though sp\.example set it with its answer/,
    );
  });

  it('names a cookie of another host of the same site', async () => {
    const login = await loginWithCookie('state=1; Secure; SameSite=None; Path=/', null, 403);
    const report = await reportOf(change(login, 'a-1', { url: 'https://www.sp.example/hub' }));
    expect(found(report)[0]).toBe('cookie-not-sent domain error');
  });

  it.each([
    ['azurewebsites.net', true],
    ['example.com', false],
  ])('on hosts below %s, SameSite=Lax explains it: %s', async (domain, isExplained) => {
    const login = await loginBelow(domain, 'state=1; Secure; SameSite=Lax; Path=/');
    expect(notes(await reportOf(login))).toContain(`cookie-not-sent ${isExplained ? 'lax' : 'unexplained'}`);
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
    const login = await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 302);
    const report = await reportOf(
      change(login, 'a-3', { responseHeaders: [header('Set-Cookie', 'session=2; Path=/')] }),
    );
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

describe('cookie-too-large: browsers drop cookies above 4 KB (what-users-run-into#row-17)', () => {
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

describe('login-loop: the SP asks again right after a good answer (what-users-run-into#row-42)', () => {
  it('is found once for the whole loop, with the number of logins', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const logins = await Promise.all(
      names.map((name, index) => recordLogin(world, { name, at: START + index * 2060, acsStatus: 302 })),
    );
    const report = await reportOf(logins.flat());
    expect(found(report)).toEqual(['login-loop loop error']);
    expect(report.findings[0]?.facts['times']).toBe(4);
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'succeeded']);
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

describe('answered-in-other-tab (what-users-run-into#row-15)', () => {
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
      'receiver-refused besides error',
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

  it('is not to blame where the SP minds something else than its session', async () => {
    const first = change(await recordLogin(world, { acsStatus: 403 }), 'a-3', { responseText: 'Unknown issuer' });
    const second = await recordLogin(world, { name: 'b', at: START + 500 });
    const all = [...first, ...second].toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
    expect(found(await reportOf(all)).join()).not.toContain('two-requests');
  });
});

describe('idp-initiated-refused (what-users-run-into#row-45)', () => {
  it('is the cause where the SP turned it away, and nothing where it took it', async () => {
    expect(found(await reportOf(await recordLogin(world, { requestId: null, acsStatus: 403 })))).toEqual([
      'idp-initiated-refused refused error',
      'receiver-refused besides error',
    ]);
    expect(found(await reportOf(await recordLogin(world, { requestId: null })))).toEqual([]);
  });
});

describe('relay-state-changed (what-users-run-into#row-37, row-43)', () => {
  it('is found where it is lost or changed', async () => {
    expect(found(await reportOf(await withRelayState(null)))).toEqual(['relay-state-changed lost warning']);
    expect(found(await reportOf(await withRelayState('')))).toEqual(['relay-state-changed lost warning']);
    expect(found(await reportOf(await withRelayState('/hub/%C3')))).toEqual(['relay-state-changed changed warning']);
    expect(found(await reportOf(await withRelayState('/hub/é')))).toEqual([]);
  });
});

describe('tls-ended-before-sp (what-users-run-into#row-12)', () => {
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

describe('a login page behind the answer', () => {
  const behind = async (title: string, body: string) => {
    const page = { url: 'https://sp.example/hub', requestHeaders: [header('Cookie', 'hub=9f2c')] };
    const responseText = `<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
    return (await reportOf([...(await recordLogin(world)), exchangeOf('a-4', START + 2100, { ...page, responseText })]))
      .flows[0]?.outcome;
  };

  it('has let nobody in, whatever cookie was set; a page to change a password has', async () => {
    const password = '<form method="post"><input type="password" name="p"></form>';
    expect(await behind('Sign in', password)).toBe('unknown');
    expect(await behind('Change your password', password)).toBe('succeeded');
    expect(await behind('Sign in', `${password}<a href="/logout">Sign out</a>`)).toBe('succeeded');
  });
});

describe('a proxy that ends TLS, by what the side behind it says of its own address', () => {
  const no = (responseText: string) => ({ status: 403, redirectUrl: null, responseHeaders: [], responseText });
  const atSp = async (words: string) =>
    (await reportOf(change(await recordLogin(world), 'a-3', no(`<p>${words}</p>`)))).findings[0];
  const inner = ACS.replace('https', 'http');

  it.each([
    `The response was received at ${inner} instead of ${ACS}`,
    `SAML message intended destination endpoint '${ACS}' did not match the recipient endpoint '${inner}'`,
    `Invalid destination [${ACS}] for SAML response; expected ${inner}.`,
  ])('is the SP’s: %s', async (words) => {
    expect(await atSp(words)).toMatchObject({ code: 'tls-ended-before-sp', variant: 'scheme', owner: 'sp' });
  });

  it('has another port', async () => {
    const port = ACS.replace('sp.example', 'sp.example:8443');
    expect(await atSp(`Received at ${port} instead of ${ACS}`)).toMatchObject({ variant: 'port', owner: 'sp' });
  });

  it.each([
    `The response was received at https://other.example/saml/acs instead of ${ACS}`,
    `Audience ${SP} does not match http://sp.example/saml/metadata`,
    `Destination does not match ${ACS}`,
  ])('is not to be seen in: %s', async (words) => {
    expect((await atSp(words))?.code).toBe('receiver-refused');
  });

  it.each([
    ['https', 'idp-scheme', 'http://idp.example/sso'],
    ['https', 'idp-port', 'https://idp.example:8443/sso'],
  ])('is the IdP’s where it says so (%s, %s)', async (_, variant, other) => {
    const words = `<p>The request was received at ${other} instead of https://idp.example/sso</p>`;
    const { findings, flows } = await reportOf(change((await recordLogin(world)).slice(0, 2), 'a-2', no(words)));
    expect(findings[0]).toMatchObject({ code: 'tls-ended-before-sp', variant, owner: 'idp' });
    expect(flows[0]).toMatchObject({ outcome: 'refused', owner: 'idp' });
  });

  it('is the SP’s of a logout, too', async () => {
    const out = await recordLogout(world, { from: 'idp', answered: false });
    const words = '<p>The LogoutRequest was received at http://sp.example/slo instead of https://sp.example/slo</p>';
    const { findings } = await reportOf([...(await recordLogin(world)), ...change(out, 'z-1', no(words))]);
    expect(findings[0]).toMatchObject({ code: 'tls-ended-before-sp', variant: 'scheme', owner: 'sp' });
  });
});

describe('clock-offset and response-stale (what-users-run-into#row-9, row-10)', () => {
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

  it('knows by the page that held it, where nothing tells the clocks, that the answer lay about', async () => {
    const open = await recordLogin(world, { acsStatus: 400 });
    const kept = (delay: number) =>
      change(open, 'a-3', { startedAt: START + delay, redirectUrl: null, responseText: 'The assertion has expired.' });
    const late = await reportOf(kept(3_600_000));
    expect(late.findings[0]).toMatchObject({ code: 'response-stale', severity: 'error', owner: 'user' });
    expect(findingOf(await reportOf(kept(30_000)), 'response-stale')).toBeUndefined();
  });

  it('says of the refusal behind a cause no more than that it came', async () => {
    const late = dated(await issuedAt(600_000), 600_000, 0);
    const no = { status: 403, redirectUrl: null, responseText: '<p>Login error</p>' };
    const { findings } = await reportOf(change(late, 'a-3', no));
    const refused = findings.find(({ code }) => code === 'receiver-refused');
    expect(refused).toMatchObject({ variant: 'besides', consequenceOf: 'clock-offset' });
    expect(refused && wordsFor(refused).title).not.toMatch(/nothing that was looked at explains it/);
  });
});

describe('other-idp-answered (what-users-run-into#row-14)', () => {
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

describe('a message outside of flows', () => {
  const query = (name: string) =>
    `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q" Version="2.0" IssueInstant="2026-01-10T12:00:00Z"/>`;
  const posted = (xml: string) => {
    const text = new URLSearchParams({ SAMLRequest: Buffer.from(xml).toString('base64') }).toString();
    const requestBody = { mimeType: 'application/x-www-form-urlencoded', text, params: null };
    return exchangeOf('q', START, { method: 'POST', url: 'https://idp.example/query', requestBody });
  };
  const outside = (report: Report) => report.findings.filter(({ code }) => code === 'message-outside-flow');

  it('is named, never lost', async () => {
    expect(outside(await reportOf([posted(query('AttributeQuery'))]))).toMatchObject([
      { variant: 'alone', facts: { kind: 'AttributeQuery' } },
    ]);
  });

  it('is none where a login failed', async () => {
    const report = await reportOf(await recordLogin(world, { statusCodes: [STATUS_CODE.responder] }));
    expect(report.findings[0]?.code).toBe('status-not-success');
    expect(outside(report)).toEqual([]);
  });
});
