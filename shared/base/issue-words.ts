/** What a schema says of a value that does not fit it, as far as the words need it. */
export interface SchemaIssue {
  readonly type: string;
  readonly expected: string | null;
  /** How the schema library prints what came: text in quotes, numbers, `Object`, `Array`, `undefined`. */
  readonly received: string;
  readonly message: string;
}

const EXPECTED: Readonly<Record<string, string>> = {
  Object: 'a map',
  Array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

const RECEIVED: Readonly<Record<string, string>> = { Object: 'a map', Array: 'a list', null: 'empty' };

const BY_TYPE: Readonly<Record<string, string>> = { url: 'must be a URL', non_empty: 'must not be empty' };

/** Longer numbers may be a part of a key. */
const SHORT_NUMBER = /^-?[\d.]{1,12}$/;

/**
 * What is wrong with a value of a file, after its name: `must be a number, not text`. The value itself is never quoted:
 * a path that was mistyped may lead to a private key.
 */
export function issueWords({ type, expected, received, message }: SchemaIssue): string {
  if (received === 'undefined') return 'is missing';
  // Messages of the library's own quote the value; ours are plain words.
  if (!message.startsWith('Invalid ')) return message;
  if (expected === null) return BY_TYPE[type] ?? 'has a wrong form';
  return `must be ${EXPECTED[expected] ?? expected}, not ${kindOf(received)}`;
}

function kindOf(received: string): string {
  if (received.startsWith('"')) return 'text';
  return RECEIVED[received] ?? (SHORT_NUMBER.test(received) || /^(true|false)$/.test(received) ? received : 'a number');
}

/** A name out of a file as words may show it: what is longer than names are may be a part of a key, and is not shown. */
export function nameWords(name: string): string {
  return /^[\w.-]{1,40}$/.test(name) ? name : '(no short name)';
}
