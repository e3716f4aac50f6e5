import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { originOf, type ReachOrder } from '../../../../extension/messaging/reach-messages.ts';
import { extensionReach } from '../../../../extension/reach/extension-reach.ts';
import { pageReach } from '../../../../extension/reach/page-reach.ts';
import { serveReach } from '../../../../extension/reach/serve-reach.ts';
import { fetchMetadata } from '../../../../extension/store/trust/fetch-metadata.ts';
import { createTrust } from '../../../../extension/store/trust/trust.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

let teller: Storyteller;
let allowed: Set<string>;
let asked: { readonly url: string; readonly options: RequestInit }[];
let answer: () => Response;
let obey: (message: unknown) => Promise<unknown> | undefined;

beforeAll(async () => {
  teller = await makeStoryteller();
});
beforeEach(() => {
  [allowed, asked] = [new Set(), []];
  answer = () => new Response(teller.metadata);
  serveReach({
    onMessage: (listener) => {
      obey = listener;
    },
    hasHost: async (origin) => allowed.has(origin) || allowed.has('<all_urls>'),
    dropHost: async (origin) => void allowed.delete(origin),
    openHostGrantPage: async () => undefined,
    fetch: async (url, options) => {
      asked.push({ url, options });
      return answer();
    },
  });
});

const panel = (says: boolean) =>
  extensionReach({
    sendReach: async (order: ReachOrder) => obey(order),
    onMessage: () => undefined,
    requestHost: async (origin) => {
      if (says) allowed.add(origin);
      return says;
    },
  });
const URL_OF_IDP = 'https://idp.example/metadata?x=1';

describe('metadata by its address', () => {
  it('is fetched from that one host, without cookies, and the permission is given back', async () => {
    const trust = createTrust();
    await fetchMetadata(panel(true), trust, ` ${URL_OF_IDP} `);
    expect(asked.map(({ url }) => url)).toEqual([URL_OF_IDP]);
    expect(asked[0]?.options).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', body: null });
    expect(trust.items.value.map(({ kind, origin }) => [kind, origin])).toEqual([['metadata', URL_OF_IDP]]);
    expect([...allowed]).toEqual([]);
  });

  it('leaves a permission that was there before', async () => {
    allowed.add('https://idp.example/*');
    await fetchMetadata(panel(true), createTrust(), URL_OF_IDP);
    expect([...allowed]).toEqual(['https://idp.example/*']);
  });

  it('is not asked for where the user says no', async () => {
    await expect(fetchMetadata(panel(false), createTrust(), URL_OF_IDP)).rejects.toMatchObject({
      code: 'reach-forbidden',
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['an answer that says no', () => new Response('', { status: 404 }), 'it answers 404'],
    ['more than it may be', () => new Response('x'.repeat(17 * 1024 * 1024)), 'the answer has more than 16 MB'],
    ['no answer', () => Response.error(), 'it answers 0'],
  ])('tells %s, and gives the permission back', async (_, made, reason) => {
    answer = made;
    await expect(fetchMetadata(panel(true), createTrust(), URL_OF_IDP)).rejects.toMatchObject({
      code: 'reach-failed',
      facts: { host: 'idp.example', reason: expect.stringContaining(reason) },
    });
    expect([...allowed]).toEqual([]);
  });

  it('tells what there is no connection to, and what is no metadata', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(fetchMetadata(panel(true), createTrust(), URL_OF_IDP)).rejects.toMatchObject({ code: 'reach-failed' });
    answer = () => new Response('<html>login</html>');
    const trust = createTrust();
    await expect(fetchMetadata(panel(true), trust, URL_OF_IDP)).rejects.toThrow();
    expect(trust.items.value).toEqual([]);
  });
});

describe('the background', () => {
  it('asks no host that the user has not allowed, and none but the one that the order names', async () => {
    const order = {
      type: 'reach',
      origin: 'https://idp.example/*',
      url: URL_OF_IDP,
      method: 'GET',
      headers: [],
      body: null,
    };
    expect(await obey(order)).toMatchObject({ failure: 'it is not allowed' });
    allowed.add('https://idp.example/*');
    expect(await obey({ ...order, url: 'https://other.example/' })).toMatchObject({ failure: 'it is not allowed' });
    expect(asked).toEqual([]);
    expect(await obey(order)).toMatchObject({ status: 200 });
  });

  it('hears nothing else, and no host by a wildcard', () => {
    for (const other of [
      null,
      { type: 'reach' },
      { type: 'may-reach', origin: '<all_urls>' },
      { type: 'may-reach', origin: '*://*/*' },
    ])
      expect(obey(other)).toBeUndefined();
  });

  it.each([
    ['https://idp.example:8443/a', 'https://idp.example/*'],
    ['http://localhost:4040', 'http://localhost/*'],
    ['http://[::1]:4040/', 'http://[::1]/*'],
    ['file:///etc/passwd', null],
    ['https://u:p@idp.example/', null],
    ['https://*.example/', null],
    ['idp.example', null],
  ])('%s is a host of %s', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

it('a page asks its own server alone', async () => {
  const reach = pageReach('https://sp.example');
  await expect(reach.ask('https://other.example/')).rejects.toMatchObject({ code: 'reach-elsewhere' });
  const request = { url: 'https://other.example/', method: 'GET', headers: {}, body: null } as const;
  await expect(reach.request(request)).rejects.toMatchObject({ code: 'reach-elsewhere' });
});
