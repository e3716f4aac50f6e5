import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { exchangeOf, recordLogin, START } from '#test/fixtures/recording.ts';
import { asking, change, dated, header, reportOf, world } from '../checks/flows/kit.ts';

const page = (title: string, body = '') => `<html><head><title>${title}</title></head><body>${body}</body></html>`;
const SESSION = header('Set-Cookie', 'hub=1; Path=/; Secure');
const COOKIE = header('Cookie', 'sid=1');

/** A login whose answer the ACS answers so, with the pages that come then. */
async function answered(parts: Partial<Exchange>, then: readonly Partial<Exchange>[] = []): Promise<Exchange[]> {
  const login = change(await recordLogin(world), 'a-3', { responseHeaders: [], redirectUrl: null, ...parts });
  return [...login, ...then.map((each, index) => exchangeOf(`t-${index}`, START + 2100 + index * 50, each))];
}

const toPage = (url: string, ...headers: Exchange['responseHeaders']) => ({
  status: 302,
  redirectUrl: url,
  responseHeaders: headers,
});
const outcomeOf = async (exchanges: readonly Exchange[]) => (await reportOf(exchanges)).flows[0]?.outcome;

describe('what happened', () => {
  it('is not known where the ACS answers with a few words that nobody here understands, in a session that was there', async () => {
    const said = { status: 200, requestHeaders: [COOKIE], responseText: page('Zkqx', '<p>Vrelt osmi kadun.</p>') };
    expect(await outcomeOf(await answered(said))).toBe('unknown');
  });

  it('is a success where it answers with a page of an application in that session', async () => {
    const links = '<a href="/o">Zkqx</a> '.repeat(6);
    const said = { status: 200, requestHeaders: [COOKIE], responseText: page('Zkqx', links) };
    expect(await outcomeOf(await answered(said))).toBe('succeeded');
  });

  it('is a failure inside the SP where the page behind the answer breaks down, though nobody could verify anything here', async () => {
    const broken = { url: 'https://sp.example/hub', status: 500, responseText: page('Error', '<p>Zkqx</p>') };
    const recording = await answered(toPage('https://sp.example/hub', SESSION), [broken]);
    const [first] = (await reportOf(recording, await knowledgeFrom({}))).findings;
    expect(first).toMatchObject({ code: 'receiver-refused', variant: 'landing', owner: 'sp' });
  });

  it('is not known where the answer is a sentence that nobody here understands, whatever cookie came with it', async () => {
    const said = (text: string) => ({ status: 200, responseHeaders: [SESSION], responseText: page('Zkqx', text) });
    expect(await outcomeOf(await answered(said('<p>Vrelt osmi kadun.</p>')))).toBe('unknown');
    expect(await outcomeOf(await answered(said('<p>Vrelt osmi kadun.</p><a href="/o">Zkqx</a>')))).toBe('succeeded');
    expect(await outcomeOf(await answered(said('<p>Vous êtes connecté.</p>')))).toBe('succeeded');
  });

  it('is not known where such a sentence stands on the page behind it, and no cookie was ever seen', async () => {
    const shown = (text: string, ...headers: Exchange['responseHeaders']) =>
      answered(toPage('https://sp.example/hub', ...headers), [
        { url: 'https://sp.example/hub', responseText: page('Zkqx', text) },
      ]);
    expect(await outcomeOf(await shown('<p>Vrelt osmi kadun.</p>'))).toBe('unknown');
    expect(await outcomeOf(await shown('<p>Willkommen, Anne.</p>'))).toBe('succeeded');
    expect(await outcomeOf(await shown('<p>Vrelt osmi kadun.</p>', SESSION))).toBe('succeeded');
  });

  it('is not known where the page behind it is empty until a script has filled it, and no cookie was set', async () => {
    const shell = { url: 'https://sp.example/spa', responseText: page('Orders', '<div id="root"></div>') };
    const sent = toPage('https://sp.example/spa');
    expect(await outcomeOf(await answered(sent, [shell]))).toBe('unknown');
    expect(await outcomeOf(await answered({ ...sent, responseHeaders: [SESSION] }, [shell]))).toBe('succeeded');
  });

  it('is not known where the SP leads to where a logout ends', async () => {
    const url = 'https://sp.example/signed-out.html';
    const ended = { url, requestHeaders: [COOKIE], responseText: page('Orders', '<p>Goodbye, and come again.</p>') };
    expect(await outcomeOf(await answered(toPage(url), [ended]))).toBe('unknown');
    const hub = 'https://sp.example/orders';
    expect(await outcomeOf(await answered(toPage(hub), [{ ...ended, url: hub }]))).toBe('succeeded');
  });

  it('is a refusal where the identity provider says with 401 whom it does not let in, and not where it asks for another password', async () => {
    const [begin, asked] = await recordLogin(world);
    const json = header('Content-Type', 'application/json');
    const said = async (detail: string, ...headers: Exchange['responseHeaders']) => {
      const parts = { status: 401, responseText: JSON.stringify({ detail }), responseHeaders: [json, ...headers] };
      return (await reportOf([begin, asked && { ...asked, ...parts }].filter((each) => each !== undefined))).flows[0];
    };
    const no = 'You are not authorized to access this application';
    expect(await said(no)).toMatchObject({ outcome: 'refused', owner: 'idp' });
    expect((await said('Try again'))?.outcome).toBe('unknown');
    expect((await said(no, header('WWW-Authenticate', 'Negotiate')))?.outcome).toBe('broken-off');
  });

  it('is a refusal where a page leads on to one that names an error', async () => {
    const said = { status: 200, responseText: '<meta http-equiv="refresh" content="0;url=/error?code=17">' };
    const next = { url: 'https://sp.example/error?code=17', responseText: page('Error', '<p>No account.</p>') };
    const report = await reportOf(await answered(said, [next]));
    expect(report.flows[0]?.outcome).toBe('refused');
    expect(report.findings[0]).toMatchObject({ code: 'receiver-refused', facts: { topic: 'user-not-provisioned' } });
  });

  it('is a success where the page that was asked for is one about errors', async () => {
    const url = 'https://sp.example/monitor/error';
    const login = await answered(toPage(url, SESSION), [{ url, responseText: page('Monitor', '<p>All is fine.</p>') }]);
    expect(await outcomeOf(change(login, 'a-1', { url }))).toBe('succeeded');
    expect(await outcomeOf(login)).toBe('refused');
  });

  it('is a success where a 307 took the form from the address that the message does not name to the one that it names', async () => {
    const [begin, asked, taken] = await recordLogin(world);
    const http = 'http://sp.example/saml/acs';
    const passed = taken && {
      ...taken,
      ...{ id: 'a-2b', url: http, status: 307, redirectUrl: taken.url, responseHeaders: [] },
      startedAt: START + 1900,
    };
    const report = await reportOf([begin, asked, passed, taken].filter((each) => each !== undefined));
    expect(report.flows[0]?.outcome).toBe('succeeded');
    expect(report.findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([]);
  });

  it('is told of a server of another host to which the IdP led the browser', async () => {
    const url = 'https://factor.example/start';
    const login = change((await recordLogin(world)).slice(0, 2), 'a-2', { ...toPage(url), responseText: null });
    const report = await reportOf([...login, exchangeOf('a-3', START + 160, { url, status: 502 })]);
    expect(report.flows[0]?.outcome).toBe('refused');
    expect(report.findings[0]).toMatchObject({ facts: { host: 'factor.example', topic: 'unreachable' } });
  });
});

describe('why, of a receiver that says something', () => {
  const refusedAs = async (said: string, options: Parameters<typeof recordLogin>[1] = {}) => {
    const login = change(await recordLogin(world, options), 'a-3', {
      ...{ status: 400, responseText: page('Error', `<p>${said}</p>`), responseHeaders: [], redirectUrl: null },
    });
    return await reportOf(login);
  };
  const EXPIRED = { at: Date.UTC(2027, 5, 1) };

  it.each([
    ['cvc-complex-type.2.4.a: Invalid content was found starting with element saml:Subject.'],
    ['The message does not follow the schema'],
  ])('its words decide, and an expired certificate is a candidate: %s', async (said) => {
    const report = await refusedAs(said, EXPIRED);
    expect(report.findings[0]).toMatchObject({ code: 'receiver-refused', facts: { topic: 'schema' }, owner: 'idp' });
    expect(report.findings[0]?.because ?? null).toBe(null);
    expect(report.flows[0]).toMatchObject({
      confidence: 'likely',
      candidates: ['receiver-refused', 'certificate-expired'],
    });
  });

  it('an expired certificate is the reason where it says so, and where it says nothing', async () => {
    const because = { code: 'certificate-expired' };
    expect((await refusedAs('The signing certificate expired', EXPIRED)).findings[0]).toMatchObject({ because });
    expect((await refusedAs('', EXPIRED)).findings[0]).toMatchObject({ because });
  });

  it.each([
    ['This response was already used', { facts: { topic: 'replay' } }],
    ['No email address was provided by your identity provider', { facts: { topic: 'attribute-missing' } }],
    ['Unrecognised identity provider', { variant: 'addressing' }],
  ])('is understood in plain words: %s', async (said, told) => {
    const report = await refusedAs(said);
    expect(report.findings[0]).toMatchObject(told);
    expect(report.flows[0]).toMatchObject({ confidence: 'likely', next: null });
  });
});

describe('why, of a receiver that says nothing', () => {
  it('two clocks that differ come before the moments that are wrong by them', async () => {
    const behind = 25 * 60_000;
    const stamp = `IssueInstant="${new Date(START - behind).toISOString()}"`;
    const asked = await asking(
      (query) => query,
      (xml) => xml.replace(/IssueInstant="[^"]*"/, stamp),
      { acsStatus: 500 },
    );
    const told = dated(asked, 0, -behind);
    const flow = (await reportOf(told)).flows[0];
    expect(flow?.candidates.indexOf('clock-offset')).toBeLessThan(flow?.candidates.indexOf('issue-instant') ?? 0);
  });
});
