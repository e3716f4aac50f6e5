import { createAutomaton } from './automaton.ts';
import type { Phrase } from './phrase.ts';
import { wordsOf } from './words-of.ts';

/** A phrase where it was said. */
export interface SaidPhrase {
  readonly phrase: Phrase;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

/** Finds the phrases of a book in a text. */
export type PhraseReader = (text: string) => readonly SaidPhrase[];

/** `{}` in a phrase stands for at most so many words: an address has some ten. */
export const GAP = 40;
/** Of a text so many characters are looked at. */
const MAX_CHARS = 200_000;
/** Of one text so many phrases are told: a page that says no says few. */
const MAX_FOUND = 50;

/** A run of words without a gap, of a phrase. */
interface Segment {
  readonly phrase: number;
  readonly place: number;
  readonly isLast: boolean;
  readonly words: readonly string[];
}

/** The latest beginning of a phrase that was found, up to one of its segments. */
interface Begun {
  readonly start: number;
  /** Index of the word behind it. */
  readonly next: number;
}

/** By the id of the segment. */
type BegunPhrases = Map<number, Begun>;

/** Makes a reader of phrases, which reads a text once, in time that is linear in its length. */
export function createPhraseReader(phrases: readonly Phrase[]): PhraseReader {
  const segments = phrases.flatMap(({ says }, phrase) => segmentsOf(says, phrase));
  const automaton = createAutomaton(segments.map(({ words }) => words));
  return (text) => {
    const found: SaidPhrase[] = [];
    const begun: BegunPhrases = new Map();
    const starts: number[] = [];
    const walk = automaton.walk();
    for (const { word, start, end } of wordsOf(text.slice(0, MAX_CHARS))) {
      const at = starts.push(start) - 1;
      for (const { id, length } of walk.step(word)) {
        const whole = goOn({ id, from: at - length + 1, at }, segments, starts, begun);
        const phrase = whole === null ? undefined : phrases[whole.phrase];
        if (whole !== null && phrase !== undefined) found.push({ phrase, start: whole.start, end });
      }
      if (found.length >= MAX_FOUND) break;
    }
    return bestFirst(found);
  };
}

/** The words of each stretch between gaps; those of one phrase in a row. */
function segmentsOf(says: string, phrase: number): readonly Segment[] {
  const stretches = says.split('{}').map((part) => [...wordsOf(part)].map(({ word }) => word));
  const told = stretches.filter(({ length }) => length > 0);
  return told.map((words, place) => ({ phrase, place, isLast: place === told.length - 1, words }));
}

/** Remembers how far a phrase came with the segment that ends here; gives the phrase where it is whole. */
function goOn(
  { id, from, at }: { readonly id: number; readonly from: number; readonly at: number },
  segments: readonly Segment[],
  starts: readonly number[],
  begun: BegunPhrases,
): { readonly phrase: number; readonly start: number } | null {
  const segment = segments[id];
  if (segment === undefined) return null;
  const start = segment.place === 0 ? (starts[from] ?? 0) : startOf(begun.get(id - 1), from);
  if (start === null) return null;
  begun.set(id, { start, next: at + 1 });
  return segment.isLast ? { phrase: segment.phrase, start } : null;
}

/** Where a phrase began whose segments so far end no further than a gap before this word; else null. */
function startOf(before: Begun | undefined, from: number): number | null {
  return before !== undefined && from >= before.next && from - before.next <= GAP ? before.start : null;
}

/** What is part of a longer phrase goes; each phrase once, what is said first before what is said later. */
function bestFirst(found: readonly SaidPhrase[]): readonly SaidPhrase[] {
  const longest = found.toSorted((one, other) => other.end - other.start - (one.end - one.start));
  const kept: SaidPhrase[] = [];
  for (const each of longest) {
    const isCovered = kept.some(
      ({ phrase, start, end }) => phrase === each.phrase || (start <= each.start && each.end <= end),
    );
    if (!isCovered) kept.push(each);
  }
  return kept.toSorted((one, other) => one.start - other.start);
}
