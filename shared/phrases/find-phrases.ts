import { ALL_PHRASES } from './all-phrases.ts';
import { createPhraseReader, type PhraseReader, type SaidPhrase } from './engine/reader.ts';

let reader: PhraseReader | null = null;

/**
 * The known phrases of products that stand in a text, in their order: the text of a page, JSON, a header, the decoded
 * parameters of a redirect. One pass, however large the book is; of a text the first 200,000 characters are looked at.
 */
export function findPhrases(text: string): readonly SaidPhrase[] {
  reader ??= createPhraseReader(ALL_PHRASES);
  return reader(text);
}
