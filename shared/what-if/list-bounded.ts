/** As many as are told, and how many there are. */
export interface Listed<Item> {
  readonly count: number;
  readonly listed: readonly Item[];
}

/** Collects a list of which no more than some are kept. */
export interface BoundedList<Item> {
  add(item: Item): void;
  list(): Listed<Item>;
}

/** @param limit entries that are kept, the first ones; all are counted */
export function listBounded<Item>(limit: number): BoundedList<Item> {
  const listed: Item[] = [];
  let count = 0;
  return {
    add: (item) => {
      count += 1;
      if (listed.length < limit) listed.push(item);
    },
    list: () => ({ count, listed: [...listed] }),
  };
}
