import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { compareReadings } from '#server/gate/compare-readings.ts';
import { verifyWithNodeSaml } from '#server/gate/node-saml.ts';
import { readValuesOf } from '#server/gate/read-values.ts';
import { readWithXmldom } from '#server/gate/read-with-xmldom.ts';
import { signedTextOf } from '#shared/crypto/signed-text.ts';
import { readAssertion } from '#shared/saml/read-assertion.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { isXmlCharacter } from '#shared/xml/characters.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { makeSigner, verifyText } from '#test/fixtures/signer.ts';
import { xmlDocument } from '#test/fixtures/xml-arbitrary.ts';

/** Character data of every kind, in an attribute and in a text. */
const text = fc
  .string({ unit: 'binary', maxLength: 20 })
  .filter((value) => value.isWellFormed() && [...value].every((char) => isXmlCharacter(char.codePointAt(0) ?? 0)))
  .map((value) => value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`));

/** The document element alone: what stands around it cannot stand inside an assertion. */
const inner = xmlDocument.map((document) => {
  const { root, text: whole } = parseXml(document);
  return whole.slice(root.start, root.end);
});

const assertion = fc
  .record({ name: text, user: text, value: text, xml: inner })
  .map(
    ({ name, user, value, xml }) =>
      `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><saml:Issuer>${value}</saml:Issuer><saml:Subject><saml:NameID SPNameQualifier="${value}">${user}</saml:NameID></saml:Subject><saml:AttributeStatement><saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue><saml:AttributeValue>${xml}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`,
  );

describe('the two readers of the gate read the same in everything that XML allows', { timeout: 60_000 }, () => {
  it('as it was written, and in canonical form', () => {
    fc.assert(
      fc.property(assertion, fc.boolean(), (written, exclusive) => {
        const { root } = parseXml(written);
        const ours = readValuesOf(readAssertion(root));
        expect(ours.length).toBeGreaterThan(5);
        expect(compareReadings(ours, readWithXmldom(written))).toBeNull();
        const canonical = canonicalize(root, { exclusive, comments: false });
        expect(compareReadings(ours, readWithXmldom(canonical))).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('node-saml verifies whatever has names in ASCII, as products write them', { timeout: 60_000 }, () => {
  /** Names that its parser stops at, or that it sorts or loses otherwise. */
  const isOdd = (xml: string): boolean => /__proto__|hasOwnProperty|constructor|é|𐐀|\uFFFD/.test(xml);

  it('and prints nothing', async () => {
    const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const signer = await makeSigner();
    for (const written of fc.sample(
      assertion.filter((xml) => !isOdd(xml)),
      150,
    )) {
      const [report] = await verifyText(await signer.sign(written, '_a'), [signer.trusted]);
      const signed = report && signedTextOf(report);
      if (signed == null) throw new Error(written);
      const { document, digested } = signed;
      const certificate = signer.certificatePem;
      expect([written, await verifyWithNodeSaml({ kind: 'xml', document, digested, certificate })]).toEqual([
        written,
        true,
      ]);
    }
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
