import { listed } from '#shared/base/count-words.ts';
import { FILTER_KEYS, type FilterKey, fixedValues, isFilterKey } from './filter-keys.ts';
import { readFilterTime } from './read-time.ts';

/** One thing that must be there, or with `not` must not. */
export interface FilterTerm {
  /** Null: the text may stand anywhere. */
  readonly key: FilterKey | null;
  /** In lower case, never empty. */
  readonly value: string;
  readonly not: boolean;
}

/** A filter as it was typed: every term must be met. */
export interface Filter {
  readonly terms: readonly FilterTerm[];
  /** What in it is not understood, each in a sentence. */
  readonly problems: readonly string[];
}

/** A word of the filter and where it stands in the text. */
export interface FilterWord {
  readonly start: number;
  readonly end: number;
  readonly key: FilterKey | null;
  /** What looks like a key and is none. */
  readonly strange: string | null;
  /** Without quotation marks. */
  readonly value: string;
  readonly not: boolean;
}

/** A filter is typed by hand; what is longer was pasted, and is cut. Characters. */
const MAX_FILTER = 4000;

/** So begin addresses, names and XML that people look for: they are no mistyped keys. */
const NO_KEYS: ReadonlySet<string> = new Set(
  'http https urn spn uuid mailto data saml saml2 samlp saml2p samlp11 ds dsig xenc md mdui xs xsi xmlns soap wst wsse'.split(
    ' ',
  ),
);

/** Reads a filter: words and `key:value`, both also in quotation marks, a minus before what must not be there. Linear. */
export function parseFilter(text: string): Filter {
  const terms: FilterTerm[] = [];
  const problems: string[] = [];
  for (const { key, strange, value, not } of filterWords(text)) {
    if (strange !== null)
      problems.push(
        `There is no “${strange}:”, so it is sought as text. There are ${listed(Object.keys(FILTER_KEYS))}.`,
      );
    if (value === '') continue;
    const problem = key === null ? null : problemOf(key, value);
    if (problem === null) terms.push({ key, value: value.toLowerCase(), not });
    else problems.push(problem);
  }
  return { terms, problems };
}

/** The words of a filter, in order. */
export function filterWords(text: string): FilterWord[] {
  return [...text.slice(0, MAX_FILTER).matchAll(/-?(?:[a-z]+:)?"[^"]*"?|\S+/gi)].map((match) =>
    wordOf(match[0], match.index),
  );
}

function wordOf(raw: string, start: number): FilterWord {
  const not = raw.startsWith('-') && raw.length > 1;
  const body = not ? raw.slice(1) : raw;
  const word = /^([a-z]+):(?!\/\/)/i.exec(body)?.[1]?.toLowerCase() ?? null;
  const isKey = word !== null && isFilterKey(word);
  const isStrange = word !== null && !isKey && !NO_KEYS.has(word);
  return {
    start,
    end: start + raw.length,
    key: isKey ? word : null,
    strange: isStrange ? word : null,
    value: unquoted(isKey ? body.slice(word.length + 1) : body),
    not,
  };
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1).replace(/"$/, '') : text;
}

/** Why a value says nothing; null where it does. What is being typed is the beginning of one. */
function problemOf(key: FilterKey, value: string): string | null {
  if (key === 'after' || key === 'before')
    return readFilterTime(value) === null ? `“${value}” is no time: write 10:00, or 2026-11-22T10:00.` : null;
  const known = fixedValues(key);
  if (known === null || known.some((each) => each.startsWith(value.toLowerCase()))) return null;
  return `“${key}:” does not know “${value}”: it can be ${listed(known, 'or')}.`;
}
