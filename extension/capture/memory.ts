/** What is known of the latest few texts. */
export interface Memory<Value> {
  /** What was last said of that text; null where nothing was, or others came since. */
  of(text: string): Value | null;
  add(text: string, value: Value): void;
  /** Whether there was something to forget. */
  forget(text: string): boolean;
}

/** An empty memory. @param most how many texts it holds: the one said least lately goes first */
export function createMemory<Value>(most: number): Memory<Value> {
  const values = new Map<string, Value>();
  return {
    of: (text) => values.get(text) ?? null,
    add: (text, value) => {
      values.delete(text);
      values.set(text, value);
      const oldest = values.keys().next().value;
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
    forget: (text) => values.delete(text),
  };
}
