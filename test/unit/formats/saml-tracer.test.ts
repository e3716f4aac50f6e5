import { beforeAll, describe, expect, it } from 'vitest';
import { isSamlTracer, readSamlTracer } from '#shared/formats/read-saml-tracer.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { ACS, makeWorld, recordLogin, responseXml, START, type World } from '#test/fixtures/recording.ts';

let world: World;
let xml: string;
let value: string;
beforeAll(async () => {
  world = await makeWorld();
  xml = await responseXml(world, '_request-a', { groups: ['Zoë', '東京'] });
  value = Buffer.from(xml).toString('base64');
});

/** A request as SAML-tracer 1.x exports it. */
function tracerRequest(parts: object = {}): object {
  return {
    method: 'POST',
    url: ACS,
    requestId: '42',
    requestHeaders: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    postData: { SAMLResponse: [value], RelayState: ['/app'] },
    post: [
      ['SAMLResponse', value],
      ['RelayState', '/app'],
    ],
    protocol: 'SAML-P',
    saml: xml,
    samlart: null,
    responseStatus: 302,
    responseStatusText: 'HTTP/1.1 302 Found',
    responseHeaders: [{ name: 'Location', value: '/hub' }],
    ...parts,
  };
}

const fileOf = (...requests: object[]) => ({ requests, timestamp: '2026-11-22T09:43:27.172Z' });

/** What the inspector makes of an export: each message's NameID or issuer, and its signatures. */
async function messagesIn(...requests: object[]) {
  const knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
  const report = await inspectInput(JSON.stringify(fileOf(...requests)), knowledge);
  expect(report.input.kind).toBe('saml-tracer');
  return report.messages.map(({ message, wire, signatures, error }) => ({
    id: message?.id ?? error?.code,
    relayState: wire?.relayState,
    signatures: signatures.map(({ outcome }) => outcome),
  }));
}

describe('readSamlTracer', () => {
  it('reads a request of version 1: no time, the reason from the status line, the redirect made absolute', () => {
    expect(readSamlTracer(fileOf(tracerRequest()))).toEqual([
      {
        id: '42',
        startedAt: null,
        duration: null,
        method: 'POST',
        url: ACS,
        requestHeaders: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
        requestBody: {
          mimeType: 'application/x-www-form-urlencoded',
          text: null,
          params: [
            { name: 'SAMLResponse', value },
            { name: 'RelayState', value: '/app' },
          ],
        },
        status: 302,
        statusText: 'Found',
        responseHeaders: [{ name: 'Location', value: '/hub' }],
        redirectUrl: 'https://sp.example/hub',
        responseText: null,
        error: null,
        source: 'saml-tracer',
        tab: null,
      },
    ]);
  });

  it('has no response where its fields are absent', () => {
    const { responseStatus, responseStatusText, responseHeaders, ...pending } = { ...tracerRequest() } as Record<
      string,
      unknown
    >;
    expect([responseStatus, responseStatusText, responseHeaders]).not.toContain(undefined);
    expect(readSamlTracer(fileOf(pending))[0]).toMatchObject({ status: null, statusText: '', responseHeaders: [] });
  });

  it('reads what came before version 1.0: id for requestId, headers as pairs', () => {
    const old = tracerRequest({
      requestId: undefined,
      id: 7,
      requestHeaders: [['Host', 'sp.example']],
      responseHeaders: [['Location', '/x']],
    });
    expect(readSamlTracer(fileOf(old))[0]).toMatchObject({
      id: '7',
      requestHeaders: [{ name: 'Host', value: 'sp.example' }],
      redirectUrl: 'https://sp.example/x',
    });
  });

  it('finds the message of a post, verified over its own bytes, UTF-8 included', async () => {
    expect(await messagesIn(tracerRequest())).toEqual([
      { id: '_response-a', relayState: '/app', signatures: ['valid'] },
    ]);
  });

  it('decodes a redirect message from the URL, because `saml` holds UTF-8 read as Latin-1', async () => {
    const [, asking] = await recordLogin(world);
    const get = { method: 'GET', url: asking?.url, post: undefined, postData: undefined, saml: '<mojibake Ã©' };
    expect(await messagesIn(tracerRequest(get))).toEqual([{ id: '_request-a', relayState: '/hub/é', signatures: [] }]);
  });

  it.each([
    ['{hash:...} as text', '{hash:3f2a}', '{hash:77ab}'],
    ['{obf:...} as text', '{obf:alternative_0}', '{obf:alternative_1}'],
    ['hash as an object', { hash: '3f2a' }, { hash: '77ab' }],
    ['obf as an object', { obf: 'alternative_0' }, { obf: 'alternative_1' }],
  ])('reads a masked export from `saml`, which masking leaves alone: %s', async (_, message, relayState) => {
    const masked = tracerRequest({
      post: [
        ['SAMLResponse', message],
        ['RelayState', relayState],
      ],
      postData: '{overwritten}',
    });
    const [first] = await messagesIn(masked);
    expect(first).toMatchObject({ id: '_response-a', signatures: ['valid'] });
    expect(first?.relayState).toMatch(/^\{(hash|obf):/);
  });

  it('says that a masked message without `saml` cannot be read', async () => {
    const masked = tracerRequest({ post: [['SAMLResponse', '{hash:3f2a}']], postData: '{overwritten}', saml: null });
    expect((await messagesIn(masked)).map(({ id }) => id)).toEqual(['base64-invalid']);
  });

  it('takes postData where there is no post, as parameters or as the raw body of old versions', async () => {
    expect(await messagesIn(tracerRequest({ post: undefined }))).toEqual([
      { id: '_response-a', relayState: '/app', signatures: ['valid'] },
    ]);
    const raw = new URLSearchParams({ SAMLResponse: value, RelayState: '/app' }).toString();
    expect(await messagesIn(tracerRequest({ post: undefined, postData: raw }))).toEqual([
      { id: '_response-a', relayState: '/app', signatures: ['valid'] },
    ]);
  });

  it('reads WS-Federation, masked or not: wresult is the XML itself', async () => {
    const result = `<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken>${xml}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`;
    for (const wresult of [result, '{hash:3f2a}']) {
      const exchange = readSamlTracer(fileOf(tracerRequest({ post: [['wresult', wresult]], saml: result })))[0];
      expect(exchange?.requestBody?.params).toEqual([{ name: 'wresult', value: result }]);
    }
  });

  it('gives repeated ids one each, and counts what is no request', () => {
    const exchanges = readSamlTracer(fileOf(tracerRequest(), tracerRequest(), tracerRequest(), { method: 'GET' }));
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(4);
    expect(exchanges[3]?.error).toBe('This entry of the file holds no request.');
  });

  it('is told from other JSON by its list of requests', () => {
    expect(isSamlTracer({ requests: [] })).toBe(true);
    expect(isSamlTracer({ requests: {} })).toBe(false);
    expect(() => readSamlTracer({})).toThrow('an export of SAML-tracer has a list "requests"');
  });
});

describe('writeSamlTracer', () => {
  it('writes what its importer needs: string ids, header lists, absolute URLs, Location, tuples', async () => {
    const login = await recordLogin(world);
    const file = JSON.parse(writeSamlTracer(login, new Map([['a-3', xml]]), START));
    expect(file.timestamp).toBe('2026-01-10T12:00:00.000Z');
    const [begin, asking, post] = file.requests;
    expect(begin.responseHeaders).toContainEqual({ name: 'Location', value: asking.url });
    expect(asking).toMatchObject({ method: 'GET', requestId: 'a-2', protocol: 'SAML-P', responseStatus: 200 });
    expect(asking.get.map(([name]: string[]) => name)).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
    expect(post.post.map(([name]: string[]) => name)).toEqual(['SAMLResponse', 'RelayState']);
    expect(post.postData.RelayState).toEqual(['/hub/é']);
    expect(post.saml).toBe(xml);
    expect('protocol' in begin).toBe(false);
  });

  it('is read back as far as the format goes: the same messages, in the same flows', async () => {
    const login = await recordLogin(world);
    const knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
    const report = await inspectInput(writeSamlTracer(login, new Map(), START), knowledge);
    expect(report.messages.map(({ message }) => message?.id)).toEqual(['_request-a', '_response-a']);
    expect(report.messages[0]?.redirectSignature?.outcome).toBe('valid');
    expect(report.flows).toHaveLength(1);
    expect(report.flows[0]?.outcome).toBe('succeeded');
  });

  it('writes a parameter called __proto__ like any other', async () => {
    const [, , post] = await recordLogin(world);
    const params = [{ name: '__proto__', value: 'x' }];
    const odd = { ...post, requestBody: { mimeType: null, text: null, params } };
    const text = writeSamlTracer([odd as NonNullable<typeof post>], new Map(), START);
    expect(text).toContain('"__proto__": [');
  });
});
