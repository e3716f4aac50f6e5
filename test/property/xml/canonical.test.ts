import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { xmlDocument } from '#test/fixtures/xml-arbitrary.ts';
import { canonicalAll } from '#test/fixtures/xmllint.ts';

/** Compares the forms of all documents at once, then one by one to name the first that differs. */
function expectSame(documents: readonly string[], form: 'exclusive' | 'inclusive'): void {
  const ours = documents.map((document) =>
    canonicalizeDocument(parseXml(document), { exclusive: form === 'exclusive', comments: true }),
  );
  if (ours.join('') === canonicalAll(documents, form)) return;
  for (const [index, document] of documents.entries()) {
    expect(ours[index], JSON.stringify(document)).toBe(canonicalAll([document], form));
  }
  expect.unreachable('the forms differ together but not one by one');
}

describe('canonicalization equals libxml2 on generated documents', () => {
  it('exclusive (exc-c14n)', { timeout: 60_000 }, () => {
    expectSame(fc.sample(xmlDocument, 2500), 'exclusive');
  });

  it('inclusive (c14n 1.0)', { timeout: 60_000 }, () => {
    expectSame(fc.sample(xmlDocument, 2500), 'inclusive');
  });
});

describe('canonical form', { timeout: 60_000 }, () => {
  it('is its own canonical form', () => {
    fc.assert(
      fc.property(xmlDocument, fc.boolean(), fc.boolean(), (document, exclusive, comments) => {
        const once = canonicalizeDocument(parseXml(document), { exclusive, comments });
        expect(canonicalizeDocument(parseXml(once), { exclusive, comments })).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
