import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

let idp: Signer;
beforeAll(async () => {
  idp = await makeSigner();
});

describe('importPrivateKey (RFC 5958)', () => {
  it('imports PKCS#8 for signing only', async () => {
    const key = await importPrivateKey(idp.privateKeyPem);
    expect(key).toMatchObject({ type: 'private', extractable: false, usages: ['sign'] });
  });

  it.each(['P-256', 'P-384', 'P-521'])('imports an EC key on %s', async (namedCurve) => {
    const pem = ecKey(namedCurve).export({ type: 'pkcs8', format: 'pem' }).toString();
    expect((await importPrivateKey(pem, `${MORE}ecdsa-sha256`)).algorithm).toMatchObject({ name: 'ECDSA', namedCurve });
  });

  it.each<[string, () => string, string]>([
    [
      'PKCS#1',
      () => createPrivateKey(idp.privateKeyPem).export({ type: 'pkcs1', format: 'pem' }).toString(),
      'RSA PRIVATE KEY; "openssl pkcs8 -topk8',
    ],
    [
      'SEC 1',
      () => ecKey('P-256').export({ type: 'sec1', format: 'pem' }).toString(),
      'EC PRIVATE KEY; "openssl pkcs8',
    ],
    ['an encrypted key', () => encrypted(), 'it is encrypted'],
    ['a certificate', () => idp.certificatePem, 'there is no "BEGIN PRIVATE KEY"'],
    ['nothing', () => '', 'there is no "BEGIN PRIVATE KEY"'],
    ['a damaged key', () => idp.privateKeyPem.replace('MII', 'MIA'), 'is damaged'],
    ['a key that is no base64', () => idp.privateKeyPem.replace('MII', '?II'), 'is damaged'],
    [
      'an EC key for an RSA algorithm',
      () => ecKey('P-256').export({ type: 'pkcs8', format: 'pem' }).toString(),
      'needs a key of type RSA',
    ],
  ])('refuses %s and says what to do', async (_, pem, words) => {
    await expect(importPrivateKey(pem())).rejects.toMatchObject({
      code: 'private-key-invalid',
      message: expect.stringContaining(words),
    });
  });

  it('refuses a curve that Web Crypto lacks', async () => {
    const pem = ecKey('secp256k1').export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(importPrivateKey(pem, `${MORE}ecdsa-sha256`)).rejects.toMatchObject({ code: 'private-key-invalid' });
  });

  it('refuses an algorithm that it does not sign with, before it looks at the key', async () => {
    await expect(importPrivateKey('', `${MORE}rsa-md5`)).rejects.toMatchObject({ code: 'algorithm-unknown' });
    const key = await importPrivateKey(idp.privateKeyPem);
    await expect(signOctets(new Uint8Array(1), key, 'urn:x')).rejects.toMatchObject({ code: 'algorithm-unknown' });
  });

  it('never shows a part of the key in an error', async () => {
    const secret = idp.privateKeyPem.split('\n')[3] ?? '?';
    const failure: unknown = await importPrivateKey(idp.privateKeyPem.replace('MII', 'MIA')).catch((error) => error);
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(secret.slice(0, 8));
  });
});

function ecKey(namedCurve: string) {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

function encrypted(): string {
  return ecKey('P-256').export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
}
