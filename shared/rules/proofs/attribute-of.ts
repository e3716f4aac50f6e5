import type { Path } from '../condition.ts';
import type { Attribute } from './formula.ts';

/** Names that have at most one value, in lower case. What a session brings has any number, whatever its name. */
const SINGLE: ReadonlySet<string> = new Set(['userid', 'userdirectory', 'name', 'id', 'resourcetype']);

/** Whether an attribute has at most one value. */
export function isSingleValued({ of, names }: Pick<Path, 'of' | 'names'>): boolean {
  return SINGLE.has(names.at(-1) ?? '') && !(of === 'user' && names[0] === 'environment');
}

const KNOWN = new Map<string, Attribute>();
const MOST_KNOWN = 10_000;

/** The attribute of a user or a resource with these names, in lower case; the same object each time. */
export function toAttribute(of: Path['of'], names: readonly string[], spelling: readonly string[]): Attribute {
  const key = [of, ...names].join('.');
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const single = isSingleValued({ of, names });
  const attribute = {
    key,
    of,
    names,
    spelling: spelling.map((name) => SPELLINGS.get(name.toLowerCase()) ?? name),
    single,
  };
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(key, attribute);
  return attribute;
}

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  ['userId', 'userDirectory', 'resourcetype', 'name', 'id', 'environment', 'owner', 'node'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** What stands under a name of an attribute that is an object. */
export function below({ of, names, spelling }: Attribute, name: string): Attribute {
  return toAttribute(of, [...names, name.toLowerCase()], [...spelling, name]);
}
