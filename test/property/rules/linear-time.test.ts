import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { parsePattern } from '#shared/rules/parse-pattern.ts';
import { matchesPattern } from '#shared/rules/pattern.ts';
import { matchesWildcard, parseWildcard } from '#shared/rules/wildcard.ts';

const refuse = (_: number, reason: string) => new Error(reason);

/** A small regular expression that both engines read alike. */
const { pattern } = fc.letrec<{ pattern: string; atom: string; piece: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w'),
    tie('pattern').map((inner) => `(${inner})`),
  ),
  piece: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}'))
    .map((parts) => parts.join('')),
  pattern: fc
    .array(
      fc.array(tie('piece'), { maxLength: 3 }).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((all) => all.join('|')),
}));

describe('matches', () => {
  test("agrees with the platform's regular expressions, anchored and in any case", () => {
    fc.assert(
      fc.property(pattern, fc.array(fc.constantFrom('a', 'b', 'C', '1', '-'), { maxLength: 8 }), (text, characters) => {
        const value = characters.join('');
        const expected = new RegExp(`^(?:${text})$`, 'isu').test(value);
        expect(matchesPattern(parsePattern(text, refuse), value)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['(a+)+b', '(a|aa)*b', '(a*)*b', '(.*a){12}'])('/%s/ takes time linear in the value', (text) => {
    const compiled = parsePattern(text, refuse);
    expect(growth((size) => matchesPattern(compiled, 'a'.repeat(size)), 5_000)).toBeLessThan(3);
  });
});

describe('like', () => {
  test('agrees with a regular expression made of it', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '\\*', '\\?');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.constantFrom('a', 'B', '*', '?'), { maxLength: 10 }),
        (parts, characters) => {
          const text = parts.join('');
          const expected = parts.map((piece) => (piece === '*' ? '.*' : piece === '?' ? '.' : piece)).join('');
          const value = characters.join('');
          expect(matchesWildcard(parseWildcard(text), value)).toBe(new RegExp(`^${expected}$`, 'is').test(value));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('many stars do not multiply', () => {
    const compiled = parseWildcard(`${'*a'.repeat(50)}*b`);
    expect(growth((size) => matchesWildcard(compiled, 'a'.repeat(size)), 20_000)).toBeLessThan(3);
  });
});

describe('parsing', () => {
  test('no text makes anything but our own errors', () => {
    const word = fc.constantFrom(
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
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          try {
            parseCondition(text);
          } catch (error) {
            expect(error).toBeInstanceOf(WorkbenchError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** How much longer, per character, a value four times as long takes; the best of several, for the machine is shared. */
function growth(run: (size: number) => unknown, size: number): number {
  const best = (length: number) => Math.min(...Array.from({ length: 5 }, () => measure(() => run(length))));
  best(size);
  return best(size * 4) / best(size) / 4;
}

function measure(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
