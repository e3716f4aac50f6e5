import { beforeAll, describe, expect, it } from 'vitest';
import { readHar } from '#shared/formats/read-har.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { messageSourcesOf } from '#shared/inspection/message-sources-of.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';
import { makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { KEY } from './kit.ts';

let teller: Storyteller;
beforeAll(async () => {
  teller = await makeStoryteller();
});

/** What of Anne's login names her or her company, with parts. */
const ORIGINALS = [
  ...['anne.foster@example.com', 'anne.foster', 'Anne Foster', 'foster', 'anne', 'SalesUS', 'VPN users', 'Everyone'],
  ...['hub.example', 'idp.example', '_tale-session', '_tale-request', '_tale-assertion', 'CN=idp'],
];

/** A login whose secrets turn up again wherever a file has room for them. */
async function story() {
  const [begin, page, end] = await teller.login({ startedAt: Date.UTC(2026, 0, 10, 12), name: 'tale' });
  if (begin === undefined || page === undefined || end === undefined) throw new Error('a login has three exchanges');
  const told = 'anne.foster@example.com';
  const b64 = Buffer.from(`x${told}y`).toString('base64url');
  return [
    exchangeOf('anne.foster-1', 5, {
      url: `https://hub.example/people/${encodeURIComponent(told)}/x/${b64}?q=${encodeURIComponent(`{"who":"${told}"}`)}&Foster=1#/Anne%20Foster`,
      requestHeaders: [
        {
          name: 'User-Agent',
          value: `Agent/1.0 (${told}; Anne Foster; ${Buffer.from('Anne Foster').toString('hex')})`,
        },
        { name: 'X-SSO-User', value: 'Anne Foster' },
        { name: 'Referer', value: `https://idp.example/anne.foster/home` },
        { name: 'Accept-Language', value: 'en-GB' },
      ],
      statusText: 'Hello Anne Foster',
      error: 'anne.foster was here',
      responseText: '<html><body>Welcome, Anne Foster of idp.example</body></html>',
      tab: { tabId: 1, frameId: 0, type: 'main_frame', incognito: false, cookieStoreId: 'anne.foster' },
    }),
    begin,
    page,
    end,
    exchangeOf('9', 9, {
      method: 'POST',
      url: 'https://hub.example/api',
      requestBody: { mimeType: 'application/json', text: `{"user":"${told}"}`, params: null },
    }),
    exchangeOf('10', 10, {
      method: 'POST',
      url: 'https://hub.example/acs',
      requestBody: {
        mimeType: 'multipart/form-data; boundary=anne.foster',
        text: null,
        params: [
          { name: 'SAMLResponse', value: writePostValue('<a>anne.foster</b>') },
          { name: told, value: told },
        ],
      },
    }),
  ];
}

describe('a recording', () => {
  it('keeps nothing of an original, wherever it stood and however it was encoded', async () => {
    const exchanges = await story();
    expect(findLeaks(writeHar(exchanges), ORIGINALS)).toEqual(ORIGINALS.filter((each) => each !== 'CN=idp'));
    const { exchanges: redacted } = redactExchanges(exchanges, KEY);
    expect(findLeaks(writeHar(redacted), ORIGINALS)).toEqual([]);
    expect(redacted).toHaveLength(exchanges.length);
  });

  it('a multipart body keeps its fields and the message in them, and nothing of an original, whatever its type says', async () => {
    const value = writePostValue(await teller.response({ startedAt: Date.UTC(2026, 0, 10, 12), name: 'tale' }));
    const part = (name: string, text: string) =>
      `--anne.foster\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const text = `${part('SAMLResponse', value)}${part('RelayState', '/a?x=1&anne.foster=SalesUS')}--anne.foster--`;
    for (const mimeType of ['multipart/form-data; boundary=anne.foster', null]) {
      const requestBody = { mimeType, text, params: null };
      const posted = exchangeOf('1', 5, { method: 'POST', url: 'https://hub.example/acs', requestBody });
      const { exchanges } = redactExchanges([posted], KEY);
      expect(findLeaks(writeHar(exchanges), ORIGINALS)).toEqual([]);
      const [source] = exchanges.flatMap(messageSourcesOf);
      expect(source?.reading).toMatchObject({ binding: 'post', parameter: 'SAMLResponse', error: null });
      expect(source?.reading.wire?.xml).toContain('<saml:NameID');
    }
  });

  it('keeps what support needs: methods, statuses, times, paths, names, media types, the browser', async () => {
    const { exchanges } = redactExchanges(await story(), KEY);
    expect(exchanges.map(({ method, status, startedAt }) => [method, status, startedAt !== null])).toEqual([
      ['GET', 200, true],
      ['GET', 200, true],
      ['GET', 200, true],
      ['POST', 302, true],
      ['POST', 200, true],
      ['POST', 200, true],
    ]);
    expect(exchanges[2]?.url).toMatch(/\/style\.css$/);
    expect(exchanges[3]?.url).toMatch(/^https:\/\/host-\d\.example\/hub\/saml\/acs$/);
    expect(exchanges[0]?.requestHeaders[0]?.value).toMatch(/^Agent\/1\.0 \(user-\d@host-\d\.example;/);
    const xml = messageSourcesOf(exchanges[3] ?? exchangeOf('none', 0))[0]?.reading.wire?.xml ?? '';
    expect(xml).toContain('Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"');
    expect(xml).toContain('IssueInstant="2026-01-10T12:00:02.400Z"');
  });

  it('the same person and the same request are one pseudonym in all of its places', async () => {
    const { exchanges } = redactExchanges(
      [...(await story()), ...(await teller.logout({ startedAt: 1, name: 'tale' }))],
      KEY,
    );
    const xml = exchanges.flatMap(messageSourcesOf).flatMap(({ reading }) => reading.wire?.xml ?? []);
    const people = xml.flatMap((text) => text.match(/<saml:NameID[^>]*>([^<]*)/)?.[1] ?? []);
    expect(people.length).toBeGreaterThan(1);
    expect(new Set(people).size).toBe(1);
    const request = / ID="([^"]*)"/.exec(xml[0] ?? '')?.[1];
    expect(xml[1]).toContain(`InResponseTo="${request}"`);
  });

  it('a HAR’s other fields do not come out: cookies, pages, initiators, addresses, bodies, comments', async () => {
    const har = JSON.parse(writeHar(await story()));
    har.log.pages = [{ title: 'Anne Foster' }];
    har.log.comment = 'from anne.foster';
    har.log.browser = { name: 'anne.foster' };
    for (const entry of har.log.entries) {
      entry.serverIPAddress = '10.20.30.40';
      entry._initiator = { stack: { url: 'https://hub.example/anne.foster.js' } };
      entry.request.cookies = [{ name: 'sid', value: 'cookie-of-anne.foster' }];
      entry.response.content = { mimeType: 'application/json', text: '{"me":"anne.foster"}' };
      entry.comment = 'anne.foster';
    }
    const { text, kind, receipt } = redactInput(JSON.stringify(har), KEY);
    expect(kind).toBe('har');
    expect(findLeaks(text, [...ORIGINALS, '10.20.30.40', 'cookie-of'])).toEqual([]);
    expect(readHar(JSON.parse(text))).toHaveLength(har.log.entries.length);
    expect(receipt.replaced.find(({ kind: each }) => each === 'unreadable')?.count).toBe(1);
  });

  it('an export of SAML-tracer loses them in saml, url, get, post, postData and Location alike', () => {
    const xml = '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">anne.foster</saml:NameID>';
    const message = writePostValue(xml);
    const headers = [{ name: 'Location', value: 'https://hub.example/anne.foster' }];
    const file = {
      timestamp: '2026-11-22T09:43:27.172Z',
      requests: [
        {
          ...{
            method: 'POST',
            url: 'https://hub.example/acs',
            requestId: '42',
            requestHeaders: [],
            protocol: 'SAML-P',
            saml: xml,
          },
          ...{
            postData: { SAMLResponse: [message] },
            post: [['SAMLResponse', message]],
            responseStatus: 302,
            responseHeaders: headers,
          },
        },
        {
          ...{
            method: 'POST',
            url: 'https://hub.example/acs',
            requestId: '43',
            requestHeaders: [],
            saml: xml,
            protocol: 'SAML-P',
          },
          ...{ postData: '{overwritten}', post: [['SAMLResponse', '{hash:0badc0de}']], responseHeaders: [] },
        },
        {
          method: 'GET',
          url: 'https://hub.example/?who=anne.foster',
          get: [['who', 'anne.foster']],
          requestId: 'anne.foster',
          saml: null,
        },
      ],
    };
    const { text } = redactInput(JSON.stringify(file), KEY);
    expect(findLeaks(text, ['anne.foster', 'hub.example', '0badc0de'])).toEqual([]);
    const out = JSON.parse(text);
    expect(out.timestamp).toBe(file.timestamp);
    expect(out.requests.map(({ requestId }: { requestId: string }) => requestId)).toEqual(['42', '43', 'exchange-3']);
    expect(out.requests[0].saml).toMatch(/>user-1</);
    expect(out.requests[1].saml).toBe(out.requests[0].saml);
    expect(out.redaction.note).toContain('signatures no longer hold');
  });
});
