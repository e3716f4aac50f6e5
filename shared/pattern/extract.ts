import { foldPoint } from './fold-case.ts';
import { accepts, codePoint, type Pattern, type PatternStep } from './pattern.ts';

/** One way through the automaton, and where in the text the part to take out began and ended on it. */
interface Thread {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Takes the part of `value` that the group of the pattern matches; without a group the whole. The pattern must match the
 * whole value, in any case, as `matches` of rules. Null: it does not. Of several ways to match, the one that a
 * backtracking engine finds first is taken (greedy repetitions take what they can).
 *
 * All ways are followed side by side, each place of the automaton once, so the time is at most the length of the value
 * times the number of steps, whatever the pattern: no ReDoS.
 *
 * @param pattern made by `parseExtraction`
 */
export function extractBy({ steps }: Pattern, value: string): string | null {
  let threads = follow(steps, [{ at: 0, start: 0, end: -1 }], 0);
  let offset = 0;
  for (const character of value) {
    if (threads.length === 0) return null;
    offset += character.length;
    threads = follow(steps, accepting(steps, threads, foldPoint(codePoint(character))), offset);
  }
  const first = threads.find(({ at }) => steps[at]?.op === 'end');
  if (first === undefined) return null;
  return first.end < 0 ? (hasGroup(steps) ? '' : value) : value.slice(first.start, first.end);
}

/** A group on a way that was not taken, as in `a|(b)`, is empty. */
function hasGroup(steps: readonly PatternStep[]): boolean {
  return steps.some(({ op }) => op === 'save');
}

function accepting(steps: readonly PatternStep[], threads: readonly Thread[], folded: number): Thread[] {
  const next: Thread[] = [];
  for (const thread of threads) {
    const step = steps[thread.at];
    if (step?.op === 'one' && accepts(step.set, folded)) next.push({ ...thread, at: thread.at + 1 });
  }
  return next;
}

/** Every place that is reached without reading a character, the preferred way first; each place once. */
function follow(steps: readonly PatternStep[], from: readonly Thread[], offset: number): Thread[] {
  const seen = new Set<number>();
  const reached: Thread[] = [];
  const waiting = from.toReversed();
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    if (seen.has(thread.at)) continue;
    seen.add(thread.at);
    const step = steps[thread.at];
    if (step?.op === 'jump') waiting.push({ ...thread, at: step.to });
    else if (step?.op === 'save') waiting.push({ ...thread, [step.slot]: offset, at: thread.at + 1 });
    else if (step?.op === 'split') {
      waiting.push({ ...thread, at: step.to[1] }, { ...thread, at: step.to[0] });
    } else reached.push(thread);
  }
  return reached;
}
