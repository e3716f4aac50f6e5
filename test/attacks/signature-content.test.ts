import { beforeAll, describe, expect, it } from 'vitest';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { descendants, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';

let idp: Signer;
let signed: string;
beforeAll(async () => {
  idp = await makeSigner();
  signed = await idp.sign(
    plainResponse(plainAssertion('_assertion', 'anne@evil.example.attacker.example')),
    '_assertion',
  );
});

const verdict = async (xml: string) => (await verdictsOf(xml, [idp.trusted])).join(', ');

describe('what may change after signing', () => {
  it.each<[string, (xml: string) => string]>([
    ['nothing', (xml) => xml],
    ['an XML declaration and comments around the message', (xml) => `<?xml version="1.0"?><!--a-->${xml}<!--b-->\n`],
    ['quotes', (xml) => xml.replaceAll('ID="_assertion"', "ID='_assertion'")],
    ['the order of attributes', (xml) => xml.replace(/( ID="_assertion")( Version="2.0")/, '$2$1')],
    [
      'white space inside tags',
      (xml) => xml.replace('<saml:NameID>', '<saml:NameID \n>').replace('</saml:NameID>', '</saml:NameID\t>'),
    ],
    ['characters as references', (xml) => xml.replace('>anne@', '>&#97;nne&#x40;')],
    ['CDATA for text', (xml) => xml.replace('>anne@', '><![CDATA[anne]]>@')],
    [
      'self-closing for empty',
      (xml) => xml.replaceAll('></samlp:StatusCode>', '/>').replaceAll('></ds:Transform>', '/>'),
    ],
    ['what is outside the signed assertion', (xml) => xml.replace('status:Success', 'status:Responder')],
    ['a comment in a signed value', (xml) => xml.replace('>anne@evil.example', '>anne@evil.example<!---->')],
    ['KeyInfo', (xml) => xml.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '')],
  ])('%s: still valid (c14n 1.1, exc-c14n)', async (_, change) => {
    expect(await verdict(change(signed))).toBe('Assertion valid');
  });

  it.each(['\r\n', '\r'])('line ends, once they were signed as LF (XML 1.0, 2.11): %j', async (lineEnd) => {
    const lines = await idp.sign(plainResponse().replaceAll('><', '>\n<'), '_response');
    expect(await verdict(lines)).toBe('Response valid');
    expect(await verdict(lines.replaceAll('\n', lineEnd))).toBe('Response valid');
  });

  it('pretty-printed before signing is valid', async () => {
    const pretty = await idp.sign(plainResponse().replaceAll('><', '>\r\n  <'), '_assertion');
    expect(await verdict(pretty)).toBe('Assertion valid');
  });
});

describe('what may not', () => {
  it.each<[string, (xml: string) => string]>([
    ['pretty-printed', (xml) => xml.replaceAll('><', '>\n<')],
    ['one space more', (xml) => xml.replace('<saml:Subject>', '<saml:Subject> ')],
    ['a carriage return by reference', (xml) => xml.replace('<saml:Subject>', '<saml:Subject>&#13;')],
    ['one character less', (xml) => xml.replace('.attacker.example<', '<')],
    ['a removed attribute', (xml) => xml.replace(' xsi:type="xs:string"', '')],
    [
      'another namespace for the same prefix',
      (xml) => xml.replace('<saml:Subject>', '<saml:Subject xmlns:saml="urn:x">'),
    ],
    [
      'another prefix for the same namespace',
      (xml) =>
        xml
          .replace(
            '<saml:Subject><saml:NameID>',
            '<saml:Subject><s:NameID xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">',
          )
          .replace('</saml:NameID>', '</s:NameID>'),
    ],
    ['an element in the place of a comment', (xml) => xml.replace('<saml:NameID>', '<saml:NameID><x></x>')],
  ])('%s: digest-mismatch', async (_, change) => {
    const changed = change(signed);
    expect(changed).not.toBe(signed);
    expect(await verdict(changed)).toBe('Assertion invalid digest-mismatch');
  });
});

describe('a comment inside a signed value (CVE-2017-11427 and its family)', () => {
  it('leaves the signature sound, and the value is read whole', async () => {
    const xml = signed.replace('>anne@evil.example', '>anne@evil.example<!---->');
    const document = parseXml(xml);
    const reports = await verifySignatures(document, [idp.trusted]);
    const nameId = [...descendants(document.root)].find(({ localName }) => localName === 'NameID');
    expect(reports.map(({ outcome }) => outcome)).toEqual(['valid']);
    expect(nameId && coverOf(nameId, reports)).toBe('signed');
    expect(nameId && textOf(nameId)).toBe('anne@evil.example.attacker.example');
  });

  it('is refused as a processing instruction', async () => {
    await expect(verdict(signed.replace('>anne@', '>anne<?x?>@'))).rejects.toMatchObject({
      code: 'xml-processing-instruction',
    });
  });

  it('does not count for a reference by ID even with a transform that keeps comments (xmldsig-core 4.4.3.3)', async () => {
    const withComments = 'xml-exc-c14n#WithComments"></ds:Transform>';
    const renamed = signed.replace('xml-exc-c14n#"></ds:Transform>', withComments);
    expect(await verdict(renamed)).toBe('Assertion invalid signature-mismatch'); // the digest still holds
    const commented = renamed.replace('>anne@', '>anne<!--c-->@');
    expect(await verdict(commented)).toBe('Assertion invalid signature-mismatch');
  });
});
