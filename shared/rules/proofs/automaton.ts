import { accepts, type PatternStep } from '#shared/pattern/pattern.ts';
import type { CharacterClass } from './alphabet.ts';
import type { Language, LanguageBase } from './language.ts';

/** A language read character by character. States are numbers; no text goes on from `DEAD` into the base of the language. */
export interface Automaton {
  readonly start: number;
  /** Reads one character: its class, and itself as spelled and without case. */
  step(state: number, of: CharacterClass, point: number, folded: number): number;
  /** Whether a text may end here. */
  accepts(state: number): boolean;
}

/** The state that nothing leads out of. */
export const DEAD = -1;

/** The automaton of a language, its states made when they are first reached. */
export function automatonOf({ base, complement }: Language): Automaton {
  const automaton = automatonOfBase(base);
  return complement ? { ...automaton, accepts: (state) => !automaton.accepts(state) } : automaton;
}

function automatonOfBase(base: LanguageBase): Automaton {
  switch (base.kind) {
    case 'any':
      return { start: 0, step: () => 0, accepts: () => true };
    case 'literal':
      return literalAutomaton(base.points, base.fold);
    case 'steps':
      return stepsAutomaton(base.steps);
  }
}

/** The state is the place in the text. */
function literalAutomaton(points: readonly number[], fold: boolean): Automaton {
  return {
    start: 0,
    step: (state, _, point, folded) => (state !== DEAD && points[state] === (fold ? folded : point) ? state + 1 : DEAD),
    accepts: (state) => state === points.length,
  };
}

/** Subset construction: a state is a set of steps that may be next. */
function stepsAutomaton(steps: readonly PatternStep[]): Automaton {
  const subsets: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const moves: Map<number, number>[] = [];
  const numberOf = (subset: readonly number[]): number => {
    if (subset.length === 0) return DEAD;
    const key = subset.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, subsets.length);
    moves.push(new Map());
    return subsets.push(subset) - 1;
  };
  const move = (state: number, folded: number): number => {
    const next: number[] = [];
    for (const at of subsets[state] ?? []) {
      const step = steps[at];
      if (step?.op === 'one' && accepts(step.set, folded)) next.push(at + 1);
    }
    return numberOf(follow(steps, next));
  };
  return {
    start: numberOf(follow(steps, [0])),
    step: (state, of, _, folded) => {
      if (state === DEAD) return DEAD;
      const known = moves[state]?.get(of.id);
      if (known !== undefined) return known;
      const next = move(state, folded);
      moves[state]?.set(of.id, next);
      return next;
    },
    accepts: (state) => subsets[state]?.some((at) => steps[at]?.op === 'end') ?? false,
  };
}

/** Steps that read a character, or end, reached without reading one; sorted. */
function follow(steps: readonly PatternStep[], from: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at];
    if (step?.op === 'jump') waiting.push(step.to);
    if (step?.op === 'save') waiting.push(at + 1);
    if (step?.op === 'split') waiting.push(...step.to);
  }
  return [...seen].filter((at) => steps[at]?.op === 'one' || steps[at]?.op === 'end').toSorted((a, b) => a - b);
}
