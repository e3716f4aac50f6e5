import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { childElements, descendants, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';

/** Messages that other projects test with: its README names them. The table stands only where the folder is there. */
const CORPUS = '../shared/corpus';

const read = (file: string) => readFileSync(`${CORPUS}/${file}`, 'utf8');
const list = (folder: string) => readdirSync(`${CORPUS}/${folder}`).map((name) => `${folder}/${name}`);

async function trust(pemOrBase64: string): Promise<TrustedKey> {
  return { certificate: await readCertificate(pemOrBase64), entityId: null, source: 'pasted' };
}

/** The certificate in the KeyInfo of a file that its project holds to be genuine. */
async function trustEmbedded(file: string): Promise<TrustedKey> {
  return await trust(/X509Certificate>([^<]+)</.exec(read(file))?.[1] ?? '');
}

/** Whether every assertion that a service provider would take from a response is covered by a valid signature. */
async function isVerified(xml: string, key: TrustedKey): Promise<boolean> {
  const document = parseXml(xml);
  const reports = await verifySignatures(document, [key]);
  const consumed = childElements(document.root).filter(({ localName }) => /^(Encrypted)?Assertion$/.test(localName));
  return consumed.length > 0 && consumed.every((assertion) => coverOf(assertion, reports) === 'signed');
}

const isForged = (element: XmlElement) => textOf(element).includes('evil');

if (existsSync(CORPUS)) {
  describe("node-saml's signatures", () => {
    let key: TrustedKey;
    beforeAll(async () => {
      key = await trust(read('node-saml/cert.pem'));
    });

    it.each(list('node-saml/signatures/valid'))('%s verifies', async (file) => {
      expect(await isVerified(read(file), key)).toBe(true);
    });

    it.each(['\r\n', '\r'])('one of them verifies with other line ends: %j', async (lineEnd) => {
      const xml = read('node-saml/signatures/valid/response.root-signed.assertion-signed.xml');
      expect(await isVerified(xml.replaceAll('\n', lineEnd), key)).toBe(true);
    });

    const INVALID = list('node-saml/signatures/invalid');
    /** Not XML at all. */
    const TWO_ROOTS = 'response.root-signed.multiple-root-elements.xml';
    /** Its root is soundly signed, xmlsec1 says so too; what is wrong is inside the encrypted assertion, whose key is not in the corpus. */
    const WRONG_INSIDE = 'response.root-signed.assertion-invalidly-signed-encrypted.xml';

    it.each(INVALID.filter((file) => !file.endsWith(TWO_ROOTS) && !file.endsWith(WRONG_INSIDE)))(
      '%s does not',
      async (file) => {
        expect(await isVerified(read(file), key)).toBe(false);
      },
    );

    it('two document elements are refused before anything is verified', () => {
      expect(() => parseXml(read(`node-saml/signatures/invalid/${TWO_ROOTS}`))).toThrow(
        expect.objectContaining({ code: 'xml-not-well-formed' }),
      );
    });

    it('a sound signature around an encrypted assertion says nothing about the signature inside it', async () => {
      const verdicts = await verdictsOf(read(`node-saml/signatures/invalid/${WRONG_INSIDE}`), [key]);
      expect(verdicts).toEqual(['Response valid']);
    });

    it.each([
      ['good_signature', 'LogoutRequest valid'],
      ['session_index', 'LogoutRequest valid'],
      ['encrypted_name_id', 'LogoutRequest valid'],
      ['bad_expiration', 'LogoutRequest valid'],
      ['bad_signature', 'LogoutRequest invalid digest-mismatch'],
    ])('logout_request_with_%s.xml: %s', async (name, verdict) => {
      const acme = await trust(read('node-saml/acme_tools_com.cert'));
      expect(await verdictsOf(read(`node-saml/logout_request_with_${name}.xml`), [key, acme])).toEqual([verdict]);
    });
  });

  describe("saml20's attacks", () => {
    const GENUINE = 'saml20/saml20.validResponse.xml';

    it('twin: the genuine response and message verify by their certificate', async () => {
      const key = await trustEmbedded(GENUINE);
      expect(await isVerified(read(GENUINE), key)).toBe(true);
      expect(await verdictsOf(read('saml20/saml20.validResponseSignedMessage.xml'), [key])).toEqual(['Response valid']);
    });

    it.each(list('saml20/attacks/wrapping'))('%s: what a reader would take is not signed', async (file) => {
      const key = await trustEmbedded(file);
      expect(await isVerified(read(file), key)).toBe(false);
      const document = parseXml(read(file));
      const reports = await verifySignatures(document, [key]);
      for (const element of [...descendants(document.root)].filter(isForged)) {
        expect(coverOf(element, reports)).toBe('unsigned');
      }
    });

    it('a comment in DigestValue is refused (CVE-2025-29775)', async () => {
      const file = 'saml20/digestValueComment.xml';
      expect(await verdictsOf(read(file), [await trustEmbedded(file)])).toEqual(['Assertion invalid structure']);
    });

    it('two document elements are refused', () => {
      expect(() => parseXml(read('saml20/attacks/saml20.response.multipleRootElements.xml'))).toThrow(
        expect.objectContaining({ code: 'xml-not-well-formed' }),
      );
    });

    it.each([
      ['saml20/saml20.validToken.xml', 'Assertion valid'],
      ['saml20/saml20.invalidToken.xml', 'Assertion invalid digest-mismatch'],
      ['saml20/logout-response.xml', 'LogoutResponse valid'],
      ['saml20/logout-response-failed.xml', 'LogoutResponse invalid digest-mismatch'],
    ])('%s: %s', async (file, verdict) => {
      expect(await verdictsOf(read(file), [await trustEmbedded(file)])).toEqual([verdict]);
    });
  });

  describe("samlify's requests and responses", () => {
    it.each([
      ['false_signed_request_sha1', 'AuthnRequest invalid structure'],
      ['false_signed_request_sha256', 'AuthnRequest invalid structure'],
      ['false_signed_request_sha512', 'AuthnRequest invalid structure'],
      // Signed is the Issuer only, or the assertion from outside of it: no signature as SAML has them.
      ['signed_request_sha256', 'AuthnRequest invalid reference-foreign'],
      ['response_signed', 'Response invalid reference-foreign'],
      ['response_signed_cert1', 'Response invalid reference-count'],
      ['signed_response_sha256', 'Response invalid reference-count'],
    ])('%s: %s', async (name, verdict) => {
      const file = `samlify/${name}.xml`;
      expect(await verdictsOf(read(file), [await trustEmbedded(file)])).toEqual([verdict]);
    });

    it('an element before the document element is refused', () => {
      expect(() => parseXml(read('samlify/attack_response_signed.xml'))).toThrow(
        expect.objectContaining({ code: 'xml-not-well-formed' }),
      );
    });
  });

  describe("SimpleSAMLphp's vulnerabilities", () => {
    it.each([
      ['CVE-2025-66475', 'Assertion invalid digest-mismatch'],
      ['signedAssertionReferencedEmbeddedAssertion', 'Assertion invalid reference-foreign'],
      ['signedAssertionWithInvalidReferencedId', 'Assertion invalid reference-missing'],
    ])('%s: %s', async (name, verdict) => {
      const file = `simplesamlphp-saml2/vulnerabilities/${name}.xml`;
      expect(await verdictsOf(read(file), [await trustEmbedded(file)])).toEqual([verdict]);
    });
  });

  describe('metadata of federations, signed as a whole', () => {
    it.each([
      ['opensaml-metadata/metadata.switchaai_signed.xml', 'EntitiesDescriptor valid'],
      ['opensaml-metadata/ukfederation-metadata.xml', 'EntitiesDescriptor valid'],
      ['node-saml/signedMetadata.xml', 'EntityDescriptor valid'],
      ['simplesamlphp-saml2/metadata/valid-metadata-selfsigned.xml', 'EntityDescriptor valid'],
    ])('%s: %s', async (file, verdict) => {
      expect(await verdictsOf(read(file), [await trustEmbedded(file)])).toEqual([verdict]);
      const changed = read(file).replace(/entityID="/, 'entityID="x');
      expect(await verdictsOf(changed, [await trustEmbedded(file)])).toEqual([
        verdict.replace('valid', 'invalid digest-mismatch'),
      ]);
    });
  });
}
