import { type ErrorFacts, fillWords } from '#shared/base/errors.ts';
import { phraseNamed } from '#shared/phrases/find-phrases.ts';
import type { Words } from './words/word-table.ts';

/**
 * Words with the phrase of the book that a finding names: `{means}` is what is meant by it, `{remedy}` what to change. The
 * book's own sentences are never cut; all else comes out of messages, and is.
 */
export function fillPhrase({ title, fix }: Words, facts: ErrorFacts): Words {
  const named = facts['phrase'];
  const phrase = typeof named === 'string' ? phraseNamed(named) : undefined;
  const fill = (template: string) =>
    template
      .split(/(\{means\}|\{remedy\})/)
      .map((part) =>
        part === '{means}' ? (phrase?.means ?? '') : part === '{remedy}' ? (phrase?.fix ?? '') : fillWords(part, facts),
      )
      .join('');
  return { title: fill(title), fix: fill(fix) };
}
