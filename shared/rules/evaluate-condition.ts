import { matchesPattern } from '#shared/pattern/pattern.ts';
import type { RuleAction } from './actions.ts';
import { attributeText, type Leaf, type RuleObject, readPath, ruleIdentity, type Subjects } from './attributes.ts';
import type { Call, Condition, ConditionComparison, Literal, Path } from './condition.ts';
import { matchesWildcard } from './wildcard.ts';

/** What a condition is evaluated in. */
export interface ConditionContext extends Subjects {
  /** Whether the rules let the user do that with another resource; the function HasPrivilege asks it. */
  readonly hasPrivilege: (action: RuleAction, resource: RuleObject) => boolean;
}

/**
 * Whether a condition holds. An attribute may have several values: a comparison is true if any of them (or any
 * pair of them) makes it true, `!=` included. An attribute that is missing makes every comparison false, `!=`
 * included; only `Empty()` is then true. Time is at most linear in the values read, for each comparison with a text.
 *
 * @throws whatever `hasPrivilege` throws
 */
export function evaluateCondition(condition: Condition, context: ConditionContext): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'and':
      return condition.operands.every((operand) => evaluateCondition(operand, context));
    case 'or':
      return condition.operands.some((operand) => evaluateCondition(operand, context));
    case 'not':
      return !evaluateCondition(condition.operand, context);
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
    case 'hasPrivilege':
      return evaluateCall(condition, context);
    default:
      return evaluateComparison(condition, context);
  }
}

function evaluateCall(call: Call, context: ConditionContext): boolean {
  switch (call.kind) {
    case 'empty':
      return isEmpty(readPath(call.path, context));
    case 'isAnonymous':
      return isEmpty(readPath({ ...call.path, names: [...call.path.names, 'userid'] }, context));
    case 'isOwned':
      return !isEmpty(readPath({ ...call.path, names: [...call.path.names, 'owner'] }, context));
    case 'hasPrivilege':
      return targetsOf(call.path, context).some((resource) => context.hasPrivilege(call.action, resource));
  }
}

/** No value at all, or none but empty texts: a ticket may carry those. */
function isEmpty(leaves: readonly Leaf[]): boolean {
  return leaves.every((leaf) => leaf === '');
}

/** The resources at the end of a path. One that doesn't state its type has the name it stands under: `stream`, `app`. */
function targetsOf(path: Path, context: ConditionContext): RuleObject[] {
  const objects = readPath(path, context).filter((leaf) => typeof leaf !== 'string');
  const type = path.names.at(-1);
  if (type === undefined) return objects;
  return objects.map((object) =>
    attributeText(object, 'resourcetype') === null ? { ...object, resourcetype: type } : object,
  );
}

function evaluateComparison(comparison: ConditionComparison, context: ConditionContext): boolean {
  const left = readPath(comparison.left, context);
  switch (comparison.kind) {
    case 'like':
      return left.some((leaf) => typeof leaf === 'string' && matchesWildcard(comparison.wildcard, leaf));
    case 'matches':
      return left.some((leaf) => typeof leaf === 'string' && matchesPattern(comparison.pattern, leaf));
    case 'equality':
      return compare(left, comparison.operator, readOperand(comparison.right, context));
  }
}

function readOperand(operand: Path | Literal, context: ConditionContext): readonly Leaf[] {
  return operand.kind === 'literal' ? [operand.value] : readPath(operand, context);
}

function compare(left: readonly Leaf[], operator: '=' | '==' | '!=' | '!==', right: readonly Leaf[]): boolean {
  const fold = operator === '=' || operator === '!=';
  const others = new Set(keysOf(right, fold));
  const own = keysOf(left, fold);
  if (operator === '=' || operator === '==') return own.some((key) => others.has(key));
  // Any pair that differs: there is none only where one side is empty or both hold the same single value.
  return own.length > 0 && others.size > 0 && (others.size > 1 || own.some((key) => !others.has(key)));
}

/** What each value is compared by. An object is its identity, one that has none is nothing. */
function keysOf(leaves: readonly Leaf[], fold: boolean): string[] {
  const keys: string[] = [];
  for (const leaf of leaves) {
    const key = typeof leaf === 'string' ? (fold ? leaf.toLowerCase() : leaf) : ruleIdentity(leaf);
    if (key !== null) keys.push(key);
  }
  return keys;
}
