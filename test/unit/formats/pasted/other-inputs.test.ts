import { beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { authnRequestXml, recordLogin } from '#test/fixtures/recording.ts';
import { found, makePieces, type Pieces } from './kit.ts';

let pieces: Pieces;
beforeAll(async () => {
  pieces = await makePieces();
});

async function refusal(input: string | Uint8Array): Promise<string> {
  try {
    await inspectInput(input, pieces.knowledge);
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
  return 'it was read';
}

const jwt = `${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"anne"}').toString('base64url')}.c2lnbmF0dXJl`;

describe('what is no SAML is named', () => {
  it.each<[string, string]>([
    [jwt, 'it is a JWT'],
    [`Bearer ${jwt}`, 'it is a JWT'],
    [JSON.stringify({ token_type: 'Bearer', id_token: jwt }), 'an answer of OpenID Connect'],
    ['{"issuer":"https://idp.example","jwks_uri":"https://idp.example/keys"}', 'the metadata of OpenID Connect'],
    ['https://idp.example/authorize?response_type=code&client_id=app', 'a URL of OpenID Connect'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'it is a private key'],
    ['-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----', 'it is a PEM file'],
    ['ST-1856339-aA5Yuvrxzpv8Tau1cYQ7-cas01', "CAS's own protocol"],
    ["<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'></cas:serviceResponse>", "CAS's own protocol"],
    ['<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>', 'an HTML page without a form'],
    ['  Parameters: {"SAMLResponse"=>"[FILTERED]", "RelayState"=>"/"}', 'the log has the message taken out'],
    ['{"a":1}', 'it is JSON, but holds no recorded requests and no SAML parameters'],
    ['<rss version="2.0"><channel><title>News</title></channel></rss>', 'it is XML, but not of SAML: its root is rss'],
    ['{"constants":{"logEventTypes":{}},"events":[]}', 'a NetLog of Chrome without'],
    ['Our SAMLResponse is broken, says the SP. The IdP says: SAMLRequest="missing".', 'it is'],
  ])('%.60s', async (input, reason) => {
    expect(await refusal(input)).toContain(reason);
  });

  it.each<[string, Uint8Array, string]>([
    [
      'SAZ',
      Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0'), Buffer.from('raw/1_c.txt')]),
      'an archive of Fiddler (SAZ)',
    ],
    ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3'), 'it is a PDF'],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'it is a picture'],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10), 'it is a picture'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), 'packed with gzip'],
    ['zstd', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 4), 'packed with zstd'],
    ['pcapng', Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a, 0x1c, 0, 0, 0), 'a capture of the network'],
    ['another ZIP', Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0'), Buffer.from('a.txt')]), 'a ZIP archive'],
    [
      'mitmproxy',
      Buffer.concat([Buffer.from('1284:9:websocket;0:~8:response;'), Uint8Array.of(0xff, 0xfe)]),
      'a file of mitmproxy',
    ],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toContain(reason);
  });
});

describe('what is copied out of a recording', () => {
  it.each<[string, (har: { log: { entries: unknown[] } }) => unknown]>([
    ['one entry', ({ log }) => log.entries[2]],
    ['entries', ({ log }) => log.entries],
    ['the log alone', ({ log }) => log],
  ])('%s of a HAR is one', async (_, pick) => {
    const har = JSON.parse(writeHar(await recordLogin(pieces.world)));
    const { input, messages } = await found(JSON.stringify(pick(har)), pieces);
    expect(input).toBe('har');
    expect(messages.at(-1)).toMatchObject({ kind: 'Response', relayState: '/hub/é', signatures: ['Assertion valid'] });
  });
});

describe('a signed request is found with the octets that its signature covers, in', () => {
  it.each<[string, (url: string) => string]>([
    [
      'an access log',
      (url) =>
        `10.0.0.1 - - [10/Jan/2026:12:00:00 +0000] "GET ${url.slice('https://idp.example'.length)} HTTP/1.1" 200 5`,
    ],
    ['a sentence', (url) => `The browser goes to ${url}, and there it stops.`],
    ['a curl command', (url) => `curl '${url}' -H 'Accept: text/html'`],
    ['an HTML link', (url) => `see <a href="${url.replaceAll('&', '&amp;')}">here</a>`],
    ['JSON', (url) => JSON.stringify({ location: url }).replaceAll('/', '\\/').replaceAll('&', '\\u0026')],
    ['a parameter of another URL', (url) => `{"next":"https://portal.example/go?target=${encodeURIComponent(url)}"}`],
  ])('%s', async (_, make) => {
    const { input, messages } = await found(make(pieces.url), pieces);
    expect(input).toBe('text');
    expect(messages).toMatchObject([
      { kind: 'AuthnRequest', id: '_request-a', signatures: ['query valid'], relayState: '/hub/é' },
    ]);
  });

  it('and none in the same URL without its message', async () => {
    const other = new URL(pieces.url).origin;
    expect(await refusal(`The browser goes to ${other}/sso?RelayState=x, and there it stops.`)).toContain('it is');
  });
});

describe('several messages of one text', () => {
  it('are found in their order, each once', async () => {
    const text = `12:00:00 GET ${pieces.url}\n12:00:01 ${JSON.stringify({ xml: pieces.xml })}\n12:00:02 again ${JSON.stringify({ xml: pieces.xml })}`;
    const { messages } = await found(text, pieces);
    expect(messages.map(({ kind }) => kind)).toEqual(['AuthnRequest', 'Response']);
  });

  it('do not share a RelayState over what lies between them', async () => {
    const text = `SAMLRequest: ${pieces.value}\n${'-'.repeat(2000)}\nRelayState: /other`;
    const { messages } = await found(text, pieces);
    expect(messages).toMatchObject([{ relayState: null }]);
  });
});

describe('a document', () => {
  it('with an element before its root is refused, and not searched', async () => {
    expect(await refusal(`<NameID>mallory</NameID>${pieces.xml}`)).toMatch(/Not well-formed XML/);
  });

  it('of an extension of metadata is read as what it is', async () => {
    const scope = '<s:Scope xmlns:s="urn:mace:shibboleth:metadata:1.0" regexp="false">example.org</s:Scope>';
    expect(await found(scope, pieces)).toMatchObject({ input: 'xml', messages: [{ kind: 'Scope' }] });
  });
});

describe('a message that a log cut off', () => {
  it('is said to be, in XML and in a string of Node', async () => {
    const cut = `INFO saml ${pieces.xml.slice(0, 700)}`;
    expect(await refusal(cut)).toMatch(/Not well-formed XML/);
  });
});

describe('what enhanced clients send (saml-profiles 4.2)', () => {
  const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
  const envelope = (header: string, body: string) =>
    `<S:Envelope xmlns:S="${SOAP}"><S:Header>${header}</S:Header><S:Body>${body}</S:Body></S:Envelope>`;
  const ECP = 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp';
  const ACTOR = `S:mustUnderstand="1" S:actor="http://schemas.xmlsoap.org/soap/actor/next"`;

  it('is read: the identity provider’s answer to the client', async () => {
    const header = `<ecp:Response xmlns:ecp="${ECP}" ${ACTOR} AssertionConsumerServiceURL="https://sp.example/paos"/>`;
    const { messages } = await found(envelope(header, pieces.xml), pieces);
    expect(messages).toMatchObject([{ kind: 'Response', id: '_response-a', signatures: ['Assertion valid'] }]);
  });

  it('is read: the service provider’s request to the client (PAOS)', async () => {
    const header = `<paos:Request xmlns:paos="urn:liberty:paos:2003-08" ${ACTOR} responseConsumerURL="https://sp.example/paos" service="${ECP}"/>`;
    const { messages } = await found(envelope(header, authnRequestXml('_request-a')), pieces);
    expect(messages).toMatchObject([{ kind: 'AuthnRequest', id: '_request-a' }]);
  });
});
