import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { childElements, descendants, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { corpusFiles, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';

const read = (file: string) => readCorpusFile(file).toString('utf8');

async function trust(pemOrBase64: string): Promise<TrustedKey> {
  return { certificate: await readCertificate(pemOrBase64), entityId: null, source: 'pasted' };
}

/** The certificate in the KeyInfo of a file that its project holds to be genuine. */
async function trustEmbedded(file: string): Promise<TrustedKey> {
  return await trust(/X509Certificate>([^<]+)</.exec(read(file))?.[1] ?? '');
}

/** Whether every assertion that a service provider would take from a response is covered by a valid signature. */
function isVerified({ root }: XmlDocument, reports: readonly SignatureReport[]): boolean {
  const consumed = childElements(root).filter(({ localName }) => /^(Encrypted)?Assertion$/.test(localName));
  return consumed.length > 0 && consumed.every((assertion) => coverOf(assertion, reports) === 'signed');
}

const isForged = (element: XmlElement) => textOf(element).includes('evil');

/** What each file's signatures are is in `test/integration/cli/corpus`; here is what follows from them. */
describeCorpus('attacks of the corpus', () => {
  describe("node-saml's valid signatures", () => {
    const GENUINE = 'node-saml/signatures/valid/response.root-signed.assertion-signed.xml';
    let key: TrustedKey;
    beforeAll(async () => {
      key = await trust(read('node-saml/cert.pem'));
    });

    it.each(corpusFiles().filter((file) => file.startsWith('node-saml/signatures/valid/')))(
      '%s: what is consumed is signed',
      async (file) => {
        const document = parseXml(read(file));
        expect(isVerified(document, await verifySignatures(document, [key]))).toBe(true);
      },
    );

    it.each(['\r\n', '\r'])('hold with other line ends: %j', async (lineEnd) => {
      expect(await verdictsOf(read(GENUINE).replaceAll('\n', lineEnd), [key])).toEqual([
        'Response valid',
        'Assertion valid',
      ]);
    });
  });

  describe("saml20's wrapping", () => {
    it.each(corpusFiles().filter((file) => file.startsWith('saml20/attacks/wrapping/')))(
      '%s: what a reader would take is not signed',
      async (file) => {
        const document = parseXml(read(file));
        const reports = await verifySignatures(document, [await trustEmbedded(file)]);
        expect(isVerified(document, reports)).toBe(false);
        for (const element of [...descendants(document.root)].filter(isForged)) {
          expect(coverOf(element, reports)).toBe('unsigned');
        }
      },
    );

    it('twin: what is consumed of the genuine response is signed', async () => {
      const file = 'saml20/saml20.validResponse.xml';
      const document = parseXml(read(file));
      expect(isVerified(document, await verifySignatures(document, [await trustEmbedded(file)]))).toBe(true);
    });
  });

  describe('metadata that is signed as a whole', () => {
    it.each([
      ['opensaml-metadata/metadata.switchaai_signed.xml', 'EntitiesDescriptor'],
      ['opensaml-metadata/ukfederation-metadata.xml', 'EntitiesDescriptor'],
      ['node-saml/signedMetadata.xml', 'EntityDescriptor'],
      ['simplesamlphp-saml2/metadata/valid-metadata-selfsigned.xml', 'EntityDescriptor'],
    ])('%s: verifies, and with one letter changed it does not', async (file, root) => {
      const keys = [await trustEmbedded(file)];
      expect(await verdictsOf(read(file), keys)).toEqual([`${root} valid`]);
      const changed = read(file).replace(/entityID="/, 'entityID="x');
      expect(await verdictsOf(changed, keys)).toEqual([`${root} invalid digest-mismatch`]);
    });
  });
});
