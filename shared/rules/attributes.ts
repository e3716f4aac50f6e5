import type { Path } from './condition.ts';

/** What an attribute of a user or a resource can be. A list's members count one by one. */
type RuleValue = string | number | boolean | null | undefined | RuleObject | readonly RuleValue[];

/** A user, a resource, or something inside one, such as a resource's stream. Names are found in any case. */
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

/**
 * Everything that a path leads to, in order: lists are opened, objects entered, what is missing or null left
 * out. Only own properties count, so no attribute name reaches a prototype.
 */
export function readPath(path: Path, subjects: Subjects): readonly Leaf[] {
  let found = leavesOf(startOf(path, subjects));
  for (const name of path.names) {
    const next: Leaf[] = [];
    for (const leaf of found) if (typeof leaf !== 'string') next.push(...leavesNamed(leaf, name));
    found = next;
  }
  return found;
}

/** The values of one attribute of an object; `name` in lower case. Attributes that differ only in case add up. */
function leavesNamed(object: RuleObject, name: string): readonly Leaf[] {
  return indexOf(object).get(name) ?? [];
}

/**
 * What makes an object itself: its directory and user id, else its `id`; null if it has neither. Folded, so
 * that comparing identities ignores case.
 */
export function ruleIdentity(object: RuleObject): string | null {
  const userId = attributeText(object, 'userid');
  if (userId === null) return attributeText(object, 'id')?.toLowerCase() ?? null;
  return `${attributeText(object, 'userdirectory') ?? ''}\\${userId}`.toLowerCase();
}

/** The first text of an attribute (`name` in lower case); null if it has none. */
export function attributeText(object: RuleObject, name: string): string | null {
  const text = leavesNamed(object, name).find((leaf) => typeof leaf === 'string');
  return text ?? null;
}

function startOf(path: Path, { user, resource }: Subjects): RuleValue | readonly Leaf[] {
  switch (path.root) {
    case 'user':
      return user;
    case 'resource':
      return resource;
    case 'owner':
    case 'node':
      return leavesNamed(resource, path.root);
  }
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
