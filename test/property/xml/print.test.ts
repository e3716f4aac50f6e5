import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';
import { printLines } from '#shared/xml/print.ts';
import { xmlDocument } from '#test/fixtures/xml-arbitrary.ts';

describe('the pretty view', { timeout: 60_000 }, () => {
  it('shows every character of the source once and in order, but layout and line breaks', () => {
    fc.assert(
      fc.property(xmlDocument, (text) => {
        const document = parseXml(text);
        let shownTo = 0;
        for (const { start, end } of printLines(document).flatMap(({ tokens }) => tokens)) {
          expect(document.text.slice(shownTo, start)).toMatch(/^[ \t\r\n]*$/);
          expect(end).toBeGreaterThan(start);
          shownTo = end;
        }
        expect(document.text.slice(shownTo)).toMatch(/^[ \t\r\n]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
