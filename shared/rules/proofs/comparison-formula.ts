import type { ConditionComparison } from '../condition.ts';
import { ignoresCase } from '../evaluate-condition.ts';
import { below } from './attribute-of.ts';
import { type Attribute, allOf, anyOf, FALSE, type Formula, holds, inLanguage, negate, TRUE } from './formula.ts';
import { ANY_TEXT, equalityLanguage, includesText, matchLanguage, SOME_TEXT } from './language.ts';
import { attributeOf, isObject, isWhole, type Place, type Translation, typeOf } from './place.ts';

/** What a comparison asks of the texts and identities of what it compares. */
export function comparisonFormula(comparison: ConditionComparison, translation: Translation, place: Place): Formula {
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
