/** Whether two names are so alike that one may be meant by the other: but for case, a sign, a plural, or two letters. */
export function isNearName(one: string, other: string): boolean {
  const [left, right] = [plain(one), plain(other)];
  if (left === right) return one !== other;
  if (Math.min(left.length, right.length) < 3) return false;
  return editDistance(left, right) <= (Math.min(left.length, right.length) < 6 ? 1 : 2);
}

/** Names longer than this are not compared letter by letter. */
const LONGEST = 100;

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/s$/, '')
    .slice(0, LONGEST);
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at++) {
    const next = [at];
    for (let to = 1; to <= right.length; to++) {
      const same = left[at - 1] === right[to - 1] ? 0 : 1;
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + same));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
