import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from '#shared/base/visible-text.ts';
import { readHar } from '#shared/formats/read-har.ts';
import { readOwnTrace } from '#shared/formats/read-own-trace.ts';
import { readSamlTracer } from '#shared/formats/read-saml-tracer.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const something = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const headers = fc.array(fc.record({ name: text, value: text }), { maxLength: 4 });
const moment = fc.option(fc.double({ min: 0, max: 4e12, noNaN: true }));
const tab = fc.record({
  tabId: fc.integer(),
  frameId: fc.integer(),
  type: text,
  incognito: fc.option(fc.boolean()),
  cookieStoreId: fc.option(text),
});
const requestBody = fc.oneof(
  fc.record({ mimeType: fc.option(something), text: something, params: fc.constant(null) }),
  fc.record({
    mimeType: fc.option(something),
    text: fc.constant(null),
    params: fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 4 }),
  }),
);

/** Any exchange as a recorder could make it: absolute redirect targets, text of pages, one id each. */
const exchange: fc.Arbitrary<Exchange> = fc.record({
  id: something,
  startedAt: moment,
  duration: moment,
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
  url: fc.webUrl({ withQueryParameters: true }),
  requestHeaders: headers,
  requestBody: fc.option(requestBody),
  status: fc.option(fc.integer({ min: 200, max: 299 })),
  statusText: text,
  responseHeaders: headers.map((all) => all.filter(({ name }) => name.toLowerCase() !== 'content-type')),
  redirectUrl: fc.constant(null),
  responseText: fc.option(something),
  error: fc.option(something),
  source: fc.constantFrom('devtools', 'webrequest', 'har', 'saml-tracer', 'own'),
  tab: fc.option(tab),
});
const exchanges = fc.uniqueArray(exchange, { selector: ({ id }) => id, maxLength: 5 });

describe('what we write we read again', { timeout: 60_000 }, () => {
  it('our own trace: everything', () => {
    fc.assert(
      fc.property(exchanges, (all) => {
        expect(readOwnTrace(JSON.parse(writeOwnTrace(all)))).toEqual(wellFormed(all));
      }),
    );
  });

  it('HAR: everything, by its own fields and _saml', () => {
    fc.assert(
      fc.property(exchanges, (all) => {
        expect(readHar(JSON.parse(writeHar(all)))).toEqual(wellFormed(all));
      }),
    );
  });

  it('SAML-tracer: what it can carry', () => {
    fc.assert(
      fc.property(exchanges, (all) => {
        const read = readSamlTracer(JSON.parse(writeSamlTracer(all, new Map(), 0)));
        const carried = ({ id, method, url, requestHeaders, status, responseHeaders }: Exchange) => ({
          id,
          method,
          url,
          requestHeaders,
          status,
          responseHeaders,
        });
        expect(read.map(carried)).toEqual(wellFormed(all).map(carried));
      }),
    );
  });
});

/** JSON text is well-formed Unicode only where its strings are; `JSON.stringify` escapes lone surrogates, so nothing is lost. */
function wellFormed(all: readonly Exchange[]): readonly Exchange[] {
  return JSON.parse(JSON.stringify(all));
}

describe('files that others wrote, or nobody', { timeout: 60_000 }, () => {
  const anything = fc.jsonValue({ maxDepth: 4 });

  it('any JSON in the place of entries is read, one exchange each, ids unique', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 6 }), (entries) => {
        for (const read of [
          readHar({ log: { entries } }),
          readSamlTracer({ requests: entries }),
          readOwnTrace({ samlWorkbench: 1, exchanges: entries }),
        ]) {
          expect(read).toHaveLength(entries.length);
          expect(new Set(read.map(({ id }) => id)).size).toBe(entries.length);
        }
      }),
    );
  });

  it('a field of any type is no reason to lose an entry', () => {
    const field = fc.constantFrom('startedDateTime', 'time', 'response', '_saml');
    const inner = fc.constantFrom('method', 'headers', 'postData');
    fc.assert(
      fc.property(field, anything, inner, anything, (name, value, innerName, innerValue) => {
        const entry = { request: { url: 'https://sp.example/', [innerName]: innerValue }, [name]: value };
        expect(readHar({ log: { entries: [entry] } })[0]?.url).toBe('https://sp.example/');
      }),
    );
  });

  it('are read in time that grows with their size only: thousands of entries with one id', async () => {
    await expectLinear(
      (length) => Array.from({ length }, () => ({ id: 'same', url: 'https://sp.example/' })),
      (exchanges) => expect(readOwnTrace({ samlWorkbench: 1, exchanges })).toHaveLength(exchanges.length),
      1250,
    );
  });
});

describe('visibleText', () => {
  it('leaves nothing that acts instead of showing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(visibleText(value)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u);
      }),
    );
  });
});
