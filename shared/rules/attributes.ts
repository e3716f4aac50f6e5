import { foldText } from '#shared/pattern/fold-case.ts';
import type { Path } from './condition.ts';

/** What an attribute of a user or a resource can be. A list's members count one by one; an empty list is no value at all. */
export type RuleValue = string | number | boolean | null | undefined | RuleObject | readonly RuleValue[];

/** A user, a resource, or something inside one, such as a resource's stream. Names are found in any case. Never changed once asked about. */
export interface RuleObject {
  readonly [name: string]: RuleValue;
}

/** What a condition is asked about. */
export interface Subjects {
  readonly user: RuleObject;
  readonly resource: RuleObject;
}

/** What a comparison sees at the end of a path: texts (numbers and booleans written out) and objects. */
export type Leaf = string | RuleObject;

/** What a path leads to, and what comparisons need of it. */
export interface PathValues {
  readonly leaves: readonly Leaf[];
  /** What `==` compares each value by; an object is its identity, and one that has none is left out. */
  readonly exact: readonly string[];
  /** The same without case, for `=`. */
  readonly folded: readonly string[];
}

/**
 * Everything that a path leads to, in order: lists are opened, objects entered, what is missing or null left
 * out. Only own properties count, so no attribute name reaches a prototype. Found once for each object and path.
 */
export function readPath(path: Path, subjects: Subjects): PathValues {
  const start = path.of === 'user' ? subjects.user : subjects.resource;
  let known = KNOWN.get(start);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(start, known);
  }
  let values = known.get(path.key);
  if (values === undefined) {
    values = toValues(follow(start, path.names));
    known.set(path.key, values);
  }
  return values;
}

const KNOWN = new WeakMap<RuleObject, Map<string, PathValues>>();

function follow(start: RuleObject, names: readonly string[]): readonly Leaf[] {
  let found: readonly Leaf[] = [start];
  for (const name of names) {
    const next: Leaf[] = [];
    for (const leaf of found) if (typeof leaf !== 'string') next.push(...leavesNamed(leaf, name));
    found = next;
  }
  return found;
}

function toValues(leaves: readonly Leaf[]): PathValues {
  const exact: string[] = [];
  const folded: string[] = [];
  for (const leaf of leaves) {
    if (typeof leaf === 'string') {
      exact.push(textKey(leaf));
      folded.push(textKey(foldText(leaf)));
    } else {
      const identity = identityKey(leaf);
      if (identity !== null) exact.push(identity);
      if (identity !== null) folded.push(identity);
    }
  }
  return { leaves, exact, folded };
}

/** What a text is compared by. No text can pass for an object, whose key begins with one NUL. */
export function textKey(text: string): string {
  return text.startsWith('\0') ? `\0${text}` : text;
}

/**
 * What makes an object itself, without case: its directory and user id, else its `id`; null if it has neither.
 */
function identityKey(object: RuleObject): string | null {
  const userId = attributeText(object, 'userid');
  if (userId !== null)
    return `\0u${JSON.stringify([foldText(attributeText(object, 'userdirectory') ?? ''), foldText(userId)])}`;
  const id = attributeText(object, 'id');
  return id === null ? null : `\0i${foldText(id)}`;
}

/** The values of one attribute of an object; `name` in lower case. Attributes that differ only in case add up. */
function leavesNamed(object: RuleObject, name: string): readonly Leaf[] {
  return indexOf(object).get(name) ?? [];
}

/** The first text of an attribute (`name` in lower case); null if it has none. */
export function attributeText(object: RuleObject, name: string): string | null {
  const text = leavesNamed(object, name).find((leaf) => typeof leaf === 'string');
  return text ?? null;
}

const INDEXES = new WeakMap<RuleObject, ReadonlyMap<string, readonly Leaf[]>>();

/** Built once for each object: many rules read the same user and the same resource. */
function indexOf(object: RuleObject): ReadonlyMap<string, readonly Leaf[]> {
  const known = INDEXES.get(object);
  if (known !== undefined) return known;
  const index = new Map<string, Leaf[]>();
  for (const [name, value] of Object.entries(object)) {
    const key = name.toLowerCase();
    const leaves = leavesOf(value);
    index.set(key, [...(index.get(key) ?? []), ...leaves]);
  }
  INDEXES.set(object, index);
  return index;
}

function leavesOf(value: RuleValue): readonly Leaf[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [String(value)];
  return isList(value) ? value.flatMap(leavesOf) : [value];
}

function isList(value: RuleObject | readonly RuleValue[]): value is readonly RuleValue[] {
  return Array.isArray(value);
}
