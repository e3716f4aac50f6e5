import { afterAll, describe, expect, it } from 'vitest';
import { decrypt } from '#shared/crypto/encryption/decrypt.ts';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { encryptByOpenssl, encryptByXmlsec, makeReceiver } from '#test/fixtures/encrypter.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';
const OAEP = `${ENC}rsa-oaep-mgf1p`;

const receiver = makeReceiver();
const stranger = makeReceiver();
afterAll(() => {
  receiver.dispose();
  stranger.dispose();
});
const ours = [readDecryptionKey(receiver.privateKeyPem)];
const plain = '<a:Assertion xmlns:a="urn:a" ID="_1">Jürgen €</a:Assertion>';

function holderOf(data: string) {
  return parseXml(`<EncryptedAssertion>${data}</EncryptedAssertion>`).root;
}

async function opened(data: string, keys = ours, rsa15 = false) {
  const { xml, reason } = await decrypt(holderOf(data), keys, { rsa15 });
  return { xml, reason };
}

describe('decryption of what xmlsec1 encrypts', () => {
  it.each([
    ['AES-128-CBC', `${ENC}aes128-cbc`, 'aes-128'],
    ['AES-192-CBC', `${ENC}aes192-cbc`, 'aes-192'],
    ['AES-256-CBC', `${ENC}aes256-cbc`, 'aes-256'],
    ['AES-128-GCM', `${ENC11}aes128-gcm`, 'aes-128'],
    ['AES-192-GCM', `${ENC11}aes192-gcm`, 'aes-192'],
    ['AES-256-GCM', `${ENC11}aes256-gcm`, 'aes-256'],
  ])('%s with rsa-oaep-mgf1p (xmlenc-core1 5.2, 5.5.2)', async (_, content, session) => {
    const data = encryptByXmlsec(plain, receiver, content, OAEP, session);
    expect(await opened(data)).toEqual({ xml: plain, reason: null });
  });

  it.each(['', 'x'.repeat(15), 'x'.repeat(16), 'x'.repeat(100_000)])(
    'content of any length: padding is counted, not assumed (%#)',
    async (text) => {
      const data = encryptByXmlsec(`<a>${text}</a>`, receiver, `${ENC}aes128-cbc`, OAEP, 'aes-128');
      expect((await opened(data)).xml).toBe(`<a>${text}</a>`);
    },
  );

  it('RSA 1.5 is read if it is allowed by name, and refused if not', async () => {
    const data = encryptByXmlsec(plain, receiver, `${ENC}aes256-cbc`, `${ENC}rsa-1_5`, 'aes-256');
    expect(await opened(data, ours, true)).toEqual({ xml: plain, reason: null });
    expect(await opened(data, ours, false)).toEqual({ xml: null, reason: 'rsa15-forbidden' });
  });

  it('3DES is unsupported, by name', async () => {
    const data = encryptByXmlsec(plain, receiver, `${ENC}tripledes-cbc`, OAEP, 'des-192');
    const report = await decrypt(holderOf(data), ours, { rsa15: false });
    expect(report).toMatchObject({
      reason: 'content-algorithm-unsupported',
      contentAlgorithm: `${ENC}tripledes-cbc`,
      xml: null,
    });
  });

  it('says which of no key, a wrong key and damage it was', async () => {
    const data = encryptByXmlsec(plain, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256');
    expect((await opened(data, [])).reason).toBe('no-key');
    expect((await opened(data, [readDecryptionKey(stranger.privateKeyPem)])).reason).toBe('wrong-key');
    expect(await opened(data, [readDecryptionKey(stranger.privateKeyPem), ...ours])).toEqual({
      xml: plain,
      reason: null,
    });
    const value = data.lastIndexOf('<xenc:CipherValue>') + '<xenc:CipherValue>'.length;
    const other = data.charAt(value) === 'A' ? 'B' : 'A';
    const damaged = data.slice(0, value) + other + data.slice(value + 1);
    expect((await opened(damaged)).reason).toBe('damaged');
  });
});

describe('decryption of xmlenc11 rsa-oaep, the key encrypted by openssl (xmlenc-core1 5.5.2)', () => {
  it.each([
    { digest: 'sha1', mask: 'sha1' },
    { digest: 'sha256', mask: 'sha1' },
    { digest: 'sha256', mask: 'sha256' },
    { digest: 'sha384', mask: 'sha256' },
    { digest: 'sha512', mask: 'sha512' },
    { digest: 'sha512', mask: 'sha1', label: 'c0ffee' },
    { digest: 'sha256', mask: 'sha256', label: 'c0ffee' },
  ] as const)('digest $digest, mask $mask, label $label', async (oaep) => {
    const data = encryptByOpenssl(plain, receiver, 256, oaep);
    const report = await decrypt(holderOf(data), ours, { rsa15: false });
    expect(report).toMatchObject({ xml: plain, reason: null });
  });

  it('a label that was changed opens nothing', async () => {
    const data = encryptByOpenssl(plain, receiver, 128, { digest: 'sha256', mask: 'sha1', label: 'c0ffee' });
    const changed = data.replace('<xenc:OAEPparams>wP/u', '<xenc:OAEPparams>wP/v');
    expect(changed).not.toBe(data);
    expect((await opened(data)).reason).toBe(null);
    expect((await opened(changed)).reason).toBe('wrong-key');
  });
});

describe('where the key stands', () => {
  it('beside the EncryptedData (saml-core 2.2.4)', async () => {
    const data = encryptByXmlsec(plain, receiver, `${ENC}aes128-cbc`, OAEP, 'aes-128');
    const key = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/s.exec(data)?.[0] ?? '';
    const beside =
      data.replace(key, '') + key.replace('<xenc:EncryptedKey>', `<xenc:EncryptedKey xmlns:xenc="${ENC}">`);
    expect((await opened(beside)).xml).toBe(plain);
  });

  it('nowhere, or the data twice: structure', async () => {
    const data = encryptByXmlsec(plain, receiver, `${ENC}aes128-cbc`, OAEP, 'aes-128');
    const key = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/s.exec(data)?.[0] ?? '';
    expect((await opened(data.replace(key, ''))).reason).toBe('structure');
    expect((await opened(data + data)).reason).toBe('structure');
    expect((await opened('')).reason).toBe('structure');
  });
});

describe('the key that a user gives', () => {
  it('an EC key decrypts nothing, and is told so', () => {
    expect(() => readDecryptionKey('-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----')).toThrow(
      /pkcs8/,
    );
    expect(() => readDecryptionKey('nothing')).toThrow(/BEGIN PRIVATE KEY/);
  });
});
