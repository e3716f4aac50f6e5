import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { createCaptureStore } from '../../../../extension/capture/capture-store.ts';
import { completeExchange } from '../../../../extension/capture/complete-exchange.ts';
import { exchange } from './fake.ts';

const SMALL = { recordedExchanges: 8, recordedChars: 1000, recordedNeighbours: 4, recordedNeighbourChars: 500 };
const web = (given: Partial<Exchange> = {}) =>
  exchange({
    id: 'w1',
    source: 'webrequest',
    tab: { tabId: 1, frameId: 0, type: 'main_frame', incognito: false, cookieStoreId: null },
    ...given,
  });
const saml = (given: Partial<Exchange> = {}) => exchange({ url: 'https://idp/sso?SAMLRequest=x', ...given });
const form = (text: string) => ({ mimeType: 'application/x-www-form-urlencoded', text, params: null });
const decoded = (value: string) => ({ mimeType: null, text: null, params: [{ name: 'SAMLResponse', value }] });

function store(limits = SMALL) {
  const dropped: number[] = [];
  return { dropped, ...createCaptureStore((count) => dropped.push(count), limits) };
}

describe('one request seen from several places', () => {
  it('becomes one exchange with what each of them knew, under the first id', () => {
    const { take, all } = store();
    take(web({ method: 'POST', requestBody: decoded('a+b'), status: null, startedAt: 1000 }));
    const merged = take(
      exchange({
        method: 'POST',
        requestBody: form('SAMLResponse=a%2Bb'),
        status: 302,
        startedAt: 1090,
        responseText: 'x',
      }),
    );
    expect(merged).toMatchObject({
      id: 'w1',
      source: 'devtools',
      startedAt: 1000,
      status: 302,
      responseText: 'x',
      requestBody: { text: 'SAMLResponse=a%2Bb' },
      tab: { frameId: 0, type: 'main_frame', incognito: false },
    });
    take(web({ method: 'POST', duration: 5, error: null, status: 302 }));
    expect(all()).toHaveLength(1);
  });

  it('is found from the developer tools’ side, too, and later news by either id reach it', () => {
    const { take, all } = store();
    take(exchange());
    take(web());
    take(web({ status: 200 }));
    take(exchange({ responseText: 'text' }));
    expect(all()).toMatchObject([{ id: 'd1', status: 200, responseText: 'text' }]);
  });

  it.each<[string, Partial<Exchange>]>([
    ['another method', { method: 'POST' }],
    ['another URL', { url: 'https://sp/?' }],
    ['another tab', { tab: { tabId: 2, frameId: 0, type: 'main_frame', incognito: null, cookieStoreId: null } }],
    ['another time', { startedAt: 3001 }],
    ['no time', { startedAt: null }],
  ])('is not found in one with %s', (_, other) => {
    const { take, all } = store();
    take(exchange());
    take(web(other));
    expect(all()).toHaveLength(2);
  });

  it('is told by its body from another one sent to the same place at the same time', () => {
    const { take, all } = store();
    take(exchange({ method: 'POST', requestBody: form('SAMLResponse=one') }));
    take(exchange({ id: 'd2', method: 'POST', requestBody: form('SAMLResponse=two') }));
    take(web({ method: 'POST', requestBody: decoded('two') }));
    expect(all().map(({ id, source }) => [id, source])).toEqual([
      ['d1', 'devtools'],
      ['d2', 'devtools'],
    ]);
    expect(all()[1]?.tab?.frameId).toBe(0);
  });

  it('pairs a loop’s repeated requests by the nearest time, each once', () => {
    const { take, all } = store();
    for (const round of [0, 1, 2]) take(exchange({ id: `d${round}`, startedAt: 1000 + round * 300 }));
    for (const round of [0, 1, 2]) take(web({ id: `w${round}`, startedAt: 1010 + round * 300 }));
    expect(all()).toHaveLength(3);
  });

  it('is one where a service worker of the site fetched it, and its broken-off fetch is no error', () => {
    const { take, all } = store();
    const worker = { tabId: 1, frameId: -1, type: 'fetch', incognito: null, cookieStoreId: null };
    take(exchange({ id: 'd1', tab: worker, error: 'net::ERR_ABORTED' }));
    take(exchange({ id: 'd2', status: 200 }));
    take(
      web({ id: 'w1', tab: { tabId: -1, frameId: -1, type: 'xmlhttprequest', incognito: null, cookieStoreId: null } }),
    );
    take(web({ id: 'w2' }));
    expect(all()).toMatchObject([{ status: 200, error: null }]);
  });
});

describe('putting together', () => {
  it('prefers the whole parameters to a text that was cut off', () => {
    const cut = exchange({ requestBody: form('SAMLResponse=abc') });
    const whole = web({ requestBody: decoded('x'.repeat(100)) });
    for (const [one, other] of [
      [cut, whole],
      [whole, cut],
    ] as const)
      expect(completeExchange(one, other).requestBody).toMatchObject({ params: [{ value: 'x'.repeat(100) }] });
  });

  it('never loses what was known', () => {
    const known = exchange({
      status: 200,
      responseText: 'x',
      redirectUrl: 'https://sp/',
      responseHeaders: [{ name: 'a', value: 'b' }],
    });
    expect(completeExchange(known, exchange())).toEqual(known);
    expect(completeExchange(exchange(), known)).toEqual(known);
  });
});

describe('the bounds', () => {
  it('neighbours push out none that carries SAML', () => {
    const { take, all, dropped } = store();
    take(saml({ id: 'kept' }));
    for (let index = 0; index < 20; index += 1) take(exchange({ id: `n${index}`, startedAt: 2000 + index }));
    expect(all().map(({ id }) => id)).toContain('kept');
    expect(all().length).toBeLessThanOrEqual(1 + SMALL.recordedNeighbours);
    expect(dropped.length).toBeGreaterThan(0);
  });

  it('hold by count and by characters whatever comes', () => {
    const anyExchange = fc.record({
      id: fc.nat(40).map((number) => `d${number}`),
      isSaml: fc.boolean(),
      text: fc.string({ maxLength: 300 }),
      startedAt: fc.nat(10_000),
    });
    fc.assert(
      fc.property(fc.array(anyExchange, { maxLength: 60 }), (list) => {
        const { take, all } = store();
        for (const { id, isSaml, text, startedAt } of list)
          take(
            exchange({
              id,
              startedAt,
              responseText: text,
              url: isSaml ? 'https://idp/?SAMLart=x' : `https://sp/${id}`,
            }),
          );
        const kinds = [all().filter(carriesSaml), all().filter((one) => !carriesSaml(one))];
        const chars = kinds.map((kind) =>
          kind.reduce((sum, { url, responseText }) => sum + url.length + (responseText?.length ?? 0), 0),
        );
        expect(kinds[0]?.length).toBeLessThanOrEqual(SMALL.recordedExchanges);
        expect(kinds[1]?.length).toBeLessThanOrEqual(SMALL.recordedNeighbours);
        expect(chars[0]).toBeLessThanOrEqual(SMALL.recordedChars);
        expect(chars[1]).toBeLessThanOrEqual(SMALL.recordedNeighbourChars);
        expect(new Set(all().map(({ id }) => id)).size).toBe(all().length);
      }),
    );
  });

  it('an exchange that turns out to carry SAML is held as such', () => {
    const { take, all } = store();
    take(exchange({ id: 'page' }));
    take(exchange({ id: 'page', responseText: '<input name="SAMLResponse">' }));
    for (let index = 0; index < 20; index += 1) take(exchange({ id: `n${index}`, startedAt: 5000 + index }));
    expect(all().map(({ id }) => id)).toContain('page');
  });

  it('taking costs the same however much is held', async () => {
    const limits = {
      recordedExchanges: 20_000,
      recordedChars: 1e9,
      recordedNeighbours: 10,
      recordedNeighbourChars: 1e9,
    };
    await expectLinear(
      (length) => Array.from({ length }, (_, index) => saml({ id: `d${index}`, startedAt: index })),
      (exchanges) => {
        const { take } = store(limits);
        for (const exchange of exchanges) take(exchange);
      },
      1000,
    );
  });

  it('knows what it holds, under the ids of both sources, and the other source’s sight of it', () => {
    const { take, knows, ids } = store();
    expect(knows(exchange())).toBe(false);
    take(exchange());
    expect(knows(web())).toBe(true);
    take(web());
    expect(knows(web({ startedAt: null }))).toBe(true);
    expect(ids()).toEqual([exchange().id, web().id]);
  });
});
