import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { exchangeOf, recordLogin, START } from '#test/fixtures/recording.ts';
import { change, header, notes, reportOf, world } from './kit.ts';

const inTab = (tabId: number, cookieStoreId: string | null = null) => ({
  tab: { tabId, frameId: 0, type: 'main_frame', incognito: false, cookieStoreId },
});
const page = (text: string) => `<html><head><title>Error</title></head><body><p>${text}</p></body></html>`;
const LOST = { status: 400, redirectUrl: null, responseHeaders: [], responseText: page('The state does not match.') };
const setting = (cookie: string) => [header('Set-Cookie', `${cookie}; Path=/; Secure; SameSite=None`)];

/** Two logins of one SP at once, each in a tab of its own; the first answer comes with these cookies. */
async function twoLogins(first: string, second: string, sent: string, answer: Partial<Exchange>): Promise<Exchange[]> {
  const one = change(await recordLogin(world), 'a-1', { responseHeaders: setting(first) });
  const two = change(await recordLogin(world, { name: 'b', at: START + 500 }), 'b-1', {
    responseHeaders: setting(second),
  });
  const delivered = change(one, 'a-3', { requestHeaders: [header('Cookie', sent)], ...answer });
  const tabs = [
    ...delivered.map((each) => ({ ...each, ...inTab(1) })),
    ...two.map((each) => ({ ...each, ...inTab(2), requestHeaders: [header('Cookie', sent)] })),
  ];
  return tabs.toSorted((left, right) => (left.startedAt ?? 0) - (right.startedAt ?? 0));
}

/** A login in one tab, and a page of the SP in another that takes its cookie away meanwhile. */
async function takenAway(path: string, store: string | null, answer: Partial<Exchange>): Promise<Exchange[]> {
  const login = change(await recordLogin(world), 'a-1', { responseHeaders: setting('state=one') });
  const [begin, asked, delivered] = change(login, 'a-3', { requestHeaders: [], ...answer });
  const removal = `state=; Path=${path}; Max-Age=0`;
  const other = exchangeOf('out', START + 900, {
    url: 'https://sp.example/logout',
    responseHeaders: [header('Set-Cookie', removal)],
    ...inTab(2, store),
  });
  const own = [begin, asked, delivered].filter((each) => each !== undefined);
  const [one, two, three] = own.map((each) => ({ ...each, ...inTab(1) }));
  return [one, two, other, three].filter((each) => each !== undefined);
}

describe('a login in two tabs', () => {
  it('is told as that where the second took the place of the first in one cookie', async () => {
    const report = await reportOf(await twoLogins('state=one', 'state=two', 'state=two', LOST));
    expect(report.findings[0]).toMatchObject({ code: 'cookie-mixed-up', variant: 'overwritten-in-tab' });
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['refused', 'succeeded']);
  });

  it('is sound where each has a cookie of its own', async () => {
    const report = await reportOf(await twoLogins('state-1=one', 'state-2=two', 'state-1=one; state-2=two', {}));
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
    expect(notes(report).join()).not.toContain('cookie-mixed-up');
  });

  it('is sound where the SP keeps both in one session', async () => {
    const report = await reportOf(await twoLogins('sid=one', 'sid=two', 'sid=two', {}));
    expect(notes(report).join()).not.toContain('cookie-mixed-up');
  });

  it('is told as that where another tab took the cookie away', async () => {
    const report = await reportOf(await takenAway('/', null, LOST));
    expect(report.findings[0]).toMatchObject({ code: 'cookie-mixed-up', variant: 'removed-in-tab' });
    expect(report.findings[0]?.facts).toMatchObject({ cookie: 'state', by: '/logout' });
  });

  it('is none of that where the other cookie was meant, or the other tab has cookies of its own', async () => {
    const other = notes(await reportOf(await takenAway('/hub', null, LOST)));
    expect(other.join()).not.toContain('removed-in-tab');
    const container = notes(await reportOf(await takenAway('/', 'firefox-container-2', LOST)));
    expect(container.join()).not.toContain('removed-in-tab');
  });
});

describe('a cookie that no browser ever keeps', () => {
  it('is the cause where the SP says nothing and nobody could verify the signature here', async () => {
    const login = change(await recordLogin(world), 'a-1', {
      responseHeaders: [header('Set-Cookie', '__Host-state=1; Path=/saml; Secure')],
    });
    const refused = change(login, 'a-3', { ...LOST, responseText: page('Bad request') });
    const report = await reportOf(refused, await knowledgeFrom({}));
    expect(report.flows[0]?.findings.map(({ code }) => code)).toContain('cookie-not-sent');
    expect(report.findings[0]).toMatchObject({ code: 'cookie-not-sent', variant: 'host-prefix' });
  });
});
