import type { RuleAction } from '../actions.ts';
import type { Condition, Path } from '../condition.ts';
import type { FilterPart } from '../resource-filter.ts';
import type { AccessRule } from '../rule.ts';
import { comparisonFormula } from './comparison-formula.ts';
import { allOf, anyOf, FALSE, type Formula, holds, inLanguage, negate, TRUE } from './formula.ts';
import { ANY_TEXT, includesText, type Language, literalLanguage, prefixLanguage, SOME_TEXT } from './language.ts';
import { MOST_DEPTH } from './object-keys.ts';
import { attributeAt, attributeOf, isObject, isWhole, itself, type Place, type Translation, typeOf } from './place.ts';

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
