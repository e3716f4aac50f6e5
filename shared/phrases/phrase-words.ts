import { ALL_PHRASES } from './all-phrases.ts';
import type { Phrase } from './engine/phrase.ts';

/** What the book says of a phrase to people. */
export type PhraseWords = Pick<Phrase, 'means' | 'fix'>;

/** What is meant by each phrase of the book, in the book’s order. The panel’s bundle has nothing but this here. */
export const PHRASE_WORDS: readonly PhraseWords[] = ALL_PHRASES;
