import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readText } from '#shared/wire/read-text.ts';
import { canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { canonicalAll, lintAll } from '#test/fixtures/xmllint.ts';

/** Public SAML files from other projects; not part of this repository. */
const CORPUS = '../shared/corpus';

/** The XML files of the corpus that are refused, and why: none of them is well-formed, says libxml2. */
const REFUSED: Readonly<Record<string, string>> = {
  'node-saml/signatures/invalid/response.root-signed.multiple-root-elements.xml':
    'more after the end of the document element',
  'saml20/attacks/saml20.response.multipleRootElements.xml': 'more after the end of the document element',
  'saml20/mock-saml-metadata.xml': 'an ampersand that begins no reference',
  'saml20/mock-saml-metadata1.xml': 'an ampersand that begins no reference',
  'saml20/mock-saml-metadata2.xml': 'an ampersand that begins no reference',
  'saml20/mock-saml-metadata3.xml': 'an ampersand that begins no reference',
  'saml20/mock-saml-metadata4.xml': 'an ampersand that begins no reference',
  'saml20/request1.xml': 'the document element is expected',
  'saml20/request2.xml': 'the document element is expected',
  'saml20/request3.xml': 'the document element is expected',
  'saml20/saml20.validResponse-unsanitized.xml': 'the entity "#Xd" is not known',
  'samlify/attack_response_signed.xml': 'more after the end of the document element',
  'samlify/multiple_entitydescriptor.xml': 'more after the end of the document element',
  'simplesamlphp-saml2/metadata/corrupted-metadata-selfsigned.xml': 'The prefix "s" at position 1101 is not declared',
};

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
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
  return names.sort().map((name) => [name, readText(readFileSync(join(CORPUS, name))).text]);
}

if (existsSync(CORPUS)) {
  describe('the corpus', () => {
    const files = readCorpus();
    const parsed = files.map(([name, text]) => ({ name, text, result: parseOrError(text) }));

    it('is well-formed for us where it is for libxml2, file by file', () => {
      const verdicts = lintAll(files.map(([, text]) => text));
      expect(parsed.map(({ name, result }) => [name, !(result instanceof Error)])).toEqual(
        files.map(([name], index) => [name, verdicts[index]]),
      );
    });

    it('is refused in the files that are known to be broken, for the known reasons', () => {
      const refused = parsed.flatMap(({ name, result }) => (result instanceof Error ? [[name, result.message]] : []));
      expect(Object.fromEntries(refused)).toEqual(
        Object.fromEntries(Object.entries(REFUSED).map(([name, reason]) => [name, expect.stringContaining(reason)])),
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
}

describe('xmllint', () => {
  it('is there, and knows a well-formed document from another', () => {
    expect(lintAll(['<a/>', '<a>', '<p:a/>'])).toEqual([true, false, false]);
    expect(canonicalAll(['<b />', '<a></a>'], 'exclusive')).toBe('<b></b><a></a>');
  });
});
