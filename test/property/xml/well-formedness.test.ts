import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { mutatedDocument, xmlDocument } from '#test/fixtures/xml-arbitrary.ts';
import { lintAll } from '#test/fixtures/xmllint.ts';

/** Null if the document is accepted. */
function refusalOf(document: string): WorkbenchError | null {
  try {
    parseXml(document);
    return null;
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

/** Where we are stricter than XML, and say so: see the comment at `parseXml`. */
function isStricter({ code, message }: WorkbenchError, document: string): boolean {
  return (
    code === 'xml-doctype' ||
    code === 'xml-processing-instruction' ||
    message.includes('XML declaration is malformed or not of version 1.0') ||
    // libxml2 takes a NUL behind the document element for the end of the file.
    message.includes('U+0000') ||
    // fast-xml-parser takes these two name characters for white space.
    /<[^>]*[\u1680\uFEFF]/.test(document)
  );
}

describe('well-formedness agrees with libxml2', () => {
  it('accepts every generated document', { timeout: 60_000 }, () => {
    const documents = fc.sample(xmlDocument, 1500);
    const verdicts = lintAll(documents);
    for (const [index, document] of documents.entries()) {
      expect({ document, lint: verdicts[index], refusal: refusalOf(document) }).toEqual({
        document,
        lint: true,
        refusal: null,
      });
    }
  });

  it('refuses exactly the mutated documents that libxml2 refuses, and those with what SAML must not have', {
    timeout: 60_000,
  }, () => {
    const documents = fc.sample(mutatedDocument, 4000);
    const verdicts = lintAll(documents);
    let refused = 0;
    for (const [index, document] of documents.entries()) {
      const refusal = refusalOf(document);
      if (refusal !== null) refused++;
      if (refusal !== null && isStricter(refusal, document)) continue;
      expect({ document, accepted: refusal === null, refusal }).toEqual({
        document,
        accepted: verdicts[index],
        refusal,
      });
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3900);
  });
});
