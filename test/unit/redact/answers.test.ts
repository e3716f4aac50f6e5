import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeWorld, recordLogin, type World } from '#test/fixtures/recording.ts';
import { KEY } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function flowOf(exchanges: readonly Exchange[]) {
  const trace = createTrace({ knowledge: await knowledgeFrom({}) });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report().flows[0];
}

async function refused(status: number, responseText: string, type: string): Promise<Exchange[]> {
  const login = await recordLogin(world);
  const answer = { status, redirectUrl: null, responseText, responseHeaders: [{ name: 'Content-Type', value: type }] };
  return login.map((exchange) => (exchange.id === 'a-3' ? { ...exchange, ...answer } : exchange));
}

const HTML = 'text/html';
const PAGES: readonly (readonly [string, number, string, string])[] = [
  ['a page', 400, '<p>InResponseTo is not valid, dear Anne Foster</p>', HTML],
  ['a page with 200', 200, '<h1>Sign-in failed</h1><p>Anne Foster: AADSTS50105: your administrator …</p>', HTML],
  ['a login page', 200, '<h1>Error</h1><p>Invalid document signature</p><input type="password">', HTML],
  ['JSON', 401, '{"error":"CSRF verification failed. Request aborted.","user":"Anne Foster"}', 'application/json'],
];

describe('what an answer says, redacted', () => {
  it.each(PAGES)('%s leads to the same outcome and reason, and names nobody', async (_, status, text, type) => {
    const exchanges = await refused(status, text, type);
    const { exchanges: redacted } = redactExchanges(exchanges, KEY);
    expect(JSON.stringify(redacted)).not.toContain('Anne Foster');
    const [before, after] = [await flowOf(exchanges), await flowOf(redacted)];
    expect(before?.outcome).toBe('refused');
    expect(before?.cause?.facts['phrase']).toBeDefined();
    expect(after).toMatchObject({ outcome: 'refused', cause: { code: before?.cause?.code } });
    expect(after?.cause?.facts['phrase']).toBe(before?.cause?.facts['phrase']);
  });

  const redirected = async (redirectUrl: string, page = '') => {
    const login = await refused(302, page, HTML);
    return login.map((exchange) => (exchange.id === 'a-3' ? { ...exchange, redirectUrl } : exchange));
  };
  const page = (responseText: string) => refused(200, responseText, HTML);
  it.each<readonly [string, () => Promise<Exchange[]>, string]>([
    ['an error in the fragment', () => redirected('https://sp.example/#/in?error=user_not_found&user=Anne'), 'refused'],
    ['no error by number', () => redirected('https://sp.example/hub?errorCode=0&failed=false&user=Anne'), 'succeeded'],
    ['an outcome in a word', () => redirected('https://sp.example/in?sso=failed&user=Anne'), 'refused'],
    ['where a page leads', () => page('<meta http-equiv="refresh" content="0;url=/in?error=1&user=Anne">'), 'refused'],
    ['a page without anything on it', () => page('<title>Anne</title><div id="root"></div>'), 'unknown'],
  ])('%s stays what it is', async (_, record, outcome) => {
    const exchanges = await record();
    const { exchanges: redacted } = redactExchanges(exchanges, KEY);
    expect(JSON.stringify(redacted)).not.toContain('Anne');
    const [before, after] = [await flowOf(exchanges), await flowOf(redacted)];
    expect(before?.outcome).toBe(outcome);
    expect(after?.outcome).toBe(outcome);
    expect(after?.cause?.facts['topic']).toBe(before?.cause?.facts['topic']);
  });

  it('of which nothing is known is gone', async () => {
    const { exchanges } = redactExchanges(await refused(403, '<p>Anne Foster may not</p>', HTML), KEY);
    expect(exchanges.find(({ id }) => id === 'a-3' || id === '3')?.responseText ?? null).toBeNull();
  });
});
