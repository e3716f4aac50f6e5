import type { LoginAttribute, OtherSource } from '#server/store/login-session.ts';

/** One entry of `Attributes`: names with a text each, nearly always one name. */
export type AttributeEntry = Readonly<Record<string, string>>;

/** Whether something is an entry of `Attributes`. Whatever a name is (`__proto__`, `constructor`), it is a name. */
export function isAttributeEntry(entry: unknown): entry is AttributeEntry {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
  return Object.entries(entry).every(([name, value]) => name.trim() !== '' && typeof value === 'string');
}

/**
 * What a call's `Attributes` are as attributes of a session: a name that comes again adds a value, in order; a value may
 * be empty. Nothing is mapped, trimmed or split.
 */
export function toLoginAttributes(
  entries: readonly AttributeEntry[],
  way: OtherSource['way'],
): readonly LoginAttribute[] {
  const pairs = entries.flatMap((entry) => Object.entries(entry));
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Array.from(byName, ([name, same]) => ({
    name,
    values: same.map(([, value]) => ({ value, raw: value, from: { way, name } })),
  }));
}

/** The attributes of a session as QPS calls list them: one entry for each value. */
export function toAttributeEntries(attributes: readonly LoginAttribute[]): readonly AttributeEntry[] {
  // Made so, a name such as __proto__ is a name as well.
  return attributes.flatMap(({ name, values }) => values.map(({ value }) => Object.fromEntries([[name, value]])));
}
