import { ALL_PHRASES } from './all-phrases.ts';
import { PHRASE_WORDS, type PhraseWords } from './phrase-words.ts';
import { namedPlain } from './plain.ts';
import { namedStatus } from './status-words.ts';

let byWords: ReadonlyMap<string, PhraseWords | undefined> | null = null;

/**
 * What is meant by the phrase that a finding names: its words as the book has them, a status, or plain words. It is apart from
 * what finds phrases, so that the panel may load it later.
 */
export function phraseNamed(says: string): PhraseWords | undefined {
  byWords ??= new Map(ALL_PHRASES.map(({ says }, index) => [says, PHRASE_WORDS[index]]));
  return byWords.get(says) ?? namedStatus(says) ?? namedPlain(says);
}
