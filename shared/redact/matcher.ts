import { fold } from './fold.ts';
import type { RedactedKind } from './kinds.ts';
import { isProtocolWord } from './public-values.ts';

/** Every original that was met, by its folded text, with what it was. */
export type Originals = ReadonlyMap<string, RedactedKind>;

/** Finds originals inside other texts. */
export interface Matcher {
  /** The stretches that are originals, leftmost and longest first, none overlapping; case does not count. */
  find(text: string): readonly { readonly start: number; readonly end: number; readonly kind: RedactedKind }[];
}

/** Originals are indexed by so many characters; shorter ones, down to two letters, are found as a word of their own only. */
const ANYWHERE = 4;
/** Longer ones are not searched for: texts that stay have no stretches as long. */
const LONGEST = 128;

/**
 * Indexes originals by their first four characters and their lengths: at every position of a text only the lengths that
 * such a beginning has are looked up, at most 125, however many originals there are.
 */
export function createMatcher(originals: Originals): Matcher {
  const lengths = new Map<string, number[]>();
  for (const original of originals.keys()) {
    if (original.length < ANYWHERE || original.length > LONGEST) continue;
    const start = original.slice(0, ANYWHERE);
    const known = lengths.get(start);
    if (known === undefined) lengths.set(start, [original.length]);
    else if (!known.includes(original.length)) known.push(original.length);
  }
  for (const known of lengths.values()) known.sort((one, other) => other - one);

  const lengthAt = (folded: string, at: number): number => {
    for (const length of lengths.get(folded.slice(at, at + ANYWHERE)) ?? []) {
      const isWhole = length > ANYWHERE || !(isLetter(folded, at - 1) || isLetter(folded, at + length));
      if (isWhole && at + length <= folded.length && originals.has(folded.slice(at, at + length))) return length;
    }
    return shortWordAt(folded, at, originals);
  };

  return {
    find(text) {
      const folded = fold(text);
      const found: { start: number; end: number; kind: RedactedKind }[] = [];
      for (let at = 0; at < folded.length; at++) {
        const length = lengthAt(folded, at);
        if (length === 0) continue;
        const kind = originals.get(folded.slice(at, at + length)) ?? 'value';
        found.push({ start: at, end: at + length, kind });
        at += length - 1;
      }
      return found;
    },
  };
}

/** Four letters are found anywhere but inside a longer word: `auth` in `Authority` is nobody's name. */
function isLetter(text: string, at: number): boolean {
  return /\p{L}/u.test(text.charAt(at));
}

const LETTER = /[\p{L}\p{N}]/u;

function shortWordAt(folded: string, at: number, originals: Originals): number {
  if (at > 0 && LETTER.test(folded.charAt(at - 1))) return 0;
  for (const length of [3, 2]) {
    const isWord = at + length <= folded.length && !LETTER.test(folded.charAt(at + length));
    if (isWord && originals.has(folded.slice(at, at + length))) return length;
  }
  return 0;
}

/**
 * Remembers an original for `createMatcher`. Left out are words of the protocols, numbers of up to three digits, what has
 * no letter or digit, and of two and three letters all but what names a person: taking these out everywhere would leave
 * nothing to read.
 */
export function noteOriginal(originals: Map<string, RedactedKind>, text: string, kind: RedactedKind): void {
  const folded = fold(text.trim());
  if (folded.length < 2 || folded.length > LONGEST || originals.has(folded)) return;
  const isPerson = kind === 'user' || kind === 'name';
  if (folded.length < ANYWHERE && !(isPerson && /^\p{L}+$/u.test(folded))) return;
  if (isProtocolWord(folded) || !/[\p{L}\p{N}]/u.test(folded)) return;
  originals.set(folded, kind);
}
