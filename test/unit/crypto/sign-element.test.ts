import { beforeAll, describe, expect, it } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';

const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';

let idp: Signer;
beforeAll(async () => {
  idp = await makeSigner();
});

describe('signElement (saml-core 5.4)', () => {
  it('writes the signature behind the Issuer and changes no other character', async () => {
    const xml = `<?xml version='1.0'?>\r\n<!-- c -->${plainResponse().replace('<saml:Subject', '\r\n\t<saml:Subject  ')}\n`;
    const signed = await idp.sign(xml, '_assertion');
    expect(signed.replace(SIGNATURE, '')).toBe(xml);
    expect(signed).toContain('</saml:Issuer><ds:Signature ');
    expect(signed.indexOf('<ds:Signature')).toBeGreaterThan(signed.indexOf('ID="_assertion"'));
    expect(await verdictsOf(signed, [idp.trusted])).toEqual(['Assertion valid']);
  });

  it.each([
    [
      'first child',
      `<EntityDescriptor xmlns="${METADATA}" ID="_m"><a/></EntityDescriptor>`,
      /ID="_m"><ds:Signature.*<a\/>/,
    ],
    [
      'text first',
      `<EntityDescriptor xmlns="${METADATA}" ID="_m">\n <a/></EntityDescriptor>`,
      /ID="_m"><ds:Signature.*>\n <a/s,
    ],
    [
      'empty',
      `<EntityDescriptor xmlns="${METADATA}" ID="_m"></EntityDescriptor >`,
      /ID="_m"><ds:Signature.*<\/EntityDescriptor >$/,
    ],
    [
      'self-closing',
      `<m:EntityDescriptor xmlns:m="${METADATA}" ID="_m" />`,
      /ID="_m" ><ds:Signature.*<\/m:EntityDescriptor>$/,
    ],
  ])('writes it as the first child where there is no Issuer: %s', async (_, xml, shape) => {
    const signed = await idp.sign(xml, '_m');
    expect(signed).toMatch(shape);
    expect(await verdictsOf(signed, [idp.trusted])).toEqual(['EntityDescriptor valid']);
  });

  it('is not led astray by the Issuer of another namespace', async () => {
    const xml = `<EntityDescriptor xmlns="${METADATA}" ID="_m"><a/><Issuer/></EntityDescriptor>`;
    expect(await idp.sign(xml, '_m')).toContain('ID="_m"><ds:Signature');
  });

  it('signs a response around a signed assertion', async () => {
    const both = await idp.sign(await idp.sign(plainResponse(), '_assertion'), '_response');
    expect(await verdictsOf(both, [idp.trusted])).toEqual(['Response valid', 'Assertion valid']);
  });

  it('escapes the ID in the reference', async () => {
    const signed = await idp.sign(plainResponse().replace('"_response"', '"a&lt;b&quot;&amp;c"'), 'a<b"&c');
    expect(await verdictsOf(signed, [idp.trusted])).toEqual(['Response valid']);
  });

  it.each([
    ['no element', '_nobody', plainResponse()],
    ['two elements', '_x', '<a ID="_x"><b Id="_x"/></a>'],
  ])('refuses an ID that %s has', async (_, id, xml) => {
    const privateKey = await importPrivateKey(idp.privateKeyPem);
    await expect(signElement(xml, { id, privateKey, certificate: null })).rejects.toMatchObject({
      code: 'sign-target-missing',
    });
  });
});
