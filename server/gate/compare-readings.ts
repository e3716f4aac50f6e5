import type { ReadValue } from './read-values.ts';

/** Where two readers of the same text differ: both sides, or a note that there is nothing. */
export interface ReadingDifference {
  readonly ours: string;
  readonly theirs: string;
}

/** Compares two readings, fact by fact in their order, to the last character. Null: they agree. */
export function compareReadings(ours: readonly ReadValue[], theirs: readonly ReadValue[]): ReadingDifference | null {
  const length = Math.max(ours.length, theirs.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [ours[index], theirs[index]];
    if (one?.[0] !== other?.[0] || one?.[1] !== other?.[1]) return { ours: print(one), theirs: print(other) };
  }
  return null;
}

function print(fact: ReadValue | undefined): string {
  return fact === undefined ? 'nothing more' : `${fact[0]}: ${fact[1]}`;
}
