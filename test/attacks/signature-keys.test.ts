import { createHmac, createPublicKey, createSign, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf, verifyText } from '#test/fixtures/signer.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

let idp: Signer;
let attacker: Signer;
let signed: string;
beforeAll(async () => {
  idp = await makeSigner();
  attacker = await makeSigner(); // the same name in its certificate as the IdP
  signed = await idp.sign(plainResponse(), '_response');
});

const verdict = async (xml: string, keys: readonly TrustedKey[]) => (await verdictsOf(xml, keys)).join(', ');

/** Puts another value over the SignedInfo as it is after `change`. */
function resign(change: (xml: string) => string, sign: (octets: Buffer) => Buffer): string {
  const changed = change(signed);
  const signedInfo = [...descendants(parseXml(changed).root)].find(({ localName }) => localName === 'SignedInfo');
  if (signedInfo === undefined) throw new Error('no SignedInfo');
  const value = sign(Buffer.from(canonicalize(signedInfo, { exclusive: true, comments: false })));
  return changed.replace(/(<ds:SignatureValue>)[^<]*/, `$1${value.toString('base64')}`);
}

describe("the attacker's own key", () => {
  it('is never trusted because it is in KeyInfo, whatever name its certificate bears', async () => {
    const forged = await attacker.sign(plainResponse().replace('>anne<', '>mallory<'), '_response');
    expect(attacker.certificate.subject).toBe(idp.certificate.subject);
    expect(await verdict(forged, [idp.trusted])).toBe('Response invalid wrong-key');
    expect(await verdict(forged, [])).toBe('Response unknown embedded-key-only');
    // Twin: the signature alone is sound.
    expect(await verdict(forged, [attacker.trusted])).toBe('Response valid');
  });

  it('is not trusted behind the certificate of the IdP in KeyInfo either', async () => {
    const forged = await attacker.sign(plainResponse(), '_response');
    const genuine = Buffer.from(idp.certificate.der).toString('base64');
    const mixed = forged.replace('<ds:X509Certificate>', `<ds:X509Certificate>${genuine}</ds:X509Certificate>$&`);
    expect(await verdict(mixed, [idp.trusted])).toBe('Response invalid wrong-key');
  });

  it('is not trusted as a bare RSAKeyValue', async () => {
    const forged = await attacker.sign(plainResponse(), '_response');
    const { n = '', e = '' } = createPublicKey(attacker.certificatePem).export({ format: 'jwk' });
    const base64 = (text: string) => Buffer.from(text, 'base64url').toString('base64');
    const bare = forged.replace(
      /<ds:X509Data>.*<\/ds:X509Data>/,
      `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${base64(n)}</ds:Modulus><ds:Exponent>${base64(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`,
    );
    expect(await verdict(bare, [idp.trusted])).toBe('Response invalid wrong-key');
    expect(await verdict(bare, [])).toBe('Response unknown embedded-key-only');
    const [report] = await verifyText(bare, []);
    expect(report).toMatchObject({ certificate: null, embedded: null });
  });

  it('is not trusted as a bare ECKeyValue', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65).toString('base64');
    const ecKeyValue = `<x:ECKeyValue xmlns:x="http://www.w3.org/2009/xmldsig11#"><x:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"></x:NamedCurve><x:PublicKey>${point}</x:PublicKey></x:ECKeyValue>`;
    const forged = resign(
      (xml) =>
        xml
          .replace(RSA_SHA256, `${MORE}ecdsa-sha256`)
          .replace(/<ds:X509Data>.*<\/ds:X509Data>/, `<ds:KeyValue>${ecKeyValue}</ds:KeyValue>`),
      (octets) => createSign('sha256').update(octets).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }),
    );
    expect(await verdict(forged, [idp.trusted])).toBe('Response invalid wrong-key');
    expect(await verdict(forged, [])).toBe('Response unknown embedded-key-only');
    expect(await verdict(forged.replace('>anne<', '>eddie<'), [])).toBe('Response invalid digest-mismatch');
  });

  it('may be any nonsense: there is a verdict all the same', async () => {
    const numbers = ['', 'AA==', 'AQ==', 'Aw==', 'AQAB', 'AAEAAQ==', '/'.repeat(344), 'A'.repeat(344), '!'];
    const values = numbers.flatMap((modulus) =>
      numbers.map(
        (exponent) =>
          `<ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${exponent}</ds:Exponent></ds:RSAKeyValue>`,
      ),
    );
    for (const value of [...values, '', '<ds:RSAKeyValue></ds:RSAKeyValue>', '<ds:DSAKeyValue></ds:DSAKeyValue>']) {
      const odd = signed.replace(/<ds:X509Data>.*<\/ds:X509Data>/, `<ds:KeyValue>${value}</ds:KeyValue>`);
      expect(await verdict(odd, [])).toMatch(/^Response (unknown no-key|invalid signature-mismatch)$/);
      expect(await verdict(odd, [idp.trusted])).toBe('Response valid');
    }
  });

  it('cannot be enormous: it verifies nothing and costs nothing', async () => {
    const modulus = Buffer.alloc(1 << 20, 0xff).toString('base64');
    const huge = signed.replace(
      /<ds:X509Data>.*<\/ds:X509Data>/,
      `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${modulus}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`,
    );
    const importing = vi.spyOn(crypto.subtle, 'importKey');
    expect(await verdict(huge, [])).toBe('Response unknown no-key');
    expect(importing).not.toHaveBeenCalled();
    importing.mockRestore();
  });
});

describe('key confusion', () => {
  it.each<[string, (certificate: Certificate) => string | Uint8Array]>([
    ['PEM', () => idp.certificatePem],
    ['DER', ({ der }) => der],
    ['SubjectPublicKeyInfo', ({ publicKey }) => publicKey],
    ['nothing', () => ''],
  ])('an HMAC keyed with the public certificate as %s is no signature', async (_, secretOf) => {
    const forged = resign(
      (xml) => xml.replace(RSA_SHA256, `${MORE}hmac-sha256`).replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''),
      (octets) => createHmac('sha256', secretOf(idp.certificate)).update(octets).digest(),
    );
    expect(await verdict(forged, [idp.trusted])).toBe('Response invalid algorithm-unsupported');
    expect(await verdict(forged, [])).toBe('Response invalid algorithm-unsupported');
  });

  it('an RSA key is not tried for ECDSA, nor an EC key for RSA', async () => {
    const asEcdsa = signed.replace(RSA_SHA256, `${MORE}ecdsa-sha256`);
    const [report] = await verifyText(asEcdsa, [idp.trusted]);
    expect(report).toMatchObject({ outcome: 'invalid', reason: 'wrong-key', tried: [] });
    const ec = { ...idp.trusted, certificate: ecCertificate() };
    const [other] = await verifyText(await idp.sign(plainResponse(), '_response', { embed: false }), [ec]);
    expect(other).toMatchObject({ outcome: 'invalid', reason: 'wrong-key', tried: [] });
  });

  it('a signature made with PKCS#1 v1.5 does not pass for PSS, nor SHA-256 for SHA-512', async () => {
    for (const uri of ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', `${MORE}rsa-sha512`]) {
      const renamed = signed.replace(RSA_SHA256, uri);
      expect(await verdict(renamed, [idp.trusted])).toBe('Response invalid signature-mismatch');
    }
  });

  /** A certificate object around an EC key: what a metadata file with both kinds gives. */
  function ecCertificate(): Certificate {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    return { ...idp.certificate, keyType: 'EC', keyBits: 256, curve: 'P-256', publicKey: spki, sha256: 'ec' };
  }
});

describe('algorithms that are broken, unknown or not computed', () => {
  it.each([
    [`${MORE}rsa-md5`, 'invalid algorithm-weak'],
    [`${MORE}hmac-md5`, 'invalid algorithm-unsupported'],
    [`${DSIG}hmac-sha1`, 'invalid algorithm-unsupported'],
    ['urn:nobody-knows', 'invalid algorithm-unsupported'],
    ['', 'invalid algorithm-unsupported'],
    [`${DSIG}dsa-sha1`, 'unknown algorithm-unsupported'],
    [`${MORE}rsa-sha224`, 'unknown algorithm-unsupported'],
    [`${MORE}rsa-ripemd160`, 'unknown algorithm-unsupported'],
  ])('SignatureMethod %j: %s', async (uri, expected) => {
    expect(await verdict(signed.replace(RSA_SHA256, uri), [idp.trusted])).toBe(`Response ${expected}`);
  });

  it.each([
    [`${MORE}md5`, 'invalid algorithm-weak'],
    ['urn:nobody-knows', 'invalid algorithm-unsupported'],
    [`${MORE}sha224`, 'unknown algorithm-unsupported'],
    ['http://www.w3.org/2007/05/xmldsig-more#sha3-256', 'unknown algorithm-unsupported'],
  ])('DigestMethod %j: %s', async (uri, expected) => {
    const changed = signed.replace('http://www.w3.org/2001/04/xmlenc#sha256', uri);
    expect(await verdict(changed, [idp.trusted])).toBe(`Response ${expected}`);
  });

  it.each([
    ['http://www.w3.org/2006/12/xml-c14n11', 'unknown algorithm-unsupported'],
    ['urn:nobody-knows', 'invalid algorithm-unsupported'],
  ])('CanonicalizationMethod %j: %s', async (uri, expected) => {
    const changed = signed.replace('http://www.w3.org/2001/10/xml-exc-c14n#', uri);
    expect(await verdict(changed, [idp.trusted])).toBe(`Response ${expected}`);
  });

  it.each([0, 222, 223, 256, 9999])(
    'RSA-PSS with a salt of %i octets, which the key may not hold, has a verdict',
    async (octets) => {
      const uri = 'http://www.w3.org/2007/05/xmldsig-more#';
      const params = `<p:RSAPSSParams xmlns:p="${uri}"><p:SaltLength>${octets}</p:SaltLength></p:RSAPSSParams>`;
      const changed = signed.replace(`${RSA_SHA256}">`, `${uri}rsa-pss">${params}`);
      expect(await verdict(changed, [idp.trusted])).toBe('Response invalid signature-mismatch');
      expect(await verdict(changed, [])).toBe('Response invalid signature-mismatch');
    },
  );

  it('a certificate without a usable key is not tried and does no harm', async () => {
    const odd: TrustedKey = { ...idp.trusted, certificate: { ...idp.certificate, keyType: 'unknown', sha256: 'odd' } };
    expect(await verdict(signed, [odd])).toBe('Response invalid wrong-key');
    expect(await verdict(signed, [odd, idp.trusted])).toBe('Response valid');
  });

  it('the certificates of these tests are what they seem to another reader', () => {
    expect(new X509Certificate(idp.certificatePem).publicKey.asymmetricKeyType).toBe('rsa');
  });
});
