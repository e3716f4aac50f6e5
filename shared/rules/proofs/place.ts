import { LIMITS } from '#shared/base/limits.ts';
import type { Path } from '../condition.ts';
import type { AccessRule } from '../rule.ts';
import { toAttribute } from './attribute-of.ts';
import type { Attribute } from './formula.ts';

/** What a condition is translated in. */
export interface Translation {
  /** Keys of attributes that have attributes of their own, and so are objects. */
  readonly objects: ReadonlySet<string>;
  /** The rules that HasPrivilege asks; null where nobody knows them. */
  readonly rules: readonly AccessRule[] | null;
  /** Tells apart what two sets of rules say of the same privilege. */
  readonly name: string;
}

/** Where a condition is asked: of the resource itself, or of one that stands under names of it. */
export interface Place {
  readonly names: readonly string[];
  readonly spelling: readonly string[];
  /** Questions of HasPrivilege that are open, by place and action. */
  readonly asking: readonly string[];
  /** From how many resources to another one HasPrivilege has led. */
  readonly depth: number;
  /** Questions of HasPrivilege that may still be followed, whoever asks. */
  readonly budget: { questions: number };
  /** Why it is not known what the condition asks; what was told first counts. */
  readonly doubts: string[];
}

/** The resource itself, before anything is asked of another one. */
export function itself(asking: readonly string[]): Place {
  const budget = { questions: LIMITS.rulePrivilegeQuestions };
  return { names: [], spelling: [], asking, depth: 0, budget, doubts: [] };
}

/** The attribute that a path leads to, seen from the resource itself. */
export function attributeOf(path: Path, place: Place): Attribute {
  const spelling = spellingOf(path);
  return path.of === 'user' ? toAttribute('user', path.names, spelling) : attributeAt(place, path.names, spelling);
}

/** What stands under names of the resource that is asked. */
export function attributeAt(place: Place, names: readonly string[], spelling: readonly string[]): Attribute {
  return toAttribute('resource', [...place.names, ...names], [...place.spelling, ...spelling]);
}

function spellingOf({ text, names }: Path): readonly string[] {
  const written = text.split('.');
  return written.slice(written.length - names.length);
}

/** The type of the resource that stands under a name, where a path reads just that; null where it does not. */
export function typeOf({ of, names }: Path, place: Place): string | null {
  const isType = of === 'resource' && names.length === 1 && names[0] === 'resourcetype';
  return isType ? (place.names.at(-1) ?? null) : null;
}

/** Whether an attribute has attributes of its own. */
export function isObject({ key }: Attribute, { objects }: Translation): boolean {
  return objects.has(key);
}

/** Whether it is the user or the resource, and nothing under it. */
export function isWhole({ names }: Attribute): boolean {
  return names.length === 0;
}
