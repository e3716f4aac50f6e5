import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import { joinTraces } from '../../../../extension/store/link/join-traces.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
/** How far the companion's clock is ahead in these tests, in milliseconds. */
const AHEAD = 90_000;
let login: readonly Exchange[];
let post: Exchange;

beforeAll(async () => {
  const teller = await makeStoryteller();
  login = await teller.login({ startedAt: START, name: 'a' });
  const [first] = login.filter(({ method }) => method === 'POST');
  if (first === undefined) throw new Error('a login posts its Response');
  post = first;
});

/** The same request as the companion keeps it: by its own clock, and without most headers. */
const atCompanion = (exchange: Exchange, id: string): Exchange => ({
  ...exchange,
  ...{ id, startedAt: (exchange.startedAt ?? 0) + AHEAD + 10, duration: null },
  ...{ requestHeaders: [], responseHeaders: [], responseText: null, source: 'own', tab: null },
});
const soap = (at: number): Exchange => ({
  ...atCompanion(post, 'soap-1'),
  ...{ startedAt: at + AHEAD, url: 'https://idp.example/soap', requestBody: null },
});
async function sightOf(exchanges: readonly Exchange[]) {
  const { messages } = await inspectExchanges('trace', exchanges, await knowledgeFrom({}), {});
  return { exchanges, messages };
}
const traceOf = async (...exchanges: Exchange[]) => [
  { reference: 'K7QM2', ...(await sightOf(exchanges)), decision: 'accepted as CORP\\anne' },
];

describe('the trace of a companion, joined to what the browser recorded', () => {
  it('what both saw is there once, and has what the companion made of it', async () => {
    const { added, notes, ahead } = joinTraces(await sightOf(login), await traceOf(atCompanion(post, 'login-1')));
    expect(added).toEqual([]);
    expect([...notes]).toEqual([[post.id, 'accepted as CORP\\anne (K7QM2)']]);
    expect(Math.abs((ahead ?? 0) - AHEAD)).toBeLessThanOrEqual(post.duration ?? 0);
  });

  it('what no browser saw is added in the browser’s time, as the companion’s own', async () => {
    const asked = (post.startedAt ?? 0) + 5000;
    const { added } = joinTraces(await sightOf(login), await traceOf(atCompanion(post, 'login-1'), soap(asked)));
    expect(added.map(({ id, source, url }) => [id, source, url])).toEqual([
      ['K7QM2 soap-1', 'companion', 'https://idp.example/soap'],
    ]);
    expect(Math.abs((added[0]?.startedAt ?? 0) - asked)).toBeLessThanOrEqual(post.duration ?? 0);
  });

  it('another message at the same address is another exchange', async () => {
    const other = {
      ...atCompanion(post, 'login-1'),
      requestBody: { mimeType: null, text: 'SAMLResponse=PHg%2BPC94Pg%3D%3D', params: null },
    };
    const { added, notes } = joinTraces(await sightOf(login), await traceOf(other));
    expect([added.length, notes.size]).toEqual([1, 1]);
    expect(notes.get('K7QM2 login-1')).toBe('accepted as CORP\\anne (K7QM2)');
  });

  it('a request without a message is the one at its address that is nearest in time, once', async () => {
    const arrive = (id: string, startedAt: number): Exchange => ({
      ...post,
      ...{ id, method: 'GET', url: `https://hub.example/hub/saml/arrive?token=${id}`, requestBody: null, startedAt },
    });
    const at = (post.startedAt ?? 0) + 100;
    const recorded = [...login, arrive('early', at - 60_000), arrive('own', at), arrive('late', at + 40_000)];
    const told = atCompanion(arrive('login-2', at), 'login-2');
    const { added } = joinTraces(await sightOf(recorded), await traceOf(atCompanion(post, 'login-1'), told));
    expect(added).toEqual([]);
    const twice = joinTraces(
      await sightOf([...login, arrive('own', at)]),
      await traceOf(atCompanion(post, 'login-1'), told, { ...told, id: 'login-3' }),
    );
    expect(twice.added).toHaveLength(1);
  });

  it('clocks that agree as far as anybody can tell are left alone', async () => {
    const told = { ...atCompanion(post, 'login-1'), startedAt: (post.startedAt ?? 0) + 1 };
    expect(joinTraces(await sightOf(login), await traceOf(told)).ahead).toBe(0);
  });

  it('where both saw nothing the clocks are not compared, and times stay as they are', async () => {
    const { ahead, added } = joinTraces(await sightOf([]), await traceOf(soap(START)));
    expect([ahead, added[0]?.startedAt]).toEqual([null, START + AHEAD]);
  });
});
