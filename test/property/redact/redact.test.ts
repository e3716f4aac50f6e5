import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { messageSourcesOf } from '#shared/inspection/message-sources-of.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { exchangeOf, makeWorld, recordLogin, recordLogout } from '#test/fixtures/recording.ts';

const KEY = new Uint8Array(32).fill(9);
let stories: readonly Exchange[];
beforeAll(async () => {
  const world = await makeWorld();
  stories = [...(await recordLogin(world)), ...(await recordLogout(world))];
});

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Things that name somebody: words, addresses, accounts, with any punctuation and of any script. */
const letters = fc.string({ unit: fc.constantFrom(...'bcdfghjkmpqrtvwxz'), minLength: 6, maxLength: 12 });
const secret = fc.oneof(
  letters,
  fc.tuple(letters, letters).map(([one, other]) => `${one}.${other}@${other}.com`),
  fc.tuple(letters, letters).map(([one, other]) => `${one} & "${other}" <x>`),
  fc.tuple(letters, letters).map(([one, other]) => `${one}\\${other}`),
  fc.tuple(letters, letters).map(([one, other]) => `CN=${one},OU=${other}`),
  letters.map((word) => `Zoë-${word}-東京`),
  fc.uuid(),
);

/** Where a value is known for one, and where it is only met again. */
const homes: readonly ((text: string) => Partial<Exchange>)[] = [
  (text) => posted(plainResponse().replace('>anne<', `>${escapeXml(text)}<`)),
  (text) => posted(plainResponse().replace('>Sales<', `>${escapeXml(text)}<`)),
  (text) => ({ requestHeaders: [{ name: 'Cookie', value: `sid=${text.replaceAll(';', '')}` }] }),
  (text) => ({ url: `https://sp.example/acs?user=${encodeURIComponent(text)}` }),
];
const echoes: readonly ((text: string) => Partial<Exchange>)[] = [
  (text) => ({ url: `https://sp.example/people/${encodeURIComponent(text)}/edit` }),
  (text) => ({ url: `https://sp.example/x/${Buffer.from(`..${text}..`).toString('base64url')}` }),
  (text) => ({ requestHeaders: [{ name: 'User-Agent', value: `Agent (${text.toUpperCase()})` }] }),
  (text) => ({ requestHeaders: [{ name: 'Server', value: encodeURIComponent(encodeURIComponent(text)) }] }),
  (text) => ({ requestHeaders: [{ name: 'X-Whatever', value: text }] }),
  (text) => ({ responseText: `<html>${text}</html>`, error: text, statusText: text }),
  (text) => posted(plainResponse().replace('Name="group"', `Name="${escapeXml(text)}"`)),
  (text) => posted(plainResponse().replace('<saml:Subject>', `<!-- ${text.replaceAll('-', '')} --><saml:Subject>`)),
];

function posted(xml: string): Partial<Exchange> {
  return {
    method: 'POST',
    url: 'https://sp.example/acs',
    requestBody: { mimeType: null, text: null, params: [{ name: 'SAMLResponse', value: writePostValue(xml) }] },
  };
}

describe('redaction', { timeout: 60_000 }, () => {
  it('leaves no value and no part of one, wherever it is met and wherever else it stands', () => {
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(...homes),
        fc.subarray([...echoes], { minLength: 1 }),
        (text, home, others) => {
          const exchanges = [...others, home].map((place, index) => exchangeOf(`${index}`, index, place(text)));
          const parts = [text, ...(text.match(/[a-z]{6,}/g) ?? [])].filter(
            (part) => home !== homes[2] || part === text,
          );
          const { exchanges: redacted } = redactExchanges(exchanges, KEY);
          expect(findLeaks(writeOwnTrace(redacted), text.includes(';') ? [] : parts)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is a function of the input and the key, and one to one on messages', () => {
    const once = redactExchanges(stories, KEY);
    expect(redactExchanges(stories, KEY)).toEqual(once);
    expect(redactExchanges(stories, new Uint8Array(32).fill(8))).not.toEqual(once);
    const texts = (all: readonly Exchange[]) => all.flatMap(messageSourcesOf).map(({ reading }) => reading.wire?.xml);
    const places = (all: readonly unknown[]) => all.map((each) => all.indexOf(each));
    expect(places(texts(once.exchanges))).toEqual(places(texts(stories)));
  });

  it('of any text is a file or one of our own errors', () => {
    const har = writeHar(stories);
    const damaged = fc
      .tuple(fc.nat(har.length), fc.nat(60), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([at, length, text]) => har.slice(0, at) + text + har.slice(at + length));
    const any = fc.oneof(fc.string({ unit: 'binary' }), damaged, fc.json(), fc.webUrl({ withQueryParameters: true }));
    fc.assert(
      fc.property(any, (text) => {
        try {
          expect(typeof redactInput(text, KEY).text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(WorkbenchError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of any exchange is an exchange', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const pairs = fc.array(fc.record({ name: text, value: text }), { maxLength: 3 });
    const exchange = fc.record({
      url: fc.oneof(text, fc.webUrl({ withQueryParameters: true, withFragments: true })),
      requestHeaders: pairs,
      responseHeaders: pairs.map((all) => all.map(({ value }) => ({ name: 'Set-Cookie', value }))),
      responseText: fc.option(text),
      requestBody: fc.option(fc.record({ mimeType: fc.option(text), text: fc.option(text), params: fc.option(pairs) })),
    });
    fc.assert(
      fc.property(exchange, (parts) => {
        const { exchanges } = redactExchanges([exchangeOf('1', 0, parts)], KEY);
        expect(exchanges).toHaveLength(1);
        expect(exchanges[0]?.requestHeaders).toHaveLength(parts.requestHeaders.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('redaction takes time in proportion', { timeout: 120_000 }, () => {
  const manyValues = (count: number) =>
    posted(
      plainResponse().replace(
        /<saml:AttributeValue.*<\/saml:AttributeValue>/,
        Array.from(
          { length: count },
          (_, at) => `<saml:AttributeValue>member-${at}-of-team</saml:AttributeValue>`,
        ).join(''),
      ),
    );
  const long = (piece: string, count: number): Partial<Exchange> => ({
    url: `https://sp.example/${piece.repeat(count)}`,
    requestHeaders: [{ name: 'User-Agent', value: piece.repeat(count) }],
  });

  it.each<[string, (size: number) => Partial<Exchange>]>([
    ['values', manyValues],
    [
      'values that begin alike, and a text that does so over and over',
      (size) => ({ ...manyValues(size), ...long('member-', size) }),
    ],
    ['at signs', (size) => long('a@', size)],
    ['equals signs', (size) => posted(plainResponse().replace('anne', 'a=b,c='.repeat(size)))],
    ['commas', (size) => posted(plainResponse().replace('anne', ','.repeat(size)))],
    ['escapes', (size) => long('%2525', size)],
    ['dots', (size) => long('a.', size)],
    ['parameters', (size) => ({ url: `https://sp.example/?${'a=1&'.repeat(size)}` })],
    ['digits', (size) => posted(plainResponse().replace('anne', `${'1'.repeat(size)}x`))],
  ])('%s', async (_, make) => {
    await expectLinear(
      (size) => [exchangeOf('1', 0, make(size))],
      (exchanges) => redactExchanges(exchanges, KEY),
      625,
    );
  });
});
