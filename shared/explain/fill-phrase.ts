import { type ErrorFacts, fillWords } from '#shared/base/errors.ts';
import type { PhraseWords } from '#shared/phrases/phrase-words.ts';

/** What is meant by a phrase, by its words; undefined where it is not known. */
export type Book = (says: string) => PhraseWords | undefined;

/** Fills the templates of one finding. */
export interface Filler {
  /** Puts the book's own sentences into a template: `{means}` is what is meant by a phrase, `{remedy}` what to change. */
  readonly expand: (template: string) => string;
  /** Puts in all else, which comes out of messages and is cut. */
  readonly fill: (template: string) => string;
}

/** @param book gives what the phrase means that the finding names */
export function createFiller(facts: ErrorFacts, book: Book): Filler {
  const named = facts['phrase'];
  const phrase = typeof named === 'string' ? book(named) : undefined;
  const own: Readonly<Record<string, string>> = { means: phrase?.means ?? '', remedy: phrase?.fix ?? '' };
  return {
    expand: (template) => template.replace(/\{(means|remedy)\}/g, (_, name: string) => own[name] ?? ''),
    fill: (template) => fillWords(template, facts),
  };
}
