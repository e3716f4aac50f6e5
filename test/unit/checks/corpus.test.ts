import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { runGate } from '#shared/checks/gate.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { CheckSubject } from '#shared/inspection/subject.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { corpusFiles, readCorpusFile } from '#test/fixtures/corpus.ts';
import { connectionOf, testKeys } from './kit.ts';

const files = corpusFiles().filter((name) => name.endsWith('.xml'));

async function examine(name: string): Promise<CheckSubject | null> {
  try {
    const document = parseXml(readCorpusFile(name).toString('utf8'));
    const message = readMessage(document);
    const around = { wire: null, redirectSignature: null, receivedUrl: null, request: null, requestIds: null };
    const now = message.issueInstant?.time ?? null;
    const signatures = await verifySignatures(document, []);
    return { index: 0, document, message, signatures, receivedAt: now, now, earlier: [], ...around };
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

if (files.length > 0) {
  describe('messages and metadata that other projects test with', () => {
    test.each(files)('%s is read, checked and explained, or refused as XML', async (name) => {
      const subject = await examine(name);
      if (subject === null) return;
      const knowledge = await knowledgeFrom({});
      for (const finding of runChecks(subject, knowledge)) {
        expect(wordsFor(finding).title).not.toBe(finding.code);
        expect(subject.document.text.length).toBeGreaterThanOrEqual(finding.range?.end ?? 0);
      }
    });

    test('no gate of another SP takes any of them', async () => {
      const connection = connectionOf((await testKeys()).idp);
      for (const name of files) {
        const subject = await examine(name);
        if (subject === null) continue;
        const knowledge = await knowledgeFrom({ connection, at: subject.now });
        expect(runGate(subject, knowledge).verdict, name).toBe('reject');
      }
    }, 30_000);
  });
}
