/** Keys and indexes that lead to a part of a JSON value. */
type Path = readonly (string | number)[];

/** A value that differs from a valid one in one place. */
interface Variant {
  /** What is done, and where. */
  readonly what: string;
  readonly value: unknown;
}

/** One variant for each object of a value: it has a key that nobody knows. Maps whose keys are the user's are left out. */
export function withUnknownKeys(valid: unknown, isMap: (path: string) => boolean = () => false): readonly Variant[] {
  return placesOf(valid)
    .filter((path) => isObject(at(valid, path)) && !isMap(path.join('.')))
    .map((path) => variantOf(valid, [...path, 'nobodyKnows'], 1, 'an unknown key'));
}

/** One variant for each part of a value: it is of another type. */
export function withWrongTypes(valid: unknown): readonly Variant[] {
  return placesOf(valid).map((path) => variantOf(valid, path, ofOtherType(at(valid, path)), 'another type'));
}

/** One variant for each key in a value: it is missing. */
export function withoutKeys(valid: unknown): readonly Variant[] {
  return placesOf(valid)
    .filter((path) => typeof path.at(-1) === 'string')
    .map((path) => variantOf(valid, path, undefined, 'nothing'));
}

/** Every key of an object anywhere in a value. */
export function keysOf(value: unknown): ReadonlySet<string> {
  return new Set(placesOf(value).flatMap((path) => path.filter((part) => typeof part === 'string')));
}

function placesOf(value: unknown, path: Path = []): readonly Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path, key]))
      : [];
  return [path, ...inner];
}

function at(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return value;
  if (Array.isArray(value)) return at(value[Number(first)], rest);
  return isObject(value) ? at(value[first], rest) : undefined;
}

function variantOf(valid: unknown, path: Path, part: unknown, what: string): Variant {
  return { what: `${what} at ${path.join('.')}`, value: put(valid, path, part) };
}

/** A copy with another part; `undefined` takes the key away. */
function put(value: unknown, [first, ...rest]: Path, part: unknown): unknown {
  if (first === undefined) return part;
  if (Array.isArray(value)) return value.map((item, index) => (index === first ? put(item, rest, part) : item));
  const { [first]: old, ...others } = isObject(value) ? value : {};
  const next = put(old, rest, part);
  return next === undefined ? others : { ...others, [first]: next };
}

/** An object where there was none or nothing: null may stand for a text or a number. */
function ofOtherType(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'number') return '7';
  return isObject(value) ? 'text' : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every key that a JSON schema names, anywhere in it. */
export function keysNamedIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]) => [
    ...(key === 'properties' && isObject(part) ? Object.keys(part) : []),
    ...keysNamedIn(part),
  ]);
}
