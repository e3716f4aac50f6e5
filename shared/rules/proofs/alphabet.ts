import { capitalPoint, foldPoint } from '#shared/pattern/fold-case.ts';
import { accepts, type CharacterSet } from '#shared/pattern/pattern.ts';
import type { Language } from './language.ts';

/**
 * Characters that no language of a problem tells apart, but for their case. There are too many characters to try each,
 * and few such classes: a text of any characters has a twin of these.
 */
export interface CharacterClass {
  readonly id: number;
  /** Members without case, the friendliest first; `open` if there are more than these. */
  readonly members: readonly number[];
  readonly open: boolean;
}

/** The characters of a problem in classes. Unpaired surrogates are no characters. */
export function readAlphabet(languages: readonly Language[]): readonly CharacterClass[] {
  const sets = distinctSets(languages);
  const singles = new Set<number>(ASCII);
  const regions = new Set<number>(ELSEWHERE);
  for (const { ranges } of sets) for (const range of ranges) addRange(range, singles, regions);
  for (const { base } of languages)
    if (base.kind === 'literal') for (const point of base.points) singles.add(foldPoint(point));
  const told = new Set(languages.flatMap(({ base }) => (base.kind === 'literal' ? base.points.map(foldPoint) : [])));
  const classes = new Map<string, { members: number[]; open: boolean }>();
  for (const point of [...singles, ...[...regions].filter((point) => !singles.has(point))]) {
    if (foldPoint(point) !== point || isSurrogate(point)) continue;
    const bits = sets.map((set) => (accepts(set, point) ? '1' : '0')).join('');
    const signature = told.has(point) ? `${bits} ${point}` : bits;
    const known = classes.get(signature) ?? { members: [], open: false };
    known.members.push(point);
    if (regions.has(point)) known.open = true;
    classes.set(signature, known);
  }
  return [...classes.values()].map(({ members, open }, id) => ({ id, members, open: open && members.length > 1 }));
}

/** The spellings of a character that folds to this one, itself first. */
export function casesOf(folded: number): readonly number[] {
  if (folded < 0x80) {
    const capital = capitalPoint(folded);
    if (capital === folded) return [folded];
    return folded === SMALL_K ? [folded, capital, KELVIN] : [folded, capital];
  }
  return casesBeyondAscii().get(folded) ?? [folded];
}

const SMALL_K = 0x6b;
const KELVIN = 0x212a;
/** No letter beyond has a case. */
const LAST_CASED = 0x1ea00;

let beyondAscii: ReadonlyMap<number, readonly number[]> | null = null;

/** Made once, when first asked for. */
function casesBeyondAscii(): ReadonlyMap<number, readonly number[]> {
  if (beyondAscii !== null) return beyondAscii;
  const cases = new Map<number, number[]>();
  for (let point = 0x80; point < LAST_CASED; point++) {
    if (isSurrogate(point)) continue;
    const folded = foldPoint(point);
    if (folded === point || folded < 0x80) continue;
    cases.set(folded, [...(cases.get(folded) ?? [folded]), point]);
  }
  beyondAscii = cases;
  return cases;
}

/** Letters, digits, signs, and last what cannot be seen. */
const ASCII: readonly number[] = [
  ...[...'abcdefghijklmnopqrstuvwxyz0123456789'].map((character) => character.charCodeAt(0)),
  ...[...' -_.,:;/@+*=()[]{}<>!?#$%&|~^`\'"\\'].map((character) => character.charCodeAt(0)),
  ...Array.from({ length: 32 }, (_, point) => point),
  0x7f,
];

/** Characters that no rule is likely to name. */
const ELSEWHERE: readonly number[] = Array.from({ length: 64 }, (_, index) => 0x4e00 + index);

/** Ranges up to this are a list of characters. */
const SHORT_RANGE = 128;
/** How many characters of a long range stand for it. */
const SAMPLE = 40;

/** Between two neighbouring borders of ranges all characters without case are alike. */
function addRange([low, high]: readonly [number, number], singles: Set<number>, regions: Set<number>): void {
  for (const border of [low - 1, high + 1]) if (border >= 0 && border <= 0x10ffff) singles.add(foldPoint(border));
  if (high - low <= SHORT_RANGE) {
    for (let point = low; point <= high; point++) singles.add(foldPoint(point));
    return;
  }
  for (let step = 0; step < SAMPLE; step++) regions.add(low + step).add(high - step);
  for (const folded of casesBeyondAscii().keys()) singles.add(folded);
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function distinctSets(languages: readonly Language[]): readonly CharacterSet[] {
  const sets = new Map<string, CharacterSet>();
  for (const { base } of languages) {
    if (base.kind !== 'steps') continue;
    for (const step of base.steps)
      if (step.op === 'one') sets.set(`${step.set.negated} ${step.set.ranges.join(' ')}`, step.set);
  }
  return [...sets.values()];
}
