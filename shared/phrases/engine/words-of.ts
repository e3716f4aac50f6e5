/** A word of a text and where it stands, in characters. */
export interface Word {
  /** In lower case. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Letters, digits and underscores: a code such as `app_not_configured` is one word. */
const WORD = /[\p{L}\p{N}_]+/gu;

/** The words of a text, in their order. Linear in its length. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    yield { word: word.toLowerCase(), start: index, end: index + word.length };
  }
}
