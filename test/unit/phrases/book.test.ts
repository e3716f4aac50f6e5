import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_PHRASES } from '#shared/phrases/all-phrases.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import { makePhrasePage } from '#test/lists/make-phrase-page.ts';
import { ALL_SAID } from './all-said.ts';
import { HEALTHY_TEXTS } from './healthy-texts.ts';

/** The words that a phrase is known by: capitals and punctuation do not count. */
const keyOf = (says: string) =>
  says
    .toLowerCase()
    .match(/\{\}|[\p{L}\p{N}_]+/gu)
    ?.join(' ') ?? '';

describe('the phrase book', () => {
  it.each(ALL_SAID)('%s', (says, text) => {
    expect(findPhrases(`<Error> ${text} </Error>`).map(({ phrase }) => phrase.says)).toContain(says);
    // What is said best is told first.
    expect(findPhrases(text)[0]?.phrase.says).toBe(says);
  });

  it('has a real text for each phrase, and each phrase once', () => {
    const said = ALL_SAID.map(([says]) => says);
    const without = ALL_PHRASES.filter(({ says }) => !said.includes(says)).map(({ says }) => says);
    expect(without, 'add to test/unit/phrases/said the words of each').toEqual([]);
    expect(said, 'those of test/unit/phrases/said stand in the order of the book').toEqual(
      ALL_PHRASES.map(({ says }) => says),
    );
    expect(new Set(ALL_PHRASES.map(({ says }) => keyOf(says))).size).toBe(ALL_PHRASES.length);
  });

  it('says of each what is meant and what to change, and where it stands in public', () => {
    for (const { says, means, fix, source, product } of ALL_PHRASES) {
      expect(means, says).toMatch(/^[A-Z“].*[.]$/);
      expect(fix, says).toMatch(/[.]$/);
      expect(product).not.toBe('');
      const isKnown = URL.canParse(source) ? /^https?:/.test(source) : existsSync(source);
      expect(isKnown, `${says}: ${source}`).toBe(true);
    }
  });

  it('stands in a page for people: run `npm run checks:list` where it is another', () => {
    const [path, text] = makePhrasePage();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each(HEALTHY_TEXTS)('nothing is found on a page where all is well: %s', (text) => {
    expect(findPhrases(text).map(({ phrase }) => phrase.says)).toEqual([]);
  });
});
