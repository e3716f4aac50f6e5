import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractBy } from '#shared/pattern/extract.ts';
import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

const refuse = (_: number, reason: string) => new Error(reason);

const ATOM = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w');
const COUNT = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?', '+?', '??');
const PIECES = fc.array(fc.tuple(ATOM, COUNT), { maxLength: 3 }).map((pieces) => pieces.flat().join(''));
const ALTERNATIVES = fc.array(PIECES, { minLength: 1, maxLength: 2 }).map((all) => all.join('|'));

/** One group, between two parts that take nothing out. */
const PATTERN = fc
  .tuple(ALTERNATIVES, ALTERNATIVES, ALTERNATIVES)
  .map(([before, group, after]) => `(?:${before})(${group})(?:${after})`);
const TEXT = fc.array(fc.constantFrom('a', 'b', 'C', '1', '-'), { maxLength: 8 }).map((all) => all.join(''));

describe('taking a part out of a value', () => {
  test('takes what the platform’s regular expressions take, anchored and in any case', () => {
    fc.assert(
      fc.property(PATTERN, TEXT, (pattern, value) => {
        const found = new RegExp(`^(?:${pattern})$`, 'isu').exec(value);
        expect(extractBy(parseExtraction(pattern, refuse), value)).toBe(found === null ? null : found[1]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['(a+)+b', '(?:a|aa)*(b)', '(?:a*)*(b)', '(?:.*a){12}(.*)', '(.*?).*?.*?x'])(
    '/%s/ takes time linear in the value',
    async (text) => {
      const pattern = parseExtraction(text, refuse);
      await expectLinear(
        (size) => 'a'.repeat(size),
        (value) => extractBy(pattern, value),
        5000,
      );
    },
    30_000,
  );
});
