import { beforeAll, describe, expect, it } from 'vitest';
import { flowSequence } from '#shared/explain/sequence/flow-sequence.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { messagesOfFlow } from '#shared/report/messages-of-flow.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import { makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { layOut } from '../../../extension/panel/views/flow/lay-out.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;

beforeAll(async () => {
  teller = await makeStoryteller();
});

async function told(
  change: (exchanges: Exchange[]) => Exchange[] = (same) => same,
  redacted = false,
  noted: ReadonlyMap<string, string> = new Map(),
) {
  const exchanges = change(await teller.login({ startedAt: START, name: 'a', audience: 'https://other.example' }));
  return sequenceOf(exchanges, redacted, noted);
}

async function sequenceOf(
  exchanges: readonly Exchange[],
  redacted = false,
  noted: ReadonlyMap<string, string> = new Map(),
) {
  const report = await inspectInput(writeOwnTrace(exchanges), {
    entities: [],
    keys: [],
    connection: null,
    at: null,
    today: START,
    clockSkew: 180_000,
  });
  const [flow] = report.flows;
  if (flow === undefined) throw new Error('a login is told');
  return flowSequence(flow, messagesOfFlow(flow, report), { redacted, noted });
}

/** A logout that the service provider asks for past the browser, and keeps: only the identity provider has a host in it. */
async function toldBySoap() {
  const [there, back] = await teller.logout({ startedAt: START, name: 'a' });
  const xmlIn = (exchange: Exchange | undefined) => readUrl(exchange?.url ?? '')[0]?.wire?.xml ?? '';
  const carried = makeExchange({
    ...{
      id: 'soap',
      method: 'POST',
      url: 'https://idp.example/soap',
      status: 200,
      source: 'companion',
      startedAt: START,
    },
    requestBody: { mimeType: 'text/xml', text: writeSoapEnvelope(xmlIn(there), '1.1'), params: null },
    responseText: writeSoapEnvelope(xmlIn(back), '1.1'),
  });
  return sequenceOf([carried]);
}

describe('a flow as a sequence', () => {
  it('has the browser between both sides, and each exchange as what was asked and what came back', async () => {
    const { lanes, arrows } = await told();
    expect(lanes.map(({ title, hosts }) => [title, hosts])).toEqual([
      ['Service provider', 'hub.example'],
      ['Browser', ''],
      ['Identity provider', 'idp.example'],
    ]);
    expect(arrows.map(({ from, to, carries, label, tone }) => [from, to, carries, label, tone])).toEqual([
      ['browser', 'idp.example', 'AuthnRequest', 'GET /sso', 'plain'],
      ['idp.example', 'browser', null, '200', 'plain'],
      ['browser', 'hub.example', 'Response', 'POST /hub/saml/acs', 'plain'],
      ['hub.example', 'browser', null, '403', 'bad'],
    ]);
    expect(arrows.at(-1)?.notes).toEqual([expect.stringContaining('hub.example answered with HTTP 403')]);
  });

  it('stops what failed on its way', async () => {
    const { arrows } = await told(([first, page, last]) =>
      first && page && last ? [first, page, { ...last, status: null, error: 'net::ERR_BLOCKED_BY_CLIENT' }] : [],
    );
    expect(arrows.at(-1)).toMatchObject({ carries: 'Response', stopped: 'net::ERR_BLOCKED_BY_CLIENT', tone: 'bad' });
  });

  it('draws what a page announced and nobody sent, to where it should have gone', async () => {
    const { arrows, lanes } = await told(([first, , last]) => {
      if (!first || !last) return [];
      const value = new URLSearchParams(last.requestBody?.text ?? '').get('SAMLResponse');
      const page = `<form method="post" action="${last.url}"><input name="SAMLResponse" value="${value}"></form>`;
      const headers = [{ name: 'Content-Security-Policy', value: "form-action 'self'" }];
      return [
        first,
        { ...first, id: 'page', method: 'POST', url: 'https://idp.example/login', startedAt: START + 2600 },
      ].map((each) => (each.id === 'page' ? { ...each, responseText: page, responseHeaders: headers } : each));
    });
    expect(arrows.at(-1)).toMatchObject({
      carries: 'Response',
      from: 'browser',
      stopped: 'never sent',
      exchange: 'page',
    });
    expect(lanes.find(({ id }) => id === arrows.at(-1)?.to)?.hosts).toBe('hub.example');
  });

  it('to be given away has neither hosts nor paths nor words of pages', async () => {
    const text = JSON.stringify(await told(undefined, true), (key, value) =>
      /^(?:id|from|to|key|exchange)$/.test(key) ? '' : value,
    );
    expect(text).not.toMatch(/example|acs|sso/);
    expect(text).toContain('AuthnRequest');
  });

  it('is laid out in time: what waits longer stands further below, each arrow under the one before', async () => {
    const { arrows, width } = layOut(await told(), 800);
    const gaps = arrows.slice(1).map(({ y }, index) => y - (arrows[index]?.y ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(30);
    expect(gaps[1]).toBeGreaterThan(gaps[0] ?? 0);
    expect(width).toBeLessThanOrEqual(800);
  });

  it('has what is known from elsewhere with its exchange, and not in what is to be given away', async () => {
    const noted = new Map([['a-3', 'the companion: refused']]);
    const notes = async (redacted: boolean) => (await told((same) => same, redacted, noted)).arrows.at(-1)?.notes[0];
    expect([await notes(false), await notes(true)]).toEqual(['the companion: refused', undefined]);
  });

  it('of a logout over the back channel has one side ask the other, past the browser', async () => {
    const { arrows, lanes } = await toldBySoap();
    const titleOf = (id: string) => lanes.find((lane) => lane.id === id)?.title;
    expect(arrows.map(({ from, to, carries }) => [titleOf(from), titleOf(to), carries])).toEqual([
      ['Service provider', 'Identity provider', 'LogoutRequest'],
      ['Identity provider', 'Service provider', 'LogoutResponse'],
    ]);
  });
});
