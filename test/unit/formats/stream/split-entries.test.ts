import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEntrySplitter } from '#shared/formats/stream/split-entries.ts';

/** Feeds a text in pieces of some length. */
function split(text: string, size: number): readonly string[] {
  const splitter = createEntrySplitter();
  const found: string[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
  splitter.end();
  return found;
}

const har = (entries: readonly unknown[], indent?: number): string =>
  JSON.stringify(
    { log: { version: '1.2', creator: { name: 'log', entries: [1] }, pages: [['entries']], entries, comment: 'end' } },
    null,
    indent,
  );

describe('the entries of a HAR that comes in pieces', () => {
  test('are those of the whole, wherever it is cut and whatever is in them', () => {
    // Quotes, brackets and backslashes in strings are what could be taken for the end of something.
    const text = fc.string({
      unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ':', 'log', 'entries', 'é', '\u2028'),
    });
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    })).value;
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 2),
        (entries, size, indent) => {
          expect(split(har(entries, indent), size).map((entry) => JSON.parse(entry))).toEqual(
            JSON.parse(JSON.stringify(entries)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('none: an empty list', () => {
    expect(split(har([]), 3)).toEqual([]);
  });

  test.each([
    ['without a list of entries', '{"log":{"version":"1.2"}}', 'a HAR has a list "log.entries"'],
    ['with a list elsewhere', '{"entries":[1],"logs":{"entries":[2]},"log":{"a":{"entries":[3]}}}', 'a HAR has a list'],
    ['cut in an entry', har([{ a: 1 }, { b: 2 }]).slice(0, -30), 'ends in the middle'],
    ['cut behind its entries', '{"log":{"entries":[1]', 'ends in the middle'],
    ['with two lists', '{"log":{"entries":[1],"entries":[2]}}', 'two lists of entries'],
  ])('a HAR %s is refused', (_, text, reason) => {
    expect(() => split(text, 7)).toThrow(reason);
  });

  test('no more is held than what has begun', () => {
    const splitter = createEntrySplitter();
    splitter.push('{"log":{"entries":[');
    for (let index = 0; index < 1000; index += 1) splitter.push(`{"index":${index},"text":"${'x'.repeat(100)}"},`);
    expect(splitter.held()).toBeLessThan(10);
    splitter.push(`{"open":"${'x'.repeat(500)}`);
    expect(splitter.held()).toBeGreaterThan(500);
  });
});
