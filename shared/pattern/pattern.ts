import { capitalPoint, foldPoint } from './fold-case.ts';

/** Characters that one step of a pattern accepts: code-point ranges, both ends included. */
export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * One step of a pattern's automaton. `split` goes on at both places at once, the first of them preferred; `save` notes
 * where the part that is to be taken out begins or ends.
 */
export type PatternStep =
  | { readonly op: 'one'; readonly set: CharacterSet }
  | { readonly op: 'save'; readonly slot: 'start' | 'end' }
  | { readonly op: 'split'; readonly to: readonly [number, number] }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'end' };

/** A regular expression (the right side of `matches`, `extract` of an attribute map), compiled to a nondeterministic automaton (Thompson's construction). */
export interface Pattern {
  readonly steps: readonly PatternStep[];
}

/**
 * Whether the whole of `value` is matched, in any case. All states are followed side by side, so the time is
 * at most the length of the value times the number of steps, whatever the pattern: no ReDoS.
 */
export function matchesPattern({ steps }: Pattern, value: string): boolean {
  let states = follow(steps, [0]);
  for (const character of value) {
    if (states.length === 0) return false;
    states = follow(steps, accepting(steps, states, foldPoint(codePoint(character))));
  }
  return states.some((state) => steps[state]?.op === 'end');
}

function accepting(steps: readonly PatternStep[], states: readonly number[], folded: number): number[] {
  const next: number[] = [];
  for (const state of states) {
    const step = steps[state];
    if (step?.op === 'one' && accepts(step.set, folded)) next.push(state + 1);
  }
  return next;
}

/** Every state that is reached without reading a character: each once, so loops of empty matches end. */
function follow(steps: readonly PatternStep[], from: readonly number[]): number[] {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const step = steps[state];
    if (step?.op === 'jump') waiting.push(step.to);
    if (step?.op === 'save') waiting.push(state + 1);
    if (step?.op === 'split') waiting.push(...step.to);
  }
  return [...seen];
}

/** Whether a character is one of the set in one of its cases; `folded` is it without case. */
export function accepts(set: CharacterSet, folded: number): boolean {
  const capital = capitalPoint(folded);
  const inside = set.ranges.some(
    ([low, high]) => (folded >= low && folded <= high) || (capital >= low && capital <= high),
  );
  return inside !== set.negated;
}

/** The first code point of a text. */
export function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
