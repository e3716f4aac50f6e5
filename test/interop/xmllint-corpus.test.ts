import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readText } from '#shared/wire/read-text.ts';
import { canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { corpusFiles, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';
import { canonicalAll, lintAll } from '#test/fixtures/xmllint.ts';

/** Its namespace names are relative: neither libxml2 nor we have a canonical form for it. */
const WITHOUT_CANONICAL_FORM = 'simplesamlphp-saml2/vulnerabilities/CVE-2025-66475.xml';

function parseOrError(text: string): XmlDocument | WorkbenchError {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

function readCorpus(): readonly (readonly [name: string, text: string])[] {
  const names = corpusFiles().filter((name) => name.endsWith('.xml'));
  return names.map((name) => [name, readText(readCorpusFile(name)).text]);
}

describeCorpus('xmllint on the corpus', () => {
  describe('the corpus', () => {
    const files = readCorpus();
    const parsed = files.map(([name, text]) => ({ name, text, result: parseOrError(text) }));

    it('is well-formed for us where it is for libxml2, file by file', () => {
      const verdicts = lintAll(files.map(([, text]) => text));
      expect(parsed.map(({ name, result }) => [name, !(result instanceof Error)])).toEqual(
        files.map(([name], index) => [name, verdicts[index]]),
      );
    });

    it.each(['exclusive', 'inclusive'] as const)('has the canonical forms of libxml2: %s', (form) => {
      const options = { exclusive: form === 'exclusive', comments: true };
      const readable = parsed.flatMap(({ name, text, result }) =>
        result instanceof Error || name === WITHOUT_CANONICAL_FORM ? [] : [{ name, text, document: result }],
      );
      expect(readable.length).toBeGreaterThan(200);
      const ours = readable.map(({ document }) => canonicalizeDocument(document, options));
      if (
        ours.join('') ===
        canonicalAll(
          readable.map(({ text }) => text),
          form,
        )
      )
        return;
      for (const [index, { name, text }] of readable.entries())
        expect(ours[index], name).toBe(canonicalAll([text], form));
    });

    it('has no canonical form in the one file whose namespace names are relative', () => {
      const found = parsed.find(({ name }) => name === WITHOUT_CANONICAL_FORM);
      const document = parseXml(found?.text ?? '');
      expect(() => canonicalizeDocument(document, { exclusive: true, comments: true })).toThrow(
        expect.objectContaining({ code: 'xml-relative-namespace' }),
      );
    });
  });
});

describe('xmllint', () => {
  it('is there, and knows a well-formed document from another', () => {
    expect(lintAll(['<a/>', '<a>', '<p:a/>'])).toEqual([true, false, false]);
    expect(canonicalAll(['<b />', '<a></a>'], 'exclusive')).toBe('<b></b><a></a>');
  });
});
