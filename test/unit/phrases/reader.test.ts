import { describe, expect, it } from 'vitest';
import type { Phrase } from '#shared/phrases/engine/phrase.ts';
import { createPhraseReader, GAP } from '#shared/phrases/engine/reader.ts';

const phrase = (says: string): Phrase => ({
  says,
  product: 'X',
  topic: 'internal',
  owner: 'sp',
  means: '',
  fix: '',
  source: '',
});
const reading = (...says: readonly string[]) => {
  const read = createPhraseReader(says.map(phrase));
  return (text: string) => read(text).map((found) => found.phrase.says);
};

describe('a reader of phrases', () => {
  it('finds words whatever stands between them: capitals, quotes, line breaks', () => {
    const read = reading("Can't verify the token");
    expect(read('ERROR: can’t\n  verify <the> TOKEN!')).toEqual(["Can't verify the token"]);
    expect(read('Can verify the token')).toEqual([]);
  });

  it('takes whole words: a longer code is another', () => {
    const read = reading('E50105', 'E501051', 'app_off');
    expect(read('E501051: no')).toEqual(['E501051']);
    expect(read('error=E50105&x=app_off')).toEqual(['E50105', 'app_off']);
    expect(read('XE50105 app_off_for_user')).toEqual([]);
  });

  it('lets a gap stand for some words, and not for a page', () => {
    const read = reading('expected {} but {} came');
    expect(read('expected https://a.example/x but https://b.example/y came')).toHaveLength(1);
    expect(read('but expected nothing came')).toEqual([]);
    expect(read(`expected ${'word '.repeat(GAP)}but that came`)).toHaveLength(1);
    expect(read(`expected ${'word '.repeat(GAP + 1)}but that came`)).toEqual([]);
  });

  it('takes the latest beginning, and does not lose it in what looks like another', () => {
    const read = reading('a {} b {} c');
    expect(read('a x b a y c')).toHaveLength(1);
    expect(read('b a c')).toEqual([]);
  });

  it('tells the longer phrase alone where one is part of another, and each once', () => {
    const read = reading('not signed', 'is not signed at all', 'rejected');
    expect(read('It is not signed at all. Rejected. Rejected.')).toEqual(['is not signed at all', 'rejected']);
    expect(read('Rejected: not signed')).toEqual(['rejected', 'not signed']);
  });

  it('says where it was said', () => {
    const read = createPhraseReader([phrase('not {} signed')]);
    const text = 'It is not at all signed.';
    const [found] = read(text);
    expect(text.slice(found?.start, found?.end)).toBe('not at all signed');
  });

  it('finds one run inside another that failed', () => {
    expect(reading('a b c d', 'b c e')('a b c e')).toEqual(['b c e']);
  });
});
