import { LIMITS } from '#shared/base/limits.ts';
import type { RuleAction } from '../actions.ts';
import type { Condition, ConditionComparison, Path } from '../condition.ts';
import { ignoresCase } from '../evaluate-condition.ts';
import type { FilterPart } from '../resource-filter.ts';
import type { AccessRule } from '../rule.ts';
import { type Attribute, allOf, anyOf, FALSE, type Formula, holds, negate, TRUE } from './formula.ts';
import {
  ANY_TEXT,
  equalityLanguage,
  includesText,
  type Language,
  literalLanguage,
  matchLanguage,
  prefixLanguage,
  SOME_TEXT,
} from './language.ts';

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
interface Place {
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
function itself(asking: readonly string[]): Place {
  const budget = { questions: LIMITS.rulePrivilegeQuestions };
  return { names: [], spelling: [], asking, depth: 0, budget, doubts: [] };
}

/** What a rule grants for an action: its filter and its condition. A rule in error or disabled grants nothing. */
export function ruleFormula(rule: AccessRule, action: RuleAction, translation: Translation): Formula {
  return ruleAt(rule, action, translation, itself([`${action} `]));
}

/** A condition alone; HasPrivilege is asked of `translation.rules`. */
export function conditionFormula(condition: Condition, translation: Translation): Formula {
  return translate(condition, translation, itself([]));
}

function ruleAt(rule: AccessRule, action: RuleAction, translation: Translation, place: Place): Formula {
  const { parsed, disabled, actions } = rule;
  if (disabled || parsed.error !== null || !actions.includes(action)) return FALSE;
  const filter = anyOf(parsed.filter.map((part) => filterFormula(part, action, place)));
  if (filter.kind === 'constant' && !filter.value) return FALSE;
  const own = { ...place, doubts: [] };
  const condition = translate(parsed.condition, translation, own);
  return allOf([filter, condition, soundness(rule, own, translation)]);
}

/**
 * A rule that asks for what is being decided is in error and grants nothing, whatever its condition would come to without:
 * `!a or a` is not true then. Whether it comes to that question depends on what it looks at first, so it may be in error or not.
 */
function soundness({ name }: AccessRule, { asking, doubts }: Place, translation: Translation): Formula {
  const [why] = doubts;
  if (why === undefined) return TRUE;
  return holds({ kind: 'outside', key: `${JSON.stringify([name, asking])} without error ${translation.name}`, why });
}

function filterFormula(part: FilterPart, action: RuleAction, place: Place): Formula {
  switch (part.kind) {
    case 'any':
      return TRUE;
    case 'prefix':
      return typeIn(prefixLanguage(part.prefix), place);
    case 'type':
      return typeIn(literalLanguage(part.type, true), place);
    case 'itself':
      return action === 'create' ? typeIn(literalLanguage(part.type, true), place) : FALSE;
    case 'id': {
      const id = attributeAt(place, ['id'], ['id']);
      return allOf([typeIn(literalLanguage(part.type, true), place), inLanguage(id, literalLanguage(part.id, true))]);
    }
  }
}

/** A resource that stands under a name is of the type of that name. */
function typeIn(language: Language, place: Place): Formula {
  const name = place.names.at(-1);
  if (name === undefined) return inLanguage(attributeAt(place, ['resourcetype'], ['resourcetype']), language);
  return includesText(language, name) ? TRUE : FALSE;
}

/** The type of the resource that stands under a name, where a path reads just that; null where it does not. */
function typeOf({ of, names }: Path, place: Place): string | null {
  const isType = of === 'resource' && names.length === 1 && names[0] === 'resourcetype';
  return isType ? (place.names.at(-1) ?? null) : null;
}

function translate(condition: Condition, translation: Translation, place: Place): Formula {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? TRUE : FALSE;
    case 'and':
    case 'or':
      return translateChain(condition.kind, condition.operands, translation, place);
    case 'not':
      return negate(translate(condition.operand, translation, place));
    case 'empty':
      return negate(isThere(condition.reads, translation, place));
    case 'isOwned':
      return isThere(condition.reads, translation, place);
    case 'isAnonymous':
      return negate(inLanguage(attributeOf(condition.reads, place), SOME_TEXT));
    case 'hasPrivilege':
      return privilegeFormula(condition.action, condition.reads, translation, place);
    default:
      return comparisonFormula(condition, translation, place);
  }
}

/** What stands behind a part that decides for everybody is never asked. */
function translateChain(
  kind: 'and' | 'or',
  operands: readonly Condition[],
  translation: Translation,
  place: Place,
): Formula {
  const parts: Formula[] = [];
  for (const operand of operands) {
    const part = translate(operand, translation, place);
    parts.push(part);
    if (part.kind === 'constant' && part.value === (kind === 'or')) break;
  }
  return kind === 'and' ? allOf(parts) : anyOf(parts);
}

function isThere(path: Path, translation: Translation, place: Place): Formula {
  if (path.names.length === 0 || typeOf(path, place) !== null) return TRUE;
  const attribute = attributeOf(path, place);
  return isObject(attribute, translation) ? holds({ kind: 'exists', attribute }) : inLanguage(attribute, ANY_TEXT);
}

function isObject({ key }: Attribute, { objects }: Translation): boolean {
  return objects.has(key);
}

function comparisonFormula(comparison: ConditionComparison, translation: Translation, place: Place): Formula {
  const left = attributeOf(comparison.left, place);
  const known = knownType(comparison, place);
  if (known !== null) return known;
  if (comparison.kind !== 'equality') {
    // What `like` and `matches` see of an object is nothing.
    if (isWhole(left) || isObject(left, translation)) return FALSE;
    return inLanguage(left, matchLanguage(comparison));
  }
  const { operator, right } = comparison;
  const isEqual = operator === '=' || operator === '==';
  if (right.kind === 'literal') {
    // An object is no text: it equals none, and differs from each if it has an identity at all.
    if (isWhole(left) || isObject(left, translation)) return isEqual ? FALSE : hasIdentity(left);
    return inLanguage(left, equalityLanguage(operator, right.value));
  }
  const other = attributeOf(right, place);
  if (isWhole(left) || isWhole(other) || isObject(left, translation) || isObject(other, translation)) {
    const same = sameIdentity(left, other);
    return isEqual ? same : allOf([hasIdentity(left), hasIdentity(other), negate(same)]);
  }
  return holds({ kind: isEqual ? 'share' : 'differ', left, right: other, fold: ignoresCase(operator) });
}

/** A comparison of the type of the resource that stands under a name with a text; null where it is another one. */
function knownType(comparison: ConditionComparison, place: Place): Formula | null {
  const type = typeOf(comparison.left, place);
  if (type === null) return null;
  if (comparison.kind !== 'equality') return includesText(matchLanguage(comparison), type) ? TRUE : FALSE;
  const { operator, right } = comparison;
  if (right.kind !== 'literal') return null;
  return includesText(equalityLanguage(operator, right.value), type) ? TRUE : FALSE;
}

function isWhole({ names }: Attribute): boolean {
  return names.length === 0;
}

/** Users are equal if their directories and ids are, other things if they have no user id and their ids are; in any case. */
function sameIdentity(left: Attribute, right: Attribute): Formula {
  const [oneId, otherId] = [below(left, 'userId'), below(right, 'userId')];
  const directories = [below(left, 'userDirectory'), below(right, 'userDirectory')];
  const noDirectory = allOf(directories.map((attribute) => negate(inLanguage(attribute, SOME_TEXT))));
  const sameUser = allOf([share(oneId, otherId), anyOf([shareAll(directories), noDirectory])]);
  const noUser = [oneId, otherId].map((attribute) => negate(inLanguage(attribute, ANY_TEXT)));
  return anyOf([sameUser, allOf([...noUser, share(below(left, 'id'), below(right, 'id'))])]);
}

function shareAll([left, right]: readonly Attribute[]): Formula {
  return left === undefined || right === undefined ? FALSE : share(left, right);
}

function share(left: Attribute, right: Attribute): Formula {
  return holds({ kind: 'share', left, right, fold: true });
}

function hasIdentity(object: Attribute): Formula {
  return anyOf([inLanguage(below(object, 'userId'), ANY_TEXT), inLanguage(below(object, 'id'), ANY_TEXT)]);
}

function below({ of, names, spelling }: Attribute, name: string): Attribute {
  return toAttribute(of, [...names, name.toLowerCase()], [...spelling, name]);
}

function privilegeFormula(action: RuleAction, path: Path, translation: Translation, place: Place): Formula {
  const target = attributeOf(path, place);
  const key = `${action} ${target.names.join('.')}`;
  const outside = (why: string): Formula => {
    place.doubts.push(why);
    return holds({ kind: 'outside', key: `HasPrivilege ${target.of} ${key} ${translation.name}`, why });
  };
  if (target.of === 'user') return outside('HasPrivilege is asked of the user, who is no resource');
  if (translation.rules === null) return outside('HasPrivilege asks rules, and there are none here');
  if (place.asking.includes(key)) return outside('HasPrivilege asks for what is being decided');
  const depth = place.depth + (isWhole(target) || target.names.length === place.names.length ? 0 : 1);
  if (depth > MOST_DEPTH) return outside('HasPrivilege leads on from one resource to the next');
  place.budget.questions -= 1;
  if (place.budget.questions < 0) return outside('rules ask each other by HasPrivilege too often');
  const inner = { ...place, names: target.names, spelling: target.spelling, asking: [...place.asking, key], depth };
  const granted = anyOf(translation.rules.map((rule) => ruleAt(rule, action, translation, inner)));
  return isWhole(target) ? granted : allOf([holds({ kind: 'exists', attribute: target }), granted]);
}

function inLanguage(attribute: Attribute, language: Language): Formula {
  return holds({ kind: 'in', attribute, language });
}

/** The attribute that a path leads to, seen from the resource itself. */
function attributeOf(path: Path, place: Place): Attribute {
  const spelling = spellingOf(path);
  return path.of === 'user' ? toAttribute('user', path.names, spelling) : attributeAt(place, path.names, spelling);
}

function attributeAt(place: Place, names: readonly string[], spelling: readonly string[]): Attribute {
  return toAttribute('resource', [...place.names, ...names], [...place.spelling, ...spelling]);
}

/** Names that have at most one value, in lower case. What a session brings has any number, whatever its name. */
const SINGLE: ReadonlySet<string> = new Set(['userid', 'userdirectory', 'name', 'id', 'resourcetype']);

/** Whether an attribute has at most one value. */
export function isSingleValued({ of, names }: Pick<Path, 'of' | 'names'>): boolean {
  return SINGLE.has(names.at(-1) ?? '') && !(of === 'user' && names[0] === 'environment');
}

const KNOWN = new Map<string, Attribute>();
const MOST_KNOWN = 10_000;

function toAttribute(of: Path['of'], names: readonly string[], spelling: readonly string[]): Attribute {
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

function spellingOf({ text, names }: Path): readonly string[] {
  const written = text.split('.');
  return written.slice(written.length - names.length);
}

/**
 * Keys of the attributes that must be objects for these conditions: those with names below them, what is compared with a
 * user, and what HasPrivilege is asked of, where every condition may then be asked, too.
 */
export function objectKeys(conditions: readonly Condition[]): ReadonlySet<string> {
  const objects = new Set<string>();
  for (const condition of conditions) addObjects(condition, objects);
  const targets = conditions.flatMap(privilegeTargets);
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const own = [...objects].filter((key) => key.startsWith('resource.'));
    for (const target of new Set(targets))
      for (const key of own) objects.add(`resource.${target}${key.slice('resource'.length)}`);
  }
  return objects;
}

/** A stream's app's stream is as far as anybody goes. */
const MOST_DEPTH = 2;

/** Where HasPrivilege is asked of something inside the resource. */
function privilegeTargets(condition: Condition): readonly string[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.operands.flatMap(privilegeTargets);
  if (condition.kind === 'not') return privilegeTargets(condition.operand);
  return condition.kind === 'hasPrivilege' && condition.reads.names.length > 0 ? [condition.reads.key] : [];
}

function addObjects(condition: Condition, objects: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) addObjects(operand, objects);
      return;
    case 'not':
      addObjects(condition.operand, objects);
      return;
    case 'constant':
      return;
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
      addPath(condition.reads, objects, false);
      return;
    case 'hasPrivilege':
      addPath(condition.reads, objects, true);
      return;
    default: {
      const isWholeOne =
        condition.right.kind === 'path' && (condition.right.names.length === 0 || condition.left.names.length === 0);
      addPath(condition.left, objects, isWholeOne);
      if (condition.right.kind === 'path') addPath(condition.right, objects, isWholeOne);
    }
  }
}

function addPath({ of, names }: Path, objects: Set<string>, isItself: boolean): void {
  for (let length = 1; length < names.length + (isItself ? 1 : 0); length++)
    objects.add([of, ...names.slice(0, length)].join('.'));
}
