import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decrypt } from '#shared/crypto/encryption/decrypt.ts';
import { encryptElement } from '#shared/crypto/encryption/encrypt.ts';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { attempt, makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const GCM = 'http://www.w3.org/2009/xmlenc11#aes';
const OLD_OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
const NEW_OAEP = 'http://www.w3.org/2009/xmlenc11#rsa-oaep';
const XML = '<a xmlns="urn:x" b="1 &lt; 2">Grüße &amp; 𝒳</a>';

describe('what is encrypted here', () => {
  let place: Workplace;
  let receiver: Signer;
  beforeAll(async () => {
    place = makeWorkplace();
    receiver = await makeSigner('sp.example');
  });
  afterAll(() => place.remove());

  const encrypt = (content: string, transport: string) =>
    encryptElement(XML, { certificate: receiver.certificate, entityId: 'https://sp.example/a&b', content, transport });

  test.each([128, 192, 256])('xmlsec1 opens: AES-GCM with %i bits', async (bits) => {
    const file = place.write('encrypted.xml', await encrypt(`${GCM}${bits}-gcm`, OLD_OAEP));
    const key = place.write('key.pem', receiver.privateKeyPem);
    const { stdout, status } = attempt('xmlsec1', ['--decrypt', '--privkey-pem', key, file]);
    expect(status).toBe(0);
    expect(textOf(parseXml(stdout).root)).toBe('Grüße & 𝒳');
  });

  test.each([OLD_OAEP, NEW_OAEP])('our own reader opens, with %s', async (transport) => {
    const { root } = parseXml(await encrypt(`${GCM}256-gcm`, transport));
    const report = await decrypt(root, [readDecryptionKey(receiver.privateKeyPem)], { rsa15: false });
    expect(report).toMatchObject({ xml: XML, reason: null, transportAlgorithm: transport });
  });

  test('nobody else opens, and no two are alike', async () => {
    const other = await makeSigner('other.example');
    const xml = await encrypt(`${GCM}256-gcm`, OLD_OAEP);
    const report = await decrypt(parseXml(xml).root, [readDecryptionKey(other.privateKeyPem)], { rsa15: false });
    expect(report).toMatchObject({ xml: null, reason: 'wrong-key' });
    expect(await encrypt(`${GCM}256-gcm`, OLD_OAEP)).not.toBe(xml);
  });

  test.each([
    ['http://www.w3.org/2001/04/xmlenc#aes128-cbc', OLD_OAEP],
    [`${GCM}256-gcm`, 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'],
  ])('what is known to be weak is not used: %s with %s', async (content, transport) => {
    await expect(encrypt(content, transport)).rejects.toMatchObject({ code: 'algorithm-unknown' });
  });
});
