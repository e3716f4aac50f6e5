import { type RuleObject, type RuleValue, readPath, type Subjects } from '../attributes.ts';
import type { Attribute } from '../proofs/formula.ts';

/** The texts that an attribute has. */
export function textsOf({ of, names, key }: Attribute, subjects: Subjects): readonly string[] {
  const leaves = leavesAt(of, names, key, subjects);
  return leaves.filter((leaf) => typeof leaf === 'string');
}

/** Whether an attribute is there at all, as a text or an object. */
export function isPresent({ of, names, key }: Attribute, subjects: Subjects): boolean {
  return leavesAt(of, names, key, subjects).length > 0;
}

function leavesAt(of: Attribute['of'], names: readonly string[], key: string, subjects: Subjects) {
  const range = { start: 0, end: 0 };
  return readPath({ kind: 'path', text: key, of, names, key: names.join('.'), range }, subjects).leaves;
}

/** The same user and resource, but with these values in one attribute (as an object, if `asObject`); an empty list takes it away. Null where its place is inside a list. */
export function withValues(
  subjects: Subjects,
  attribute: Attribute,
  values: readonly string[],
  asObject = false,
): Subjects | null {
  const whole = subjects[attribute.of];
  const value = asObject ? {} : attribute.single ? values[0] : [...values];
  const changed = replaceIn(
    whole,
    attribute.names,
    attribute.spelling,
    values.length === 0 && !asObject ? undefined : value,
  );
  return changed === null ? null : { ...subjects, [attribute.of]: changed };
}

function replaceIn(
  object: RuleObject,
  [name = '', ...names]: readonly string[],
  [spelling = name, ...spellings]: readonly string[],
  value: RuleValue,
): RuleObject | null {
  const entries = Object.entries(object).filter(([own]) => own.toLowerCase() !== name);
  const known = Object.keys(object).find((own) => own.toLowerCase() === name);
  if (names.length === 0) return toObject(value === undefined ? entries : [...entries, [known ?? spelling, value]]);
  const child = known === undefined ? {} : object[known];
  if (!isObject(child)) return null;
  const changed = replaceIn(child, names, spellings, value);
  return changed === null ? null : toObject([...entries, [known ?? spelling, changed]]);
}

/** Also of a name such as `__proto__`. */
function toObject(entries: readonly (readonly [string, RuleValue])[]): RuleObject {
  return Object.fromEntries(entries);
}

function isObject(value: RuleValue): value is RuleObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of attributes beside this one, as they are spelled, with their texts. */
export function besides(attribute: Attribute, subjects: Subjects): readonly (readonly [string, readonly string[]])[] {
  let parent: RuleObject = subjects[attribute.of];
  for (const name of attribute.names.slice(0, -1)) {
    const known = Object.keys(parent).find((own) => own.toLowerCase() === name);
    const child = known === undefined ? undefined : parent[known];
    if (!isObject(child)) return [];
    parent = child;
  }
  const own = attribute.names.at(-1);
  return Object.entries(parent)
    .filter(([name]) => name.toLowerCase() !== own)
    .map(
      ([name, value]) =>
        [name, (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string')] as const,
    )
    .filter(([, texts]) => texts.length > 0);
}
