import { ALL_PHRASES } from './all-phrases.ts';
import type { Phrase } from './engine/phrase.ts';
import { createPhraseReader, type PhraseReader, type SaidPhrase } from './engine/reader.ts';
import { namedPlain } from './plain.ts';
import { namedStatus } from './statuses.ts';

let reader: PhraseReader | null = null;
let byWords: ReadonlyMap<string, Phrase> | null = null;

/**
 * The known phrases of products that stand in a text, in their order: the text of a page, JSON, a header, the decoded
 * parameters of a redirect. One pass, however large the book is; of a text the first 200,000 characters are looked at.
 */
export function findPhrases(text: string): readonly SaidPhrase[] {
  reader ??= createPhraseReader(ALL_PHRASES);
  return reader(text);
}

/** The phrase that a finding names: its words as the book has them, a status, or plain words. */
export function phraseNamed(says: string): Phrase | undefined {
  byWords ??= new Map(ALL_PHRASES.map((phrase) => [phrase.says, phrase]));
  return byWords.get(says) ?? namedStatus(says) ?? namedPlain(says);
}
