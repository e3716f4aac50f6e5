import { beforeAll, describe, expect, it } from 'vitest';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';

/**
 * Attacks on the form of a signature. Each starts from a response that the IdP signed, whose twin, unchanged,
 * is valid; what cannot be had without the private key is signed again after the change.
 */
let idp: Signer;
let signed: string;
beforeAll(async () => {
  idp = await makeSigner();
  signed = await idp.sign(plainResponse(), '_response');
});

const verdict = async (xml: string) => (await verdictsOf(xml, [idp.trusted])).join(', ');

it('twin: the response as it was signed is valid', async () => {
  expect(await verdict(signed)).toBe('Response valid');
});

describe('the reference (saml-core 5.4.2)', () => {
  it.each([
    ['URI=""', 'URI="#_response"', 'URI=""', 'reference-empty'],
    ['URI="#"', 'URI="#_response"', 'URI="#"', 'reference-empty'],
    ['no URI', ' URI="#_response"', '', 'reference-empty'],
    ['an XPointer to everything', '#_response', '#xpointer(/)', 'reference-foreign'],
    ['an XPointer to the ID', '#_response', "#xpointer(id('_response'))", 'reference-foreign'],
    ['another document', '#_response', 'https://attacker.example/#_response', 'reference-foreign'],
    ['a file', '#_response', 'file:///etc/passwd', 'reference-foreign'],
    ['an element inside, as the assertion', '#_response', '#_assertion', 'reference-foreign'],
    ['an ID that nobody has', '#_response', '#_nobody', 'reference-missing'],
    ['an ID in other case', '#_response', '#_RESPONSE', 'reference-missing'],
    ['an escaped ID', '#_response', '#%5fresponse', 'reference-missing'],
  ])('%s is refused', async (_, part, replacement, reason) => {
    expect(await verdict(signed.replace(part, replacement))).toBe(`Response invalid ${reason}`);
  });

  it.each(['ID', 'Id', 'id', 'iD', 'AssertionID', 'ResponseID', 'RequestID', 'xml:id'])(
    'a second element with the same value in %s makes it ambiguous',
    async (name) => {
      const twice = signed.replace('<saml:Subject>', `<saml:Subject ${name}="_response">`);
      expect(await verdict(twice)).toBe('Response invalid reference-ambiguous');
    },
  );

  it('an ID of a foreign namespace counts as well', async () => {
    const twice = signed.replace('<saml:Subject>', '<saml:Subject xmlns:wsu="urn:wsu" wsu:Id="_response">');
    expect(await verdict(twice)).toBe('Response invalid reference-ambiguous');
  });

  it('the ID must be in the attribute that SAML gives it', async () => {
    const moved = await idp.sign(plainResponse().replace('ID="_response"', 'Id="_response"'), '_response');
    expect(await verdict(moved)).toBe('Response invalid reference-missing');
  });

  it('two references, or none, are refused', async () => {
    const reference = /<ds:Reference .*<\/ds:Reference>/.exec(signed)?.[0] ?? '?';
    expect(await verdict(signed.replace(reference, reference + reference))).toBe('Response invalid reference-count');
    expect(await verdict(signed.replace(reference, ''))).toBe('Response invalid reference-count');
  });
});

describe('the elements (xmldsig-core 4; CVE-2025-29774, CVE-2025-29775)', () => {
  const signedInfo = () => /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(signed)?.[0] ?? '?';

  it.each<[string, (xml: string) => string]>([
    ['two SignedInfo, the forged one first', (xml) => xml.replace('<ds:SignedInfo>', `${signedInfo()}<ds:SignedInfo>`)],
    ['two SignedInfo, the forged one last', (xml) => xml.replace('</ds:Signature>', `${signedInfo()}</ds:Signature>`)],
    [
      'SignedInfo hidden in an Object',
      (xml) => xml.replace('</ds:Signature>', `<ds:Object>${signedInfo()}</ds:Object></ds:Signature>`),
    ],
    ['no SignedInfo', (xml) => xml.replace(signedInfo(), '')],
    [
      'two SignatureValue',
      (xml) => xml.replace('<ds:KeyInfo>', '<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo>'),
    ],
    ['an empty SignatureValue', (xml) => xml.replace(/(<ds:SignatureValue>)[^<]*/, '$1')],
    ['a SignatureValue that is no base64', (xml) => xml.replace(/(<ds:SignatureValue>)/, '$1!')],
    ['two KeyInfo', (xml) => xml.replace('<ds:KeyInfo>', '<ds:KeyInfo></ds:KeyInfo><ds:KeyInfo>')],
    ['KeyInfo before SignedInfo', (xml) => xml.replace('<ds:SignedInfo>', '<ds:KeyInfo></ds:KeyInfo><ds:SignedInfo>')],
    ['a comment inside DigestValue', (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->')],
    ['a comment in the middle of DigestValue', (xml) => xml.replace(/(<ds:DigestValue>.{8})/, '$1<!---->')],
    ['a comment inside SignatureValue', (xml) => xml.replace('<ds:SignatureValue>', '<ds:SignatureValue><!--x-->')],
    ['an element inside DigestValue', (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><x></x>')],
    ['CDATA inside DigestValue', (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><![CDATA[AAAA]]>')],
    [
      'two DigestValue',
      (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>'),
    ],
    ['text between the elements', (xml) => xml.replace('<ds:SignedInfo>', 'x<ds:SignedInfo>')],
    [
      'an element of another namespace',
      (xml) => xml.replace('<ds:SignedInfo>', '<SignedInfo></SignedInfo><ds:SignedInfo>'),
    ],
    ['a SignedInfo of another namespace', (xml) => xml.replaceAll(/ds:SignedInfo/g, 'saml:SignedInfo')],
    ['a parameter in DigestMethod', (xml) => xml.replace('</ds:DigestMethod>', '<x></x></ds:DigestMethod>')],
    [
      'a parameter in SignatureMethod',
      (xml) =>
        xml.replace('</ds:SignatureMethod>', '<ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>'),
    ],
    [
      'a parameter in CanonicalizationMethod',
      (xml) => xml.replace('</ds:CanonicalizationMethod>', '<x></x></ds:CanonicalizationMethod>'),
    ],
  ])('%s is refused', async (_, change) => {
    const changed = change(signed);
    expect(changed).not.toBe(signed);
    expect(await verdict(changed)).toBe('Response invalid structure');
  });

  it('a processing instruction inside DigestValue is refused before anything is verified', async () => {
    await expect(verdict(signed.replace('<ds:DigestValue>', '<ds:DigestValue><?x y?>'))).rejects.toMatchObject({
      code: 'xml-processing-instruction',
    });
  });

  it('twin: comments and white space between the elements of a signature are not part of its value', async () => {
    const spaced = signed
      .replace('<ds:SignedInfo>', '\n  <!-- c --><ds:SignedInfo>')
      .replace('<ds:KeyInfo>', '\n<ds:KeyInfo>')
      .replace(/(<ds:SignatureValue>.{64})/, '\n$1\r\n');
    expect(await verdict(spaced)).toBe('Response valid');
  });
});

describe('the transforms (saml-core 5.4.4)', () => {
  const ENVELOPED = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>';
  const EXCLUSIVE = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform>';
  const transform = (uri: string, content = '') => `<ds:Transform Algorithm="${uri}">${content}</ds:Transform>`;
  const XSLT = transform(
    'http://www.w3.org/TR/1999/REC-xslt-19991116',
    '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"></xsl:stylesheet>',
  );
  const XPATH = transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>not(self::node())</ds:XPath>');

  it.each([
    ['XSLT', ENVELOPED + XSLT],
    ['XSLT first', XSLT + ENVELOPED],
    ['XPath', ENVELOPED + XPATH],
    ['XPath before the canonicalization', ENVELOPED + XPATH + EXCLUSIVE],
    ['XPath filter 2', ENVELOPED + transform('http://www.w3.org/2002/06/xmldsig-filter2')],
    ['base64', ENVELOPED + transform('http://www.w3.org/2000/09/xmldsig#base64')],
    ['a name nobody knows', ENVELOPED + transform('urn:x')],
    ['three transforms', ENVELOPED + EXCLUSIVE + EXCLUSIVE],
    ['enveloped twice', ENVELOPED + ENVELOPED],
    ['enveloped last', EXCLUSIVE + ENVELOPED],
    ['not enveloped', EXCLUSIVE],
    ['content in the enveloped transform', ENVELOPED.replace('></', '><ds:XPath>1</ds:XPath></') + EXCLUSIVE],
    ['content in the canonicalization', ENVELOPED + EXCLUSIVE.replace('></', '><ds:XPath>1</ds:XPath></')],
  ])('%s is refused', async (_, transforms) => {
    const changed = signed.replace(ENVELOPED + EXCLUSIVE, transforms);
    expect(changed).not.toBe(signed);
    expect(await verdict(changed)).toBe('Response invalid transform-forbidden');
  });

  it('no Transforms element at all is refused', async () => {
    const changed = signed.replace(/<ds:Transforms>.*<\/ds:Transforms>/, '');
    expect(await verdict(changed)).toBe('Response invalid transform-forbidden');
  });
});

describe('canonicalization ("The Fragile Lock", 2025; CVE-2025-66475)', () => {
  it.each([
    ['in what is signed', '<samlp:Status>', '<samlp:Status xmlns:x="1">'],
    ['in SignedInfo', '<ds:SignatureMethod', '<ds:SignatureMethod xmlns:x="../y"'],
  ])(
    'a relative namespace name, on which some readers canonicalize to nothing, is refused %s',
    async (_, part, relative) => {
      expect(await verdict(signed.replace(part, relative))).toBe('Response invalid structure');
      // Twin: exclusive canonicalization leaves out what is not used, so that an absolute name changes nothing.
      expect(await verdict(signed.replace(part, relative.replace(/"[^"]*"/, '"urn:x"')))).toBe('Response valid');
    },
  );

  it('the digest of nothing is not the digest of anything', async () => {
    const empty = signed.replace(/(<ds:DigestValue>)[^<]*/, '$147DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    expect(await verdict(empty)).toBe('Response invalid digest-mismatch');
  });
});
