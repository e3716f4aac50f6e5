/** What a schema finds in a value that does not fit it, as far as the words need it. */
export interface SchemaIssue {
  readonly type: string;
  readonly expected: string | null;
  readonly input: unknown;
}

const EXPECTED: Readonly<Record<string, string>> = {
  Object: 'a map',
  Array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

const BY_TYPE: Readonly<Record<string, string>> = { url: 'must be a URL', non_empty: 'must not be empty' };

/** Longer numbers may be a part of a key. */
const SHORT_NUMBER = /^-?[\d.]{1,12}$/;

/**
 * What is wrong with a value of a file, after its name: `must be a number, not text`. The value itself is never quoted:
 * a path that was mistyped may lead to a private key. It is the message of every issue for which the schema has none of
 * its own, where it is read with `{ message: issueWords }`.
 */
export function issueWords({ type, expected, input }: SchemaIssue): string {
  if (type === 'strict_object' && expected === 'never') return 'is not a key that means anything here';
  if (input === undefined) return 'is missing';
  if (expected === null) return BY_TYPE[type] ?? 'has a wrong form';
  return `must be ${EXPECTED[expected] ?? expected}, not ${kindOf(input)}`;
}

function kindOf(input: unknown): string {
  if (typeof input === 'string') return 'text';
  if (input === null) return 'empty';
  if (typeof input === 'boolean') return String(input);
  if (typeof input === 'object') return Array.isArray(input) ? 'a list' : 'a map';
  return SHORT_NUMBER.test(String(input)) ? String(input) : 'a number';
}

/** A name out of a file as words may show it: what is longer than names are may be a part of a key, and is not shown. */
export function nameWords(name: string): string {
  return /^[\w.-]{1,40}$/.test(name) ? name : '(no short name)';
}
