import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { readRequestBody } from '../../../../extension/capture/read-request-body.ts';
import { redirectedMethod } from '../../../../extension/capture/redirected-method.ts';
import { advance, type Hop } from '../../../../extension/capture/request-hops.ts';
import { details } from './fake.ts';

const bytes = (text: string) => new TextEncoder().encode(text).buffer;

describe('the method after a redirect (fetch 4.4, HTTP-redirect fetch)', () => {
  it.each([
    ['POST', 301, 'GET'],
    ['POST', 302, 'GET'],
    ['POST', 303, 'GET'],
    ['PUT', 303, 'GET'],
    ['HEAD', 303, 'HEAD'],
    ['PUT', 302, 'PUT'],
    ['POST', 307, 'POST'],
    ['POST', 308, 'POST'],
    ['GET', 302, 'GET'],
  ])('%s and %i give %s', (method, status, next) => {
    expect(redirectedMethod(method, status)).toBe(next);
  });
});

describe('a request’s body', () => {
  it('puts raw parts together before decoding: a character may be cut in two', () => {
    const whole = new Uint8Array(bytes('SAMLResponse=%2B&RelayState=grüße'));
    const cut = whole.length - 3;
    const raw = [{ bytes: whole.slice(0, cut).buffer }, { bytes: whole.slice(cut).buffer }];
    expect(readRequestBody({ raw }).body).toEqual({
      mimeType: null,
      text: 'SAMLResponse=%2B&RelayState=grüße',
      params: null,
    });
  });

  it('takes form data with repeated names and values that are bytes', () => {
    const { body } = readRequestBody({ formData: { RelayState: ['a', 'b'], SAMLResponse: [bytes('é')] } });
    expect(body?.params).toEqual([
      { name: 'RelayState', value: 'a' },
      { name: 'RelayState', value: 'b' },
      { name: 'SAMLResponse', value: 'é' },
    ]);
  });

  it('takes a parameter without a value, which Firefox gives as null, for an empty one', () => {
    expect(readRequestBody({ formData: { SAMLResponse: ['x'], flag: [null] } }).body?.params).toEqual([
      { name: 'SAMLResponse', value: 'x' },
      { name: 'flag', value: '' },
    ]);
  });

  it('knows no body where Firefox gives an empty form', () => {
    expect(readRequestBody({ formData: {} })).toEqual({ body: null, gap: null });
  });

  it('refuses a body beyond the limit before decoding it, and says so', () => {
    const raw = [{ bytes: new ArrayBuffer(LIMITS.parameterChars + 1) }];
    expect(readRequestBody({ raw })).toMatchObject({ body: null, gap: expect.stringContaining('not kept') });
    expect(readRequestBody({ raw: [{ bytes: new ArrayBuffer(10) }] }).body).not.toBeNull();
  });

  it('says what the browser kept away: an error, a file', () => {
    expect(readRequestBody({ error: 'Unknown error.' }).gap).toContain('a Blob or a stream');
    expect(readRequestBody({ error: 'Too large.' }).gap).toContain('Too large.');
    expect(readRequestBody({ raw: [{ file: '/tmp/x' }] })).toMatchObject({
      body: null,
      gap: expect.stringContaining('file'),
    });
  });
});

/** Runs a chain of events through, as the background does. */
function run(...events: [Parameters<typeof advance>[1], Parameters<typeof details>[0]][]): {
  hops: Hop[];
  gaps: string[];
} {
  const hops: Hop[] = [];
  const gaps: string[] = [];
  let known: Hop | null = null;
  for (const [phase, given] of events) {
    const step = advance(known, phase, details(given));
    if (step === null) continue;
    known = step.hop;
    if (step.gap !== null) gaps.push(step.gap);
    if (known.closed) hops.push(known);
  }
  return { hops, gaps };
}

const FORM = { formData: { SAMLResponse: ['PHN'] } };

describe('the hops of one request id', () => {
  it('keeps each hop of a chain, with the method that was really sent, though the browser goes on saying POST', () => {
    const { hops } = run(
      ['begin', { method: 'POST', requestBody: FORM, timeStamp: 1 }],
      ['headers', { requestHeaders: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }] }],
      [
        'redirect',
        { statusCode: 303, statusLine: 'HTTP/1.1 303 See Other', redirectUrl: 'https://sp/app', timeStamp: 5 },
      ],
      ['begin', { method: 'POST', url: 'https://sp/app', requestBody: FORM, timeStamp: 6 }],
      ['end', { url: 'https://sp/app', statusCode: 200, statusLine: 'HTTP/1.1 200 OK', timeStamp: 8 }],
    );
    expect(hops.map(({ exchange }) => exchange)).toMatchObject([
      {
        method: 'POST',
        status: 303,
        statusText: 'See Other',
        redirectUrl: 'https://sp/app',
        duration: 4,
        requestBody: { mimeType: 'application/x-www-form-urlencoded' },
      },
      { method: 'GET', url: 'https://sp/app', status: 200, redirectUrl: null, requestBody: null, duration: 2 },
    ]);
    expect(new Set(hops.map(({ exchange }) => exchange.id)).size).toBe(2);
  });

  it('carries the body over a 307 that the browser doesn’t repeat it for (rfc9110 15.4.8)', () => {
    const { hops } = run(
      ['begin', { method: 'POST', requestBody: FORM }],
      ['redirect', { statusCode: 307, redirectUrl: 'https://sp/other' }],
      ['begin', { method: 'POST', url: 'https://sp/other', timeStamp: 2000 }],
      ['end', { url: 'https://sp/other', statusCode: 200 }],
    );
    expect(hops[1]?.exchange).toMatchObject({
      method: 'POST',
      requestBody: { params: [{ name: 'SAMLResponse', value: 'PHN' }] },
    });
  });

  it('knows no status of what a page’s own service worker answers in Firefox, and that no body goes on from there', () => {
    const { hops } = run(
      ['begin', { method: 'POST', requestBody: FORM }],
      ['redirect', { statusCode: 0, redirectUrl: 'https://sp/done' }],
      ['begin', { method: 'POST', url: 'https://sp/done', timeStamp: 2000 }],
      ['end', { url: 'https://sp/done', statusCode: 200 }],
    );
    expect(hops.map(({ exchange }) => exchange)).toMatchObject([
      { method: 'POST', status: null, redirectUrl: 'https://sp/done' },
      { method: 'GET', requestBody: null, status: 200 },
    ]);
  });

  it('takes an event told twice once, and none of a request whose beginning it missed', () => {
    const begun = advance(null, 'begin', details())?.hop ?? null;
    expect(advance(begun, 'begin', details())).toBeNull();
    expect(advance(null, 'end', details())).toBeNull();
    expect(advance(begun, 'end', details({ url: 'https://other/' }))).toBeNull();
  });

  it('keeps page loads and whatever carries SAML, and no other request of a script', () => {
    const kept = (given: Parameters<typeof details>[0]) => advance(null, 'begin', details(given))?.hop.kept;
    expect(kept({ type: 'main_frame' })).toBe(true);
    expect(kept({ type: 'sub_frame' })).toBe(true);
    expect(kept({ type: 'xmlhttprequest' })).toBe(false);
    expect(kept({ type: 'xmlhttprequest', url: 'https://idp/sso?SAMLRequest=x' })).toBe(true);
    expect(kept({ type: 'xmlhttprequest', method: 'POST', requestBody: FORM })).toBe(true);
  });

  it('keeps a script’s request that is sent on to an IdP', () => {
    const { hops } = run(
      ['begin', { type: 'xmlhttprequest' }],
      ['redirect', { statusCode: 302, redirectUrl: 'https://idp/sso?SAMLRequest=x' }],
    );
    expect(hops[0]?.kept).toBe(true);
  });

  it('keeps the browser’s word for a failure, headers that are not text, and which window and container', () => {
    const { hops } = run(
      ['begin', { incognito: true, cookieStoreId: 'firefox-container-2' }],
      [
        'headers',
        {
          requestHeaders: [
            { name: 'X', binaryValue: [233] },
            { name: 'Y', binaryValue: bytes('é') },
          ],
        },
      ],
      ['error', { error: 'net::ERR_CONNECTION_REFUSED' }],
    );
    expect(hops[0]?.exchange).toMatchObject({
      status: null,
      error: 'net::ERR_CONNECTION_REFUSED',
      requestHeaders: [
        { name: 'X', value: '\uFFFD' },
        { name: 'Y', value: 'é' },
      ],
      tab: { incognito: true, cookieStoreId: 'firefox-container-2' },
    });
  });

  it('says that a body was sent which the browser does not give', () => {
    const length = { requestHeaders: [{ name: 'Content-Length', value: '2000000' }] };
    expect(run(['begin', { method: 'POST', requestBody: { formData: {} } }], ['headers', length]).gaps).toEqual([
      'the browser gave none of the body’s 2000000 bytes.'.replace('’', "'"),
    ]);
    expect(run(['begin', { method: 'POST', requestBody: FORM }], ['headers', length]).gaps).toEqual([]);
  });
});
