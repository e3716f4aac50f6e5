import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { isSoundForXmlsec1 } from '#test/fixtures/xmlsec1.ts';

const CORPUS = '../shared/corpus';
/** What XML Signature allows and SAML does not (saml-core 5.4): no wonder that xmlsec1 sees no fault. */
const FORBIDDEN_BY_SAML = new Set([
  'reference-foreign',
  'reference-count',
  'reference-empty',
  'transform-forbidden',
  'structure',
]);

const place = makeWorkplace();
afterAll(() => place.remove());

function signedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((file) => /\.(xml|txt)$/.test(file) && readFileSync(file, 'utf8').includes('SignatureValue>'))
    .filter(isReadable);
}

/** What our parser refuses has no signatures; its own tests say why. */
function isReadable(file: string): boolean {
  try {
    return parseXml(readFileSync(file, 'utf8')).root !== null;
  } catch {
    return false;
  }
}

const isIntact = ({ outcome, reason }: SignatureReport) => outcome === 'valid' || reason === 'embedded-key-only';

if (existsSync(CORPUS)) {
  describe('xmlsec1 agrees with us on every signature of the corpus', () => {
    it.each(signedFiles(CORPUS))('%s', async (file) => {
      const xml = readFileSync(file, 'utf8');
      // node-saml's key signed most of those that have no KeyInfo; where there is one, the embedded key decides.
      const certificate = await readCertificate(readFileSync(`${CORPUS}/node-saml/cert.pem`));
      const keyFile = place.write('key.pem', readFileSync(`${CORPUS}/node-saml/cert.pem`));
      const reports = await verifySignatures(parseXml(xml), [{ certificate, entityId: null, source: 'pasted' }]);
      for (const [index, report] of reports.entries()) {
        const isSound = [null, keyFile].some((key) => isSoundForXmlsec1(place, xml, key, index));
        const ours = isIntact(report) || report.reason === 'wrong-key';
        if (FORBIDDEN_BY_SAML.has(report.reason ?? '')) expect(ours).toBe(false);
        else
          expect({ [`${report.on} ${index} ${report.reason}`]: ours }).toEqual({
            [`${report.on} ${index} ${report.reason}`]: isSound,
          });
      }
    });
  });
}
