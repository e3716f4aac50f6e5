import { describe, expect, it } from 'vitest';
import { missingBody } from '#shared/explain/facts/missing-body.ts';
import { EXCHANGE_SOURCES, type Exchange } from '#shared/http/exchange.ts';

const PAGE: Exchange = {
  ...{ id: '1', startedAt: 0, duration: 1, method: 'POST', url: 'https://sp.example/acs' },
  ...{ requestHeaders: [], requestBody: null, status: 403, statusText: 'Forbidden', redirectUrl: null },
  responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
  ...{ responseText: null, error: null, source: 'devtools', tab: null },
};
const header = (name: string, value: string) => ({ responseHeaders: [{ name, value }] });

describe('the body of an answer', () => {
  it.each(EXCHANGE_SOURCES)('that %s does not have: it was not kept, why, and what would tell', (source) => {
    expect(missingBody({ ...PAGE, source })).toMatch(/(?:not kept|none of it|no body)/);
  });

  it.each<[string, Partial<Exchange>, RegExp]>([
    ['of a redirect', { status: 302, redirectUrl: 'https://sp.example/' }, /a redirect leads on/],
    ['of a picture', header('Content-Type', 'image/png'), /of image\/png no text/],
    ['that is empty', { responseText: '' }, /the body is empty/],
    ['that is empty by its length', header('Content-Length', '0'), /the body is empty/],
    ['of a status that has none', { status: 204 }, /has no body/],
    ['of a question for headers alone', { method: 'HEAD', status: 200 }, /has no body/],
  ])('%s is told as such', (_, changes, words) => {
    expect(missingBody({ ...PAGE, ...changes })).toMatch(words);
  });

  it('says nothing where it is there, and where no answer came', () => {
    expect(missingBody({ ...PAGE, responseText: '<h1>No</h1>' })).toBeNull();
    expect(missingBody({ ...PAGE, status: null, error: 'net::ERR_FAILED' })).toBeNull();
  });
});
