import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate, readCertificateDer, readCertificates } from '#shared/crypto/read-certificate.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let one: Signer;
let other: Signer;
let base64: string;
beforeAll(async () => {
  one = await makeSigner('one');
  other = await makeSigner('other');
  base64 = Buffer.from(one.certificate.der).toString('base64');
});

describe('readCertificate (RFC 5280)', () => {
  it('reads what another reader reads', async () => {
    const oracle = new X509Certificate(one.certificatePem);
    const certificate = await readCertificate(one.certificatePem);
    expect(certificate).toMatchObject({
      subject: 'CN=one',
      issuer: 'CN=one',
      serialNumber: oracle.serialNumber.toLowerCase(),
      notBefore: Date.parse(oracle.validFrom),
      notAfter: Date.parse(oracle.validTo),
      keyType: 'RSA',
      keyBits: 2048,
      curve: null,
      sha1: oracle.fingerprint.replaceAll(':', '').toLowerCase(),
      sha256: oracle.fingerprint256.replaceAll(':', '').toLowerCase(),
    });
    expect(Buffer.from(certificate.publicKey)).toEqual(oracle.publicKey.export({ type: 'spki', format: 'der' }));
  });

  it.each<[string, () => string | Uint8Array]>([
    ['DER', () => one.certificate.der],
    ['DER in the middle of a larger buffer', () => Buffer.concat([Buffer.alloc(3), one.certificate.der]).subarray(3)],
    ['PEM as bytes', () => Buffer.from(one.certificatePem)],
    ['PEM with a byte order mark', () => Buffer.from(`\ufeff${one.certificatePem}`)],
    ['CRLF', () => one.certificatePem.replaceAll('\n', '\r\n')],
    ['CR', () => one.certificatePem.replaceAll('\n', '\r')],
    ['one line', () => one.certificatePem.replaceAll('\n', '')],
    ['\\n written out', () => one.certificatePem.replaceAll('\n', '\\n')],
    ['base64 only', () => base64],
    ['base64 with line breaks and spaces', () => `\n  ${base64.replace(/.{76}/g, '$&\n  ')}\n`],
    [
      'bag attributes before it',
      () => `Bag Attributes\n    localKeyID: 01 02\nsubject=CN = one\n${one.certificatePem}`,
    ],
    ['headers inside', () => one.certificatePem.replace('-----\n', '-----\nX-Note: hello\n\n')],
    ['a key before it', () => `${one.privateKeyPem}${one.certificatePem}`],
    [
      'TRUSTED CERTIFICATE without trust data',
      () => one.certificatePem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
    ],
    ['X509 CERTIFICATE', () => one.certificatePem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['a second certificate behind it', () => one.certificatePem + other.certificatePem],
  ])('reads %s', async (_, input) => {
    expect((await readCertificate(input())).sha256).toBe(one.certificate.sha256);
  });

  it.each<[string, () => string | Uint8Array, string]>([
    ['a private key', () => one.privateKeyPem, 'the text holds a PRIVATE KEY instead'],
    ['other text', () => 'hello, world!', 'Not base64'],
    ['base64 of something else', () => 'aGVsbG8=', 'Not DER at byte 0'],
    ['a cut certificate', () => base64.slice(0, 400), 'longer than what holds it'],
    [
      'bytes behind the certificate',
      () => Buffer.concat([one.certificate.der, Buffer.alloc(1)]),
      'bytes after the end',
    ],
    ['an enormous text', () => 'A'.repeat(300_000), 'more than 262144 characters'],
    ['only a SEQUENCE', () => new Uint8Array([0x30, 0x80]), 'an indefinite length'],
  ])('refuses %s in words', async (_, input, words) => {
    const reading = readCertificate(input());
    await expect(reading).rejects.toMatchObject({
      code: 'certificate-invalid',
      message: expect.stringContaining(words),
    });
  });

  it.each(['', ' \n '])('says that nothing is there for %j', async (text) => {
    await expect(readCertificate(text)).rejects.toMatchObject({ code: 'certificate-missing' });
    await expect(readCertificates(text)).rejects.toMatchObject({ code: 'certificate-missing' });
  });

  it('reads every certificate of a file in order', async () => {
    const all = await readCertificates(`chain:\n${other.certificatePem}\ntext\n${one.certificatePem}`);
    expect(all.map(({ subject }) => subject)).toEqual(['CN=other', 'CN=one']);
  });

  it('refuses a file of which one certificate is broken', async () => {
    const broken = other.certificatePem.replace(/\n.{4}/, '\nAAAA');
    await expect(readCertificates(one.certificatePem + broken)).rejects.toMatchObject({ code: 'certificate-invalid' });
  });

  it('never fails with anything but its own error, whatever byte is changed', async () => {
    const { der } = one.certificate;
    for (let index = 0; index < der.length; index++) {
      const changed = der.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x81;
      await readCertificateDer(changed).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'certificate-invalid' });
      });
    }
  });
});
