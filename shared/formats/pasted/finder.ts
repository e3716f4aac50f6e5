/** Finds the next place of a text from a place on; -1 where there is none. */
export type Finder = (needle: string, from: number) => number;

/**
 * `indexOf` that remembers what it found. As long as the places asked from only grow, a text is gone through once for
 * each needle, however often it is asked for; needles must be few.
 */
export function createFinder(text: string): Finder {
  const known = new Map<string, { readonly from: number; readonly at: number }>();
  return (needle, from) => {
    const last = known.get(needle);
    if (last !== undefined && from >= last.from && (last.at === -1 || from <= last.at)) return last.at;
    const at = text.indexOf(needle, from);
    known.set(needle, { from, at });
    return at;
  };
}
