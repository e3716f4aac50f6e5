import { expect, it } from 'vitest';
import { cannotVerify } from '#server/gate/cannot-verify.ts';
import { compareReadings } from '#server/gate/compare-readings.ts';
import { verifyWithNodeSaml } from '#server/gate/node-saml.ts';
import { type Consumed, readValuesOf } from '#server/gate/read-values.ts';
import { readWithXmldom } from '#server/gate/read-with-xmldom.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { coveredText, signedTextOf } from '#shared/crypto/signed-text.ts';
import { coveringReport } from '#shared/crypto/what-is-signed.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { certificatesFor, corpusRows, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';

/** Every message of the corpus with a valid signature, and what a service provider would consume of it. */
async function* signedMessages() {
  for (const row of corpusRows()) {
    if (!row.signatures.includes('valid')) continue;
    const certificatePems = await certificatesFor(row);
    const { messages } = await inspectInput(readCorpusFile(row.file), await knowledgeFrom({ certificatePems }));
    for (const inspected of messages) {
      for (const consumed of consumedOf(inspected)) yield { file: row.file, inspected, consumed };
    }
  }
}

function consumedOf({ message }: InspectedMessage): readonly Consumed[] {
  if (message?.kind === 'Response') return message.assertions;
  return message?.kind === 'LogoutRequest' || message?.kind === 'LogoutResponse' ? [message] : [];
}

function coveringOf({ signatures }: InspectedMessage, consumed: Consumed): SignatureReport | null {
  return coveringReport(consumed.element, signatures);
}

describeCorpus('the second opinion on what others’ products signed', () => {
  it('reads the same in every message', async () => {
    let count = 0;
    for await (const { file, inspected, consumed } of signedMessages()) {
      const report = coveringOf(inspected, consumed);
      if (report === null) continue;
      const text = coveredText(report, consumed.element) ?? '';
      expect([file, compareReadings(readValuesOf(consumed), readWithXmldom(text))]).toEqual([file, null]);
      count += 1;
    }
    expect(count).toBeGreaterThan(20);
  });

  it('verifies every signature that node-saml knows', async () => {
    let count = 0;
    for await (const { file, inspected, consumed } of signedMessages()) {
      const report = coveringOf(inspected, consumed);
      const signed = report && signedTextOf(report);
      if (signed == null || report?.certificate == null) continue;
      const certificate = `-----BEGIN CERTIFICATE-----\n${Buffer.from(report.certificate.der).toString('base64')}\n-----END CERTIFICATE-----\n`;
      const { document, digested } = signed;
      const verified = await verifyWithNodeSaml({ kind: 'xml', document, digested, certificate });
      expect([file, verified]).toEqual([file, cannotVerify(signed) === null]);
      count += 1;
    }
    expect(count).toBeGreaterThan(20);
  });
});
