import { type ErrorFacts, fillWords } from '#shared/base/errors.ts';
import type { PhraseWords } from '#shared/phrases/phrase-words.ts';
import type { Words } from './words/word-table.ts';

/** What is meant by a phrase, by its words; undefined where it is not known. */
export type Book = (says: string) => PhraseWords | undefined;

/**
 * Words with the phrase of the book that a finding names: `{means}` is what is meant by it, `{remedy}` what to change. The
 * book's own sentences are never cut; all else comes out of messages, and is.
 *
 * @param book gives what a phrase means
 */
export function fillPhrase({ title, fix }: Words, facts: ErrorFacts, book: Book): Words {
  const named = facts['phrase'];
  const phrase = typeof named === 'string' ? book(named) : undefined;
  const fill = (template: string) =>
    template
      .split(/(\{means\}|\{remedy\})/)
      .map((part) =>
        part === '{means}' ? (phrase?.means ?? '') : part === '{remedy}' ? (phrase?.fix ?? '') : fillWords(part, facts),
      )
      .join('');
  return { title: fill(title), fix: fill(fix) };
}
