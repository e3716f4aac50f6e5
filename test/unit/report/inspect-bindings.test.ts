import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { exchangeOf, IDP, makeWorld, responseXml, START, type World } from '#test/fixtures/recording.ts';

let world: World;
let response: string;
beforeAll(async () => {
  world = await makeWorld();
  response = await responseXml(world, '_request');
});

async function inspect(text: string) {
  const knowledge = await knowledgeFrom({ certificatePems: [world.idp.certificatePem], metadataTexts: [METADATA] });
  const report = await inspectInput(text, knowledge);
  return { json: toJsonReport(report, { all: false }), text: toTextReport(report, { colour: false, all: false }) };
}

const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${IDP}"/>`;
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const envelope = (body: string) => `<S:Envelope xmlns:S="${SOAP}"><S:Body>${body}</S:Body></S:Envelope>`;
const PROTOCOL =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const success = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>';
const resolved = (content: string) =>
  `<samlp:ArtifactResponse ${PROTOCOL} ID="_ar" Version="2.0" InResponseTo="_resolve" IssueInstant="2026-01-10T12:00:00Z"><saml:Issuer>${IDP}</saml:Issuer>${success}${content}</samlp:ArtifactResponse>`;
const artifact = Buffer.concat([
  Buffer.from([0, 4, 0, 0]),
  createHash('sha1').update(IDP).digest(),
  Buffer.alloc(20, 1),
]).toString('base64');

describe('an artifact', () => {
  test('is a message of its own kind, from the entity whose hash it has', async () => {
    const { json, text } = await inspect(`https://sp.example/acs?SAMLart=${encodeURIComponent(artifact)}&RelayState=r`);
    expect(json.messages).toMatchObject([
      { kind: 'Artifact', binding: 'artifact', issuer: IDP, relayState: 'r', xml: null, signatures: [] },
    ]);
    expect(json.messages[0]?.details).toContainEqual({ name: 'handle', values: ['01'.repeat(20)] });
    expect(json.findings).toEqual([]);
    expect(text).toContain('Message 1: Artifact (artifact)');
  });

  test('in a recording is one message, announced by the redirect and then sent', async () => {
    const url = `https://sp.example/acs?SAMLart=${encodeURIComponent(artifact)}`;
    const har = writeHar([
      exchangeOf('1', START, { url: 'https://idp.example/sso', status: 302, redirectUrl: url }),
      exchangeOf('2', START + 10, { url }),
    ]);
    expect((await inspect(har)).json.messages.map(({ kind }) => kind)).toEqual(['Artifact']);
  });

  test('resolved over SOAP: the message inside is one in its own right, its signature verified', async () => {
    const { json } = await inspect(envelope(resolved(response)));
    expect(json.messages.map(({ kind, binding, issuer }) => [kind, binding, issuer])).toEqual([
      ['ArtifactResponse', 'soap', IDP],
      ['Response', 'soap', IDP],
    ]);
    expect(json.messages[1]).toMatchObject({
      inResponseTo: '_request',
      signatures: [{ on: 'Assertion', outcome: 'valid' }],
    });
    expect(json.messages[1]?.decoding).toContain('the Response inside the ArtifactResponse');
  });

  test('that nobody knows brings nothing', async () => {
    const { json } = await inspect(envelope(resolved('')));
    expect(json.messages.map(({ kind }) => kind)).toEqual(['ArtifactResponse']);
    expect(json.messages[0]?.details[0]?.values[0]).toMatch(/^no message/);
  });
});

describe('a SOAP fault', () => {
  test.each([
    [
      '1.1',
      SOAP,
      '<S:Fault><faultcode>S:Client</faultcode><faultstring>Not now</faultstring><detail>x</detail></S:Fault>',
      ['S:Client'],
    ],
    [
      '1.2',
      'http://www.w3.org/2003/05/soap-envelope',
      '<S:Fault><S:Code><S:Value>S:Sender</S:Value><S:Subcode><S:Value>q:Bad</S:Value></S:Subcode></S:Code><S:Reason><S:Text xml:lang="en">Not now</S:Text></S:Reason></S:Fault>',
      ['S:Sender', 'q:Bad'],
    ],
  ])('of version %s is readable: its codes and its words', async (_, namespace, fault, codes) => {
    const { json, text } = await inspect(`<S:Envelope xmlns:S="${namespace}"><S:Body>${fault}</S:Body></S:Envelope>`);
    expect(json.messages).toMatchObject([{ kind: 'Fault', binding: 'soap', status: { codes, message: 'Not now' } }]);
    expect(text).toContain('Not now');
  });

  test('that answers a request of SAML in a recording is found there', async () => {
    const body = envelope(
      `<samlp:ArtifactResolve ${PROTOCOL} ID="_resolve" Version="2.0"><samlp:Artifact>${artifact}</samlp:Artifact></samlp:ArtifactResolve>`,
    );
    const answer = envelope('<S:Fault><faultcode>S:Server</faultcode><faultstring>Down</faultstring></S:Fault>');
    const requestBody = { mimeType: 'text/xml', text: body, params: null };
    const har = writeHar([
      exchangeOf('1', START, {
        method: 'POST',
        url: 'https://idp.example/ars',
        requestBody,
        status: 500,
        responseText: answer,
      }),
    ]);
    expect((await inspect(har)).json.messages.map(({ kind }) => kind)).toEqual(['ArtifactResolve', 'Fault']);
  });
});

const REQUEST = `<samlp:AuthnRequest ${PROTOCOL} ID="_a" Version="2.0" IssueInstant="2026-01-10T12:00:00Z"><saml:Issuer>https://sp</saml:Issuer></samlp:AuthnRequest>`;

describe('bodies and parameters beside the usual ones', () => {
  const value = () => Buffer.from(response).toString('base64');
  const multipart = () =>
    [
      ['RelayState', '/app'],
      ['SAMLResponse', value()],
    ]
      .map(([name, text]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`)
      .join('')
      .concat('--b--\r\n');

  test.each([
    ['as text', () => ({ mimeType: 'multipart/form-data; boundary=b', text: multipart(), params: null })],
    ['as text of an unknown type', () => ({ mimeType: null, text: multipart(), params: null })],
    [
      'as parameters alone',
      () => ({ mimeType: 'multipart/form-data', text: null, params: [{ name: 'SAMLResponse', value: value() }] }),
    ],
  ])('a multipart form in a HAR, %s', async (_, body) => {
    const har = writeHar([
      exchangeOf('1', START, { method: 'POST', url: 'https://sp.example/saml/acs', requestBody: body() }),
    ]);
    expect((await inspect(har)).json.messages).toMatchObject([
      { kind: 'Response', binding: 'post', signatures: [{ outcome: 'valid' }] },
    ]);
  });

  test.each([
    ['urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE', []],
    ['urn:other', ['encoding-deviation']],
  ])('SAMLEncoding=%s', async (encoding, expected) => {
    const query = await writeRedirectQuery({ parameter: 'SAMLRequest', xml: REQUEST, relayState: null, signer: null });
    const { json } = await inspect(`https://idp.example/sso?${query}&SAMLEncoding=${encodeURIComponent(encoding)}`);
    expect(json.messages).toMatchObject([{ kind: 'AuthnRequest', binding: 'redirect' }]);
    expect(json.messages[0]?.decoding.join('; ')).toContain('SAMLEncoding names');
    expect(json.findings.map(({ code }) => code).filter((code) => code === 'encoding-deviation')).toEqual(expected);
  });
});

describe('what stands beside a message', () => {
  test('header blocks of its envelope and its Extensions are named among the details', async () => {
    const header = '<x:Trace xmlns:x="urn:x">1</x:Trace><y:Other xmlns:y="urn:y"/>';
    const request = REQUEST.replace(
      '</saml:Issuer>',
      '</saml:Issuer><samlp:Extensions><z:Ext xmlns:z="urn:z"/></samlp:Extensions>',
    );
    const xml = `<S:Envelope xmlns:S="${SOAP}"><S:Header>${header}</S:Header><S:Body>${request}</S:Body></S:Envelope>`;
    const { json } = await inspect(xml);
    expect(json.messages[0]?.details).toContainEqual({ name: 'SOAP headers', values: ['x:Trace', 'y:Other'] });
    expect(json.messages[0]?.details).toContainEqual({ name: 'extensions', values: ['z:Ext'] });
    const bare = await inspect(REQUEST);
    expect(bare.json.messages[0]?.details.map(({ name }) => name)).not.toContain('extensions');
  });
});

describe('WS-Federation', () => {
  const token = (trust: string, content: string) =>
    `<t:RequestSecurityTokenResponse xmlns:t="${trust}" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><t:RequestedSecurityToken>${content}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`;
  const trust13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
  const trust05 = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
  const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
  const form = (wresult: string) => `wa=wsignin1.0&wresult=${encodeURIComponent(wresult)}&wctx=rm%3D0`;

  test.each([trust05, trust13])('a token of SAML 2.0 in an answer of %s', async (trust) => {
    const { json } = await inspect(form(token(trust, assertionOf(response))));
    expect(json.messages).toMatchObject([
      {
        kind: 'Assertion',
        binding: 'ws-federation',
        samlVersion: '2.0',
        relayState: 'rm=0',
        issuer: IDP,
        signatures: [{ on: 'Assertion', outcome: 'valid' }],
      },
    ]);
  });

  test('a token of SAML 1.1 is as readable, and its signature as sound', async () => {
    const saml11 = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" AssertionID="_11" Issuer="${IDP}" IssueInstant="2026-01-10T12:00:00Z"><saml:Conditions NotBefore="2026-01-10T12:00:00Z" NotOnOrAfter="2026-01-10T13:00:00Z"><saml:AudienceRestrictionCondition><saml:Audience>urn:sp</saml:Audience></saml:AudienceRestrictionCondition></saml:Conditions><saml:AttributeStatement><saml:Subject><saml:NameIdentifier Format="urn:f">anne</saml:NameIdentifier></saml:Subject><saml:Attribute AttributeName="group" AttributeNamespace="urn:ns"><saml:AttributeValue>a</saml:AttributeValue><saml:AttributeValue>b</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;
    const signed = await world.idp.sign(saml11, '_11');
    const { json } = await inspect(form(token(trust05, signed)));
    expect(json.messages).toMatchObject([
      {
        kind: 'Assertion',
        samlVersion: '1.1',
        id: '_11',
        issuer: IDP,
        subject: { nameId: { value: 'anne', format: 'urn:f' } },
        attributes: [{ name: 'group', nameFormat: 'urn:ns', values: ['a', 'b'] }],
        signatures: [{ on: 'Assertion', id: '_11', outcome: 'valid' }],
      },
    ]);
    expect(json.messages[0]?.details).toContainEqual({ name: 'audience', values: ['urn:sp'] });
    const tampered = await inspect(form(token(trust05, signed.replace('>anne<', '>eve<'))));
    expect(tampered.json.messages[0]?.signatures).toMatchObject([{ outcome: 'invalid', reason: 'digest-mismatch' }]);
  });

  test('several tokens are several messages', async () => {
    const one = token(trust13, assertionOf(response));
    const collection = `<t:RequestSecurityTokenResponseCollection xmlns:t="${trust13}">${one}${one.replace('_assertion', '_second')}</t:RequestSecurityTokenResponseCollection>`;
    expect((await inspect(form(collection))).json.messages.map(({ kind }) => kind)).toEqual(['Assertion', 'Assertion']);
  });

  test('an answer with an encrypted token says so', async () => {
    const data = '<e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>';
    const { json } = await inspect(form(token(trust05, data)));
    expect(json.messages).toMatchObject([
      {
        kind: 'RequestSecurityTokenResponse',
        encrypted: true,
        details: expect.arrayContaining([{ name: 'token', values: ['EncryptedData'] }]),
      },
    ]);
  });

  test('a request is a message, too', async () => {
    const { json, text } = await inspect(
      'https://idp.example/adfs/ls/?wa=wsignin1.0&wtrealm=urn%3Asp&wctx=c&wreply=https%3A%2F%2Fsp%2F',
    );
    expect(json.messages).toMatchObject([
      { kind: 'SignInRequest', binding: 'ws-federation', issuer: 'urn:sp', relayState: 'c' },
    ]);
    expect(text).toContain('https://sp/');
  });
});
