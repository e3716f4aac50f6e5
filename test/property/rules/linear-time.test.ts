import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { parsePattern } from '#shared/pattern/parse-pattern.ts';
import { matchesPattern } from '#shared/pattern/pattern.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { matchesWildcard, parseWildcard } from '#shared/rules/wildcard.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

/** A loaded machine takes its time. */
const PATIENCE = 30_000;

const letters = (size: number) => 'a'.repeat(size);

const refuse = (_: number, reason: string) => new Error(reason);

const SET = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w');
const COUNT = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}');

/** Regular expressions that both engines read alike: alternatives of sequences of atoms, each perhaps repeated. */
function patternOf(atom: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const sequence = fc.array(fc.tuple(atom, COUNT), { maxLength: 3 }).map((pieces) => pieces.flat().join(''));
  return fc.array(sequence, { minLength: 1, maxLength: 2 }).map((all) => all.join('|'));
}

const flat = patternOf(SET);
const nested = patternOf(
  fc.oneof(
    SET,
    flat.map((text) => `(${text})`),
  ),
);

/** The platform's engine backtracks, so that only short values are safe with nested repetitions. */
const shortText = (maxLength: number) =>
  fc.array(fc.constantFrom('a', 'b', 'C', '1', '-'), { maxLength }).map((characters) => characters.join(''));

describe('matches', () => {
  test.each([
    ['plain', flat, 12],
    ['repeated twice over', nested, 4],
  ])(
    'agrees with the platform’s regular expressions, anchored and in any case: %s',
    (_, pattern, length) => {
      fc.assert(
        fc.property(pattern, shortText(length), (text, value) => {
          const expected = new RegExp(`^(?:${text})$`, 'isu').test(value);
          expect(matchesPattern(parsePattern(text, refuse), value)).toBe(expected);
        }),
        { numRuns: 1000 },
      );
    },
    PATIENCE,
  );

  test.each(['(a+)+b', '(a|aa)*b', '(a*)*b', '(.*a){12}'])(
    '/%s/ takes time linear in the value',
    async (text) => {
      const compiled = parsePattern(text, refuse);
      await expectLinear(letters, (value) => matchesPattern(compiled, value), 5000);
    },
    PATIENCE,
  );
});

describe('like', () => {
  test(
    'agrees with a regular expression made of it',
    () => {
      const part = fc.constantFrom('a', 'b', '*', '?', '\\*', '\\?');
      const value = fc.array(fc.constantFrom('a', 'B', '*', '?'), { maxLength: 8 });
      fc.assert(
        fc.property(fc.array(part, { maxLength: 6 }), value, (parts, characters) => {
          const expected = parts.map((piece) => (piece === '*' ? '.*' : piece === '?' ? '.' : piece)).join('');
          const text = characters.join('');
          expect(matchesWildcard(parseWildcard(parts.join('')), text)).toBe(
            new RegExp(`^${expected}$`, 'is').test(text),
          );
        }),
        { numRuns: 1000 },
      );
    },
    PATIENCE,
  );

  test(
    'many stars do not multiply',
    async () => {
      const compiled = parseWildcard(`${'*a'.repeat(50)}*b`);
      await expectLinear(letters, (value) => matchesWildcard(compiled, value), 100_000);
    },
    PATIENCE,
  );
});

describe('parsing', () => {
  test(
    'no text makes anything but our own errors',
    () => {
      const words = [
        'user',
        '.',
        'name',
        '=',
        '"x"',
        'and',
        'or',
        '!',
        '(',
        ')',
        'like',
        'matches',
        '"(a"',
        '@',
        '\\',
        '"',
        '😀',
        ' ',
      ];
      const likely = fc.array(fc.constantFrom(...words)).map((parts) => parts.join(''));
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), likely), (text) => {
          try {
            parseCondition(text);
          } catch (error) {
            expect(error).toBeInstanceOf(WorkbenchError);
          }
        }),
        { numRuns: 1000 },
      );
    },
    PATIENCE,
  );
});
