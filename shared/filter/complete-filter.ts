import { FILTER_KEYS, type FilterKey, fixedValues, isFilterKey, isState, STATES } from './filter-keys.ts';
import { filterWords } from './parse-filter.ts';

/** One way to go on with a filter. */
export interface Completion {
  /** What is offered: `owner:`, `owner:sp`. */
  readonly text: string;
  /** What it means; empty where the text says it. */
  readonly note: string;
}

/** What is offered at a place of a filter, and which stretch of it takes its place. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly options: readonly Completion[];
}

/** At most so many are offered. */
const MAX_OPTIONS = 12;

/**
 * What a filter may go on with at the caret: the keys, or behind a key its values.
 *
 * @param valuesOf texts of the recording for a key without a list of its own, the most useful first
 */
export function completeFilter(
  text: string,
  caret: number,
  valuesOf: (key: FilterKey) => readonly string[],
): Completions {
  const word = filterWords(text).find(({ start, end }) => start <= caret && caret <= end);
  if (word === undefined) return { start: caret, end: caret, options: keysLike('', '') };
  const { start, end, key, not } = word;
  const sign = not ? '-' : '';
  const typed = text.slice(start + sign.length, caret);
  const options = key === null || !typed.includes(':') ? keysLike(typed, sign) : valuesLike(key, typed, sign, valuesOf);
  return { start, end, options };
}

function keysLike(typed: string, sign: string): Completion[] {
  const begun = typed.toLowerCase();
  return Object.entries(FILTER_KEYS)
    .filter(([key]) => key.startsWith(begun))
    .map(([key, note]) => ({ text: `${sign}${key}:`, note }));
}

function valuesLike(
  key: FilterKey,
  typed: string,
  sign: string,
  valuesOf: (key: FilterKey) => readonly string[],
): Completion[] {
  const begun = typed
    .slice(key.length + 1)
    .replace(/^"/, '')
    .toLowerCase();
  const values = [...new Set(fixedValues(key) ?? valuesOf(key))].filter((value) => value.toLowerCase().includes(begun));
  return values
    .toSorted((one, other) => Number(isLike(other, begun)) - Number(isLike(one, begun)))
    .slice(0, MAX_OPTIONS)
    .map((value) => ({ text: `${sign}${key}:${quoted(value)}`, note: noteOf(key, value) }));
}

function isLike(value: string, begun: string): boolean {
  return value.toLowerCase().startsWith(begun);
}

function noteOf(key: FilterKey, value: string): string {
  return key === 'is' && isState(value) ? STATES[value] : '';
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

/** A filter with an option taken: its text, and where the caret is then. A value has a space behind it, to go on. */
export function takeCompletion(
  text: string,
  { start, end }: Pick<Completions, 'start' | 'end'>,
  option: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const isKey = option.endsWith(':') && isFilterKey(option.replace(/^-/, '').slice(0, -1));
  const put = isKey || rest.startsWith(' ') ? option : `${option} `;
  const caret = start + put.length + (!isKey && rest.startsWith(' ') ? 1 : 0);
  return { text: text.slice(0, start) + put + rest, caret };
}
