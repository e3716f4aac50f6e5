import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import {
  ACS,
  authnRequestXml,
  exchangeOf,
  makeWorld,
  recordLogin,
  responseXml,
  START,
  signedQuery,
  type World,
} from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
let xml: string;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
  xml = await responseXml(world, '_request-a', { groups: ['Zoë', '東京'] });
});

const soap = (body: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header/><S:Body>${body}</S:Body></S:Envelope>`;

async function inspect(input: Uint8Array | string) {
  const { input: about, messages } = toJsonReport(await inspectInput(input, knowledge), { all: false });
  return messages.map(({ kind, binding, id, relayState, signatures, attributes }) => ({
    input: about.kind,
    kind,
    binding,
    id,
    relayState,
    signatures: signatures.map(({ on, outcome }) => `${on} ${outcome}`),
    groups: attributes[0]?.values,
  }));
}

describe('inspectInput reads what a user has', () => {
  const whole = { kind: 'Response', id: '_response-a', signatures: ['Assertion valid'], groups: ['Zoë', '東京'] };

  it('XML', async () => {
    expect(await inspect(xml)).toEqual([{ ...whole, input: 'xml', binding: 'unknown', relayState: null }]);
  });

  it('XML in bytes: UTF-8 with a mark, UTF-16 with and without', async () => {
    const little = Buffer.from(xml, 'utf16le');
    const big = Buffer.from(little).swap16();
    const mark = (text: string) => Buffer.from(text, 'hex');
    const files = [
      Buffer.from(xml),
      Buffer.concat([mark('efbbbf'), Buffer.from(xml)]),
      Buffer.concat([mark('fffe'), little]),
      Buffer.concat([mark('feff'), big]),
      little,
      big,
    ];
    for (const file of files) expect(await inspect(file)).toMatchObject([whole]);
  });

  it('XML in ISO-8859-1, as declared', async () => {
    const declared = `<?xml version="1.0" encoding="ISO-8859-1"?>${xml.replaceAll('東京', 'Tokyo')}`;
    expect(await inspect(Buffer.from(declared, 'latin1'))).toMatchObject([{ groups: ['Zoë', 'Tokyo'] }]);
  });

  it('a parameter value in UTF-16, as PowerShell writes files', async () => {
    expect(await inspect(Buffer.from(`${writePostValue(xml)}\r\n`, 'utf16le'))).toMatchObject([
      { ...whole, input: 'parameter' },
    ]);
  });

  it('a URL with a signed query, verified over its octets (saml-bindings 3.4.4.1)', async () => {
    const query = await signedQuery('SAMLRequest', authnRequestXml('_1'), world.idp);
    const expected = { kind: 'AuthnRequest', binding: 'redirect', relayState: '/hub/é', signatures: ['query valid'] };
    for (const text of [
      `https://idp.example/sso?${query}`,
      `?${query}`,
      query,
      `https://idp.example/sso?x=1&${query}#top`,
    ]) {
      expect(await inspect(text)).toMatchObject([{ ...expected, input: 'url' }]);
    }
    expect(await inspect(query.replace('RelayState=', 'RelayState=x'))).toMatchObject([
      { signatures: ['query invalid'] },
    ]);
  });

  it('a form body', async () => {
    const form = new URLSearchParams({ RelayState: '/é', SAMLResponse: writePostValue(xml) }).toString();
    expect(await inspect(form)).toEqual([{ ...whole, input: 'form', binding: 'post', relayState: '/é' }]);
  });

  it('an HTML page with an auto-submitted form', async () => {
    const page = writePostForm({
      action: ACS,
      parameter: 'SAMLResponse',
      value: writePostValue(xml),
      relayState: '/é',
      nonce: 'n',
    });
    expect(await inspect(page)).toEqual([{ ...whole, input: 'html', binding: 'post', relayState: '/é' }]);
  });

  it('a SOAP envelope: the message inside, its signature verified in place (saml-bindings 3.2.2)', async () => {
    expect(await inspect(soap(xml))).toEqual([{ ...whole, input: 'soap', binding: 'soap', relayState: null }]);
  });

  it('a HAR and a trace of ours', async () => {
    const login = await recordLogin(world);
    for (const [kind, text] of [
      ['har', writeHar(login)],
      ['trace', writeOwnTrace(login)],
    ] as const) {
      const report = await inspectInput(text, knowledge);
      expect(report.input).toEqual({ kind, exchanges: 3 });
      expect(report.messages.map(({ message }) => message?.id)).toEqual(['_request-a', '_response-a']);
    }
  });

  it('metadata and other documents, by the name of their root', async () => {
    expect(await inspect(world.idpMetadata)).toMatchObject([{ kind: 'EntityDescriptor' }]);
    expect(await inspect('<a xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>')).toMatchObject([{ kind: 'a' }]);
  });
});

describe('recordings', () => {
  it('are taken in order of time', async () => {
    const login = await recordLogin(world);
    const report = await inspectInput(writeHar(login.toReversed()), knowledge);
    expect(report.messages.map(({ message }) => message?.id)).toEqual(['_request-a', '_response-a']);
  });

  it('have SOAP in requests and responses', async () => {
    const body = { mimeType: 'text/xml', text: soap(authnRequestXml('_1')), params: null };
    const exchange = exchangeOf('1', START, { method: 'POST', requestBody: body, responseText: soap(xml) });
    const report = await inspectInput(writeHar([exchange]), knowledge);
    expect(report.messages.map(({ message, wire }) => [message?.id, wire?.binding])).toEqual([
      ['_1', 'soap'],
      ['_response-a', 'soap'],
    ]);
  });

  it('read form bodies whatever the charset, and no JSON or multipart', async () => {
    const form = new URLSearchParams({ SAMLResponse: writePostValue(xml) }).toString();
    const count = async (mimeType: string | null) => {
      const exchange = exchangeOf('1', START, { method: 'POST', requestBody: { mimeType, text: form, params: null } });
      return (await inspectInput(writeOwnTrace([exchange]), knowledge)).messages.length;
    };
    expect(await count('application/x-www-form-urlencoded')).toBe(1);
    expect(await count('Application/X-WWW-Form-Urlencoded; charset=ISO-8859-1')).toBe(1);
    expect(await count(null)).toBe(1);
    expect(await count('application/json')).toBe(0);
    expect(await count('multipart/form-data; boundary=x')).toBe(0);
  });

  it('without any message are no error', async () => {
    const report = await inspectInput(writeHar([exchangeOf('1', START)]), knowledge);
    expect(report.messages).toEqual([]);
    expect(report.findings).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['XML that is cut off', '<a><b>', 'xml-not-well-formed'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'xml-doctype'],
    ['base64 of nothing', 'AAAA', 'deflate-invalid'],
    ['XML of something else', '<a xmlns="urn:x"/>', 'input-unrecognised'],
    ['a URL without SAML', 'https://sp.example/?a=b', 'input-unrecognised'],
    ['a form without SAML', 'a=b&c=d', 'input-unrecognised'],
    ['a page without a form', '<html><p>hello</p></html>', 'input-unrecognised'],
    ['a trace of a later version', '{"samlWorkbench":2}', 'input-unrecognised'],
  ])('%s ends in one clear error', async (_, input, code) => {
    await expect(inspectInput(input, knowledge)).rejects.toMatchObject({ name: 'WorkbenchError', code });
  });

  it('bytes that are no text', async () => {
    await expect(inspectInput(Uint8Array.of(0xff, 0xc8, 0xff, 0xe0, 0, 0x10), knowledge)).rejects.toMatchObject({
      code: 'text-undecodable',
    });
  });

  it('is refused by its size before any work', async () => {
    const huge = { length: LIMITS.inputBytes + 1 } as Uint8Array;
    await expect(inspectInput(huge, knowledge)).rejects.toMatchObject({ code: 'input-too-large' });
  });
});

describe('the summary', () => {
  it('takes the signed one of two assertions (attacks#wrapping), and all where the response around them is signed', async () => {
    const second = await world.idp.sign(await responseXml(world, null, { name: 'b' }), '_response-b');
    const signed = await responseXml(world, null, { name: 'c', groups: ['true'] });
    const forged = signed.replace(
      '<saml:Assertion ',
      '<saml:Assertion ID="_x" Version="2.0" IssueInstant="2026-01-10T12:00:00Z"><saml:Issuer>https://idp.example/metadata</saml:Issuer><saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject></saml:Assertion><saml:Assertion ',
    );
    const [message] = toJsonReport(await inspectInput(forged, knowledge), { all: false }).messages;
    expect(message?.subject?.nameId?.value).toBe('anne');
    expect(message?.attributes.map(({ values }) => values)).toEqual([['true']]);
    expect((await inspect(second))[0]?.signatures).toEqual(['Response valid', 'Assertion valid']);
  });
});
