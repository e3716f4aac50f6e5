/*
 * The product runs on the Node that it brings. Its command, installed by itself, runs on the user's, from Node 20 on:
 * here is what that one lacks of what we use.
 */

/** WHATWG URL: null where the constructor throws. Since Node 22.1. */
URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);

/** ECMAScript 2024. Since Node 21. */
Map.groupBy ??= <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};
