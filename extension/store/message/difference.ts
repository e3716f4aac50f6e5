/** Two texts that are the same before and after one stretch. */
export interface Difference {
  readonly before: string;
  readonly one: string;
  readonly other: string;
  readonly after: string;
}

/** So much of the longer text may differ, for a mark to help more than it distracts. */
const AT_MOST = 0.5;
const LIMIT = 2000;

/** Where two texts differ, if they are nearly the same; null where they are equal, too different or too long to compare by eye. */
export function differenceOf(one: string, other: string): Difference | null {
  if (one === other || Math.max(one.length, other.length) > LIMIT) return null;
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const differing = Math.max(one.length, other.length) - start - end;
  if (differing > AT_MOST * Math.max(one.length, other.length)) return null;
  return {
    before: one.slice(0, start),
    one: one.slice(start, one.length - end),
    other: other.slice(start, other.length - end),
    after: one.slice(one.length - end),
  };
}
