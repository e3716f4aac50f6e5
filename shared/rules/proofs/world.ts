import { foldText } from '#shared/pattern/fold-case.ts';
import type { RuleValue, Subjects } from '../attributes.ts';
import type { Atom, Attribute, Formula } from './formula.ts';
import { includesText } from './language.ts';

/** A user and a resource, as far as formulas ask about them: what is not named is missing. */
export interface World {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Keys of attributes that are there as objects. */
  readonly objects: ReadonlySet<string>;
  /** What is taken for true of what is not decided here, by key. */
  readonly assumed: ReadonlyMap<string, boolean>;
}

/** Whether a formula is true in a world. */
export function isTrueIn(world: World, formula: Formula): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'atom':
      return isAtomTrue(world, formula.atom) === formula.holds;
    case 'and':
      return formula.parts.every((part) => isTrueIn(world, part));
    case 'or':
      return formula.parts.some((part) => isTrueIn(world, part));
  }
}

function isAtomTrue(world: World, atom: Atom): boolean {
  switch (atom.kind) {
    case 'in':
      return valuesOf(world, atom.attribute).some((value) => includesText(atom.language, value));
    case 'share':
    case 'differ': {
      const [left, right] = [keysOf(world, atom.left, atom.fold), keysOf(world, atom.right, atom.fold)];
      return left.some((own) => right.some((other) => (own === other) === (atom.kind === 'share')));
    }
    case 'exists':
      return world.objects.has(atom.attribute.key);
    case 'outside':
      return world.assumed.get(atom.key) ?? false;
  }
}

function valuesOf({ values }: World, { key }: Attribute): readonly string[] {
  return values.get(key) ?? [];
}

function keysOf(world: World, attribute: Attribute, fold: boolean): readonly string[] {
  const values = valuesOf(world, attribute);
  return fold ? values.map(foldText) : values;
}

/** The world as a user and a resource that rules can be asked about. */
export function toSubjects(world: World): Subjects {
  const root: Readonly<Record<Attribute['of'], Draft>> = { user: {}, resource: {} };
  for (const [key, attribute] of world.attributes) {
    const values = world.values.get(key) ?? [];
    if (values.length === 0 && !world.objects.has(key)) continue;
    const names = attribute.spelling;
    const parent = names.slice(0, -1).reduce(enter, root[attribute.of]);
    const name = names.at(-1);
    if (name === undefined) continue;
    if (values.length > 0) setOwn(parent, name, attribute.single ? values[0] : [...values]);
    else enter(parent, name);
  }
  return root;
}

interface Draft {
  [name: string]: RuleValue;
}

function enter(parent: Draft, name: string): Draft {
  const known = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (isDraft(known)) return known;
  const child: Draft = {};
  setOwn(parent, name, child);
  return child;
}

function isDraft(value: RuleValue): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No name, `__proto__` included, reaches a prototype. */
function setOwn(parent: Draft, name: string, value: RuleValue): void {
  Object.defineProperty(parent, name, { value, enumerable: true, writable: true, configurable: true });
}
