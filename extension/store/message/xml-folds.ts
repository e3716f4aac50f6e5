import type { XmlRow } from './xml-rows.ts';

/** Rows of a layout that can be folded: by the number of the row that opens, that of the row that closes. */
export type Folds = ReadonlyMap<number, number>;

/** Which rows open something that goes on below them, deeper, and where that ends. One pass. */
export function foldsOf(rows: readonly XmlRow[]): Folds {
  const folds = new Map<number, number>();
  const open: number[] = [];
  rows.forEach((row, index) => {
    for (let last = open.at(-1); last !== undefined && (rows[last]?.indent ?? 0) >= row.indent; last = open.at(-1)) {
      open.pop();
      if (index > last + 1) folds.set(last, index);
    }
    open.push(index);
  });
  for (const last of open) if (last + 1 < rows.length) folds.set(last, rows.length);
  return folds;
}

/** What is folded at first in a tree: everything below the second level. */
export function foldedAtFirst(rows: readonly XmlRow[], folds: Folds): ReadonlySet<number> {
  return new Set([...folds.keys()].filter((index) => (rows[index]?.indent ?? 0) >= 2));
}

/** The numbers of the rows that are shown, in order. What must be seen is shown, whatever is folded around it. */
export function unfoldedRows(
  count: number,
  folds: Folds,
  folded: ReadonlySet<number>,
  target: number | null,
): readonly number[] {
  const shown: number[] = [];
  for (let index = 0; index < count; index += 1) {
    shown.push(index);
    const end = folded.has(index) ? folds.get(index) : undefined;
    if (end !== undefined && !(target !== null && target > index && target < end)) index = end - 1;
  }
  return shown;
}
