import { describe, expect, it } from 'vitest';
import { isHar, readHar } from '#shared/formats/read-har.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';

/** An entry as Chrome writes it, fields left out that are not read. */
function chromeEntry(request: object, response: object = {}, rest: object = {}): object {
  return {
    startedDateTime: '2026-01-10T12:00:00.123Z',
    time: 42.5,
    request: {
      method: 'GET',
      url: 'https://sp.example/',
      httpVersion: 'http/2.0',
      headers: [],
      queryString: [],
      ...request,
    },
    response: {
      status: 200,
      statusText: '',
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      ...response,
    },
    ...rest,
  };
}

function readOne(entry: object): Exchange | undefined {
  return readHar({ log: { version: '1.2', entries: [entry] } })[0];
}

describe('readHar', () => {
  it('reads the time, the method, the headers and the outcome of an entry (HAR 1.2)', () => {
    const headers = [{ name: 'Accept', value: '*/*', comment: 'x' }];
    expect(readOne(chromeEntry({ headers }, { status: 302, statusText: 'Found', redirectURL: '/next' }))).toEqual({
      ...exchangeOf('har-1', Date.UTC(2026, 0, 10, 12, 0, 0, 123)),
      duration: 42.5,
      requestHeaders: [{ name: 'Accept', value: '*/*' }],
      status: 302,
      statusText: 'Found',
      responseHeaders: [],
      redirectUrl: 'https://sp.example/next',
      source: 'har',
    });
  });

  it('takes the text of a body before its params, which Chrome leaves escaped', () => {
    const postData = {
      mimeType: 'application/x-www-form-urlencoded; charset=UTF-8',
      text: 'a=%2B',
      params: [{ name: 'a', value: '%2B' }],
    };
    expect(readOne(chromeEntry({ method: 'POST', postData }))?.requestBody).toMatchObject({ text: 'a=%2B' });
  });

  it('takes params where there is no text, and no body where there is neither', () => {
    const params = [{ name: 'a', value: '+' }];
    expect(readOne(chromeEntry({ postData: { mimeType: 'x', params } }))?.requestBody).toEqual({
      mimeType: 'x',
      text: null,
      params,
    });
    expect(readOne(chromeEntry({ postData: { mimeType: 'x', text: '' } }))?.requestBody).toBeNull();
  });

  it('takes params that a recorder left escaped, without a text, as they were sent', () => {
    const params = [
      { name: 'SAMLResponse', value: 'PHNhbWw%2B' },
      { name: 'RelayState', value: '%2Fhome' },
    ];
    expect(readOne(chromeEntry({ method: 'POST', postData: { mimeType: 'x', params } }))?.requestBody).toMatchObject({
      text: 'SAMLResponse=PHNhbWw%2B&RelayState=%2Fhome',
    });
  });

  it('takes the target of a redirect from Location where redirectURL is empty, but only of a redirect (rfc9110 15.4)', () => {
    const headers = [{ name: 'location', value: 'https://idp.example/sso' }];
    expect(readOne(chromeEntry({}, { status: 303, headers }))?.redirectUrl).toBe('https://idp.example/sso');
    expect(readOne(chromeEntry({}, { status: 201, headers }))?.redirectUrl).toBeNull();
  });

  it('keeps the text of what says something, base64 decoded as UTF-8, and of nothing else', () => {
    const body = (mimeType: string, text: string, encoding?: string) =>
      readOne(chromeEntry({}, { content: { size: 1, mimeType, text, encoding } }))?.responseText;
    expect(body('text/html; charset=utf-8', '<p>é')).toBe('<p>é');
    expect(body('application/soap+xml', '<a/>')).toBe('<a/>');
    expect(body('text/html', Buffer.from('<p>é').toString('base64'), 'base64')).toBe('<p>é');
    expect(body('text/html', '%%%', 'base64')).toBeNull();
    expect(body('application/javascript', '{}')).toBeNull();
  });

  it('has no status for what got no response (status 0), and the reason in the words of the browser', () => {
    const exchange = readOne(chromeEntry({}, { status: 0, _error: 'net::ERR_CONNECTION_REFUSED' }));
    expect(exchange).toMatchObject({ status: null, error: 'net::ERR_CONNECTION_REFUSED' });
  });

  it('reads what is left when fields are missing or of another type', () => {
    expect(
      readOne({
        request: { url: 'https://sp.example/', headers: [7, { name: 'A' }] },
        response: 'x',
        time: -1,
        startedDateTime: 'never',
      }),
    ).toEqual({
      ...exchangeOf('har-1', null),
      duration: null,
      method: '',
      requestHeaders: [{ name: 'A', value: '' }],
      responseHeaders: [],
      status: null,
      source: 'har',
    });
  });

  it('counts an entry without a request and says what it is', () => {
    const exchanges = readHar({ log: { entries: [null, chromeEntry({})] } });
    expect(exchanges.map(({ url, error }) => [url, error])).toEqual([
      ['', 'This entry of the file holds no request.'],
      ['https://sp.example/', null],
    ]);
  });

  it('is told from other JSON by log.entries', () => {
    expect(isHar({ log: { entries: [] } })).toBe(true);
    for (const other of [null, [], { log: {} }, { log: { entries: {} } }, 'log']) {
      expect(isHar(other)).toBe(false);
      expect(() => readHar(other)).toThrow('a HAR has a list "log.entries"');
    }
  });
});

describe('writeHar', () => {
  const everything: Exchange = {
    id: 'x-1',
    startedAt: START + 0.25,
    duration: 12,
    method: 'POST',
    url: 'https://sp.example/acs?a=b&a=c',
    requestHeaders: [{ name: 'Host', value: 'sp.example' }],
    requestBody: { mimeType: null, text: null, params: [{ name: 'SAMLResponse', value: 'a+b' }] },
    status: 302,
    statusText: 'Found',
    responseHeaders: [{ name: 'Location', value: '/hub' }],
    redirectUrl: 'https://sp.example/hub',
    responseText: '<p>é\u202e</p>',
    error: null,
    source: 'webrequest',
    tab: { tabId: 7, frameId: 0, type: 'main_frame', incognito: null, cookieStoreId: null },
  };

  it('loses nothing: what HAR has no field for stands in _saml', () => {
    const nothing = exchangeOf('x-2', null, { duration: null, status: null, error: 'NS_ERROR', source: 'own' });
    expect(readHar(JSON.parse(writeHar([everything, nothing])))).toEqual([everything, nothing]);
  });

  it('has every field that HAR 1.2 demands', () => {
    const { log } = JSON.parse(writeHar([everything]));
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'SAML Workbench' } });
    const [entry] = log.entries;
    expect(Object.keys(entry)).toEqual(
      expect.arrayContaining(['startedDateTime', 'time', 'request', 'response', 'cache', 'timings']),
    );
    expect(Object.keys(entry.request)).toEqual(
      expect.arrayContaining([
        'method',
        'url',
        'httpVersion',
        'cookies',
        'headers',
        'queryString',
        'headersSize',
        'bodySize',
      ]),
    );
    expect(entry.request.queryString).toEqual([
      { name: 'a', value: 'b' },
      { name: 'a', value: 'c' },
    ]);
    expect(Object.keys(entry.response)).toEqual(
      expect.arrayContaining([
        'status',
        'statusText',
        'httpVersion',
        'cookies',
        'headers',
        'content',
        'redirectURL',
        'headersSize',
        'bodySize',
      ]),
    );
  });
});

describe('what an answer says', () => {
  const textOf = (mimeType: string) => {
    const content = { size: 3, mimeType, text: '{"error":"no"}' };
    return readHar({ log: { entries: [chromeEntry({}, { content })] } })[0]?.responseText ?? null;
  };
  it.each(['text/html', 'application/json', 'application/problem+json', 'text/plain; charset=utf-8', 'text/xml'])(
    'is kept as %s',
    (type) => {
      expect(textOf(type)).toBe('{"error":"no"}');
    },
  );
  it.each(['text/css', 'application/javascript', 'image/svg', 'font/woff2'])('is not looked for in %s', (type) => {
    expect(textOf(type)).toBeNull();
  });
});
