/** Where a run of words ends: which one of those that were given, and of how many words it is. */
export interface Hit {
  readonly id: number;
  readonly length: number;
}

/** Steps through a text word by word; every run that ends at the word is given. */
export interface Walk {
  step(word: string): readonly Hit[];
}

/** Finds many runs of words in one pass: what a word costs does not depend on how many there are. */
export interface Automaton {
  walk(): Walk;
}

interface Node {
  readonly next: Map<string, number>;
  /** Where to go on if no word fits: the longest end of this run that begins another. */
  fallback: number;
  hits: readonly Hit[];
}

const NOTHING: readonly Hit[] = [];

/**
 * By Aho and Corasick (“Efficient string matching”, 1975), over words instead of characters.
 *
 * @param runs each of one word at least, in lower case; its index is the `id` of its hits
 */
export function createAutomaton(runs: readonly (readonly string[])[]): Automaton {
  const nodes: Node[] = [{ next: new Map(), fallback: 0, hits: NOTHING }];
  for (const [id, run] of runs.entries()) addRun(nodes, run, id);
  linkFallbacks(nodes);
  return {
    walk() {
      let at = 0;
      return {
        step(word) {
          at = follow(nodes, at, word);
          return nodes[at]?.hits ?? NOTHING;
        },
      };
    },
  };
}

function addRun(nodes: Node[], run: readonly string[], id: number): void {
  let at = 0;
  for (const word of run) {
    const known = nodes[at]?.next.get(word);
    if (known === undefined) {
      nodes[at]?.next.set(word, nodes.length);
      at = nodes.push({ next: new Map(), fallback: 0, hits: NOTHING }) - 1;
    } else at = known;
  }
  const end = nodes[at];
  if (end !== undefined) end.hits = [...end.hits, { id, length: run.length }];
}

/** Level by level, so that a fallback is ready before what is below it. */
function linkFallbacks(nodes: readonly Node[]): void {
  const queue = [...(nodes[0]?.next.values() ?? [])];
  for (const at of queue) {
    const node = nodes[at];
    if (node === undefined) continue;
    node.hits = [...node.hits, ...(nodes[node.fallback]?.hits ?? NOTHING)];
    for (const [word, child] of node.next) {
      const below = nodes[child];
      if (below !== undefined) below.fallback = follow(nodes, node.fallback, word);
      queue.push(child);
    }
  }
}

function follow(nodes: readonly Node[], from: number, word: string): number {
  for (let at = from; ; at = nodes[at]?.fallback ?? 0) {
    const next = nodes[at]?.next.get(word);
    if (next !== undefined) return next;
    if (at === 0) return 0;
  }
}
