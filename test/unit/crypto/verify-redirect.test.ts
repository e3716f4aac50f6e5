import { createSign, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SIGNED = `SAMLRequest=fZ%2fa&RelayState=%c3%a4&SigAlg=${encodeURIComponent(RSA_SHA256)}`;

let idp: Signer;
let other: Signer;
beforeAll(async () => {
  idp = await makeSigner();
  other = await makeSigner('other');
});

async function parts(algorithm = RSA_SHA256, signedText = SIGNED) {
  const key = await importPrivateKey(idp.privateKeyPem, RSA_SHA256);
  const signature = await signOctets(new TextEncoder().encode(SIGNED), key, RSA_SHA256);
  return { signedText, algorithm, signature };
}

describe('verifyRedirectSignature (saml-bindings 3.4.4.1)', () => {
  it('is valid by a trusted key over the octets as they arrived, lower-case escapes and all', async () => {
    const report = await verifyRedirectSignature(await parts(), [other.trusted, idp.trusted]);
    expect(report).toEqual({
      algorithm: RSA_SHA256,
      outcome: 'valid',
      reason: null,
      certificate: idp.certificate,
      tried: [other.certificate.sha256, idp.certificate.sha256],
    });
  });

  it('verifies what node:crypto signed', async () => {
    const signature = new Uint8Array(createSign('sha256').update(SIGNED).sign(idp.privateKeyPem));
    const report = await verifyRedirectSignature({ signedText: SIGNED, algorithm: RSA_SHA256, signature }, [
      idp.trusted,
    ]);
    expect(report.outcome).toBe('valid');
  });

  it('is invalid over other octets that decode to the same', async () => {
    const changed = await parts(RSA_SHA256, SIGNED.replace('%2f', '%2F'));
    const report = await verifyRedirectSignature(changed, [idp.trusted]);
    expect(report).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch', tried: [idp.certificate.sha256] });
  });

  it('is invalid by another key, and unknown without any', async () => {
    const wrong = await verifyRedirectSignature(await parts(), [other.trusted]);
    expect(wrong).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null });
    const none = await verifyRedirectSignature(await parts(), []);
    expect(none).toMatchObject({ outcome: 'unknown', reason: 'no-key', tried: [] });
  });

  it('does not take the signature for one of another algorithm', async () => {
    const sha512 = await parts('http://www.w3.org/2001/04/xmldsig-more#rsa-sha512');
    expect(await verifyRedirectSignature(sha512, [idp.trusted])).toMatchObject({ outcome: 'invalid' });
    const ecdsa = await parts('http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256');
    expect(await verifyRedirectSignature(ecdsa, [idp.trusted])).toMatchObject({
      outcome: 'invalid',
      reason: 'wrong-key',
      tried: [],
    });
  });

  it.each([
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-md5', 'invalid', 'algorithm-weak'],
    ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'invalid', 'algorithm-unsupported'],
    ['RSA-MD5', 'invalid', 'algorithm-unsupported'],
    ['http://www.w3.org/2000/09/xmldsig#dsa-sha1', 'unknown', 'algorithm-unsupported'],
  ])('does not compute %s: %s', async (algorithm, outcome, reason) => {
    const report = await verifyRedirectSignature(await parts(algorithm), [idp.trusted]);
    expect(report).toEqual({ algorithm, outcome, reason, certificate: null, tried: [] });
  });

  it('takes an empty or enormous signature for a wrong one', async () => {
    for (const signature of [new Uint8Array(0), new Uint8Array(100_000)]) {
      const report = await verifyRedirectSignature({ ...(await parts()), signature }, [idp.trusted]);
      expect(report).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch' });
    }
  });

  it('signs with ECDSA in the form that it verifies', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const uri = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
    const signature = await signOctets(new Uint8Array([1, 2, 3]), await importPrivateKey(pem, uri), uri);
    expect(signature.length).toBe(64);
  });
});
