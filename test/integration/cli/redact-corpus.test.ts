import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { type JsonReport, toJsonReport } from '#shared/report/json-report.ts';
import { corpusFiles, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';

const KEY = new Uint8Array(32).fill(5);

/** What is about signatures, which redaction replaces, or about the very text of a value. */
const GONE = /^(?:signature-|content-reformatted|value-html)/;

async function inspect(input: Uint8Array | string): Promise<JsonReport | null> {
  try {
    return toJsonReport(await inspectInput(input, await knowledgeFrom({ at: Date.UTC(2026, 0, 1) })), { all: false });
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

function gist({ messages, findings }: JsonReport): readonly string[] {
  return [
    ...messages.map(({ kind, binding, status }) => `${kind} ${binding} ${status?.codes}`),
    ...findings.filter(({ code }) => !GONE.test(code)).map(({ code, outcome, path }) => `${code} ${outcome} ${path}`),
  ].sort();
}

function names({ messages }: JsonReport): readonly string[] {
  return messages
    .flatMap(({ subject, attributes, id }) => [
      subject?.nameId?.value,
      id,
      ...attributes.flatMap(({ values }) => values),
    ])
    .filter((each) => each != null && each.length > 7 && !/^(?:urn:|https?:|\d{4}-)/.test(each))
    .map(String);
}

describeCorpus('redaction of the corpus', () => {
  describe('every message of the corpus, redacted', () => {
    it.each(corpusFiles())(
      '%s: the same findings, but for signatures, and no name',
      { timeout: 60_000 },
      async (file) => {
        const bytes = readCorpusFile(file);
        const before = await inspect(bytes);
        if (before === null) return;
        const { text } = redactInput(bytes, KEY);
        const after = await inspect(text);
        expect(after && gist(after)).toEqual(gist(before));
        const xml =
          after?.messages
            .map((message) => message.xml)
            .join('\n')
            .toLowerCase() ?? '';
        expect(names(before).filter((name) => xml.includes(name.toLowerCase()))).toEqual([]);
      },
    );
  });
});
