import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { derTime } from '#server/keys/write-der.ts';

const DAY = 86_400_000;

describe('makeSelfSigned', () => {
  it('makes a certificate that OpenSSL reads, for the key beside it (RFC 5280 4.1)', async () => {
    const now = Date.UTC(2026, 0, 2, 3, 4, 5);
    const pair = await makeSelfSigned({ commonName: 'Zürich, hub', days: 10, now, serial: Uint8Array.of(0x12, 0x34) });
    const certificate = new X509Certificate(pair.certificatePem);
    expect(certificate.subject).toBe('CN=Zürich\\, hub');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.serialNumber).toBe('1234');
    expect(Date.parse(certificate.validFrom)).toBe(now - DAY);
    expect(Date.parse(certificate.validTo)).toBe(now + 10 * DAY);
    expect(certificate.ca).toBe(false);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(pair.privateKeyPem))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('gives each certificate another serial number, 16 octets and positive', async () => {
    const options = { commonName: 'x', days: 1, now: 0 };
    const made = await Promise.all([makeSelfSigned(options), makeSelfSigned(options)]);
    const [one, other] = made.map(({ certificatePem }) => new X509Certificate(certificatePem).serialNumber);
    expect(one).toMatch(/^[4-7][0-9A-F]{31}$/);
    expect(one).not.toBe(other);
  });

  it('writes times from 2050 on as GeneralizedTime (RFC 5280 4.1.2.5)', () => {
    expect(Buffer.from(derTime(Date.UTC(2049, 11, 31, 23, 59, 59))).toString('latin1')).toBe('\x17\r491231235959Z');
    expect(Buffer.from(derTime(Date.UTC(2050, 0, 1))).toString('latin1')).toBe('\x18\x0f20500101000000Z');
  });
});
