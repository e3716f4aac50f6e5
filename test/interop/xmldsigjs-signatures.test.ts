import { beforeAll, describe, expect, it } from 'vitest';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';
import { verifyWithXmldsigjs } from '#test/fixtures/xmldsigjs.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

let idp: Signer;
let other: Signer;
beforeAll(async () => {
  idp = await makeSigner();
  other = await makeSigner();
});

async function expectAgreement(xml: string, valid: boolean): Promise<void> {
  const [ours] = await verdictsOf(xml, [idp.trusted]);
  const [theirs] = await verifyWithXmldsigjs(xml, idp.certificate.der, RSA);
  expect({ ours: ours?.endsWith(' valid'), theirs: theirs === true }).toEqual({ ours: valid, theirs: valid });
}

describe('xmldsigjs agrees with us', () => {
  it.each<[string, boolean, (xml: string) => string]>([
    ['as signed', true, (xml) => xml],
    ['CRLF', true, (xml) => xml.replaceAll('\n', '\r\n')],
    ['a comment in a value', true, (xml) => xml.replace('>anne<', '>an<!---->ne<')],
    ['KeyInfo removed', true, (xml) => xml.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '')],
    ['a changed value', false, (xml) => xml.replace('>anne<', '>eddie<')],
    ['a changed digest', false, (xml) => xml.replace(/(<ds:DigestValue>)./, '$1_').replace('_', 'x')],
    ['pretty-printed after signing', false, (xml) => xml.replaceAll('><', '>\n<')],
  ])('%s: valid is %s', async (_, valid, change) => {
    const xml = plainResponse(plainAssertion().replaceAll('><', '>\n<'));
    await expectAgreement(change(await idp.sign(xml, '_assertion')), valid);
  });

  it('a signature by another key', async () => {
    await expectAgreement(await other.sign(plainResponse(), '_response'), false);
  });
});
