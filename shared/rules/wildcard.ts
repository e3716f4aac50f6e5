import { foldText } from '#shared/pattern/fold-case.ts';

/**
 * The right side of `like`, read once: the runs between the `*`. A run is a list of code points without case,
 * null standing for `?` (any one character).
 */
export interface Wildcard {
  readonly runs: readonly (readonly (string | null)[])[];
}

/** Reads `*` (any run), `?` (one character) and `\` (the next character is meant as it is; at the end, itself). */
export function parseWildcard(text: string): Wildcard {
  const runs: (string | null)[][] = [[]];
  const characters = [...foldText(text)];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    if (character === '*') runs.push([]);
    else if (character === '?') runs.at(-1)?.push(null);
    else if (character === '\\') runs.at(-1)?.push(characters[++index] ?? '\\');
    else runs.at(-1)?.push(character);
  }
  return { runs };
}

/**
 * Whether the whole of `value` is matched, in any case. The first run is tied to the start, the last to the
 * end, and each between is taken where it first fits: no backtracking over `*`, so the time is at most the
 * length of the value times the length of the longest run.
 */
export function matchesWildcard(wildcard: Wildcard, value: string): boolean {
  const folded = foldText(value);
  // Where no character takes two units a text is its own list.
  const characters = PAIRS.test(folded) ? [...folded] : folded;
  const [first = [], ...others] = wildcard.runs;
  const last = others.pop();
  if (last === undefined) return characters.length === first.length && fitsAt(first, characters, 0);
  if (!fitsAt(first, characters, 0)) return false;
  let at = first.length;
  for (const run of others) {
    at = findRun(run, characters, at);
    if (at < 0) return false;
  }
  const lastStart = characters.length - last.length;
  return lastStart >= at && fitsAt(last, characters, lastStart);
}

const PAIRS = /[\ud800-\udfff]/;

/** Where the run that first fits at or after `from` ends; -1 if none does. */
function findRun(run: readonly (string | null)[], characters: ArrayLike<string>, from: number): number {
  for (let at = from; at + run.length <= characters.length; at++) {
    if (fitsAt(run, characters, at)) return at + run.length;
  }
  return -1;
}

function fitsAt(run: readonly (string | null)[], characters: ArrayLike<string>, at: number): boolean {
  if (at + run.length > characters.length) return false;
  for (let index = 0; index < run.length; index++) {
    const wanted = run[index];
    if (wanted !== null && wanted !== characters[at + index]) return false;
  }
  return true;
}
