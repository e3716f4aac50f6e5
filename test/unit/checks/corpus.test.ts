import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { decide } from '#shared/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { CheckedMessage } from '#shared/inspection/checked-message.ts';
import { examine } from '#shared/inspection/examine.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { corpusFiles, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';
import { connectionOf, testKeys } from './kit.ts';

const NO_WIRE = { binding: 'unknown', parameter: null, steps: [], relayState: null, redirectSignature: null } as const;
const files = corpusFiles().filter((name) => name.endsWith('.xml'));

async function readSubject(name: string): Promise<CheckedMessage | null> {
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

describeCorpus('checks on the corpus', () => {
  describe('messages and metadata that other projects test with', () => {
    test.each(files)('%s is read, checked and explained, or refused as XML', async (name) => {
      const subject = await readSubject(name);
      if (subject === null) return;
      const knowledge = await knowledgeFrom({});
      for (const finding of runChecks(createContext(subject, knowledge, null))) {
        expect(wordsFor(finding).title).not.toBe(finding.code);
        expect(subject.document.text.length).toBeGreaterThanOrEqual(finding.range?.end ?? 0);
      }
    });

    test('no gate of another SP takes any of them', async () => {
      const connection = connectionOf((await testKeys()).idp);
      for (const name of files) {
        const subject = await readSubject(name);
        if (subject === null) continue;
        const wire = { ...NO_WIRE, xml: subject.document.text };
        const examined = await examine(wire, gatePolicy(connection));
        const around = { now: subject.now ?? 0, requestIds: null, isUsed: null, secondOpinion: null };
        const { verdict } = await decide({ examined, connection, ...around });
        expect(verdict, name).toBe('reject');
      }
    }, 30_000);
  });
});
