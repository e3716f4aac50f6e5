import { type Completions, completeFilter, takeCompletion } from '#shared/filter/complete-filter.ts';
import { knownValues, type Seen } from '#shared/filter/known-values.ts';

/** What a filter may go on with at the caret, by the keys and by what was seen. */
export function complete(text: string, caret: number, seen: Seen): Completions {
  return completeFilter(text, caret, (key) => knownValues(key, seen));
}

/** A filter with an option taken, and where the caret is then. */
export function take(text: string, shown: Completions, option: string): { text: string; caret: number } {
  return takeCompletion(text, shown, option);
}
