/** A name and what stands behind it: one value or several. Text from a message: whoever shows it must escape it. */
export interface Fact {
  readonly name: string;
  readonly values: readonly string[];
}

/** A fact, or none where there is nothing to say. */
export function fact(name: string, value: string | readonly string[] | null): readonly Fact[] {
  const values = value === null ? [] : typeof value === 'string' ? [value] : value;
  return values.length === 0 ? [] : [{ name, values }];
}
