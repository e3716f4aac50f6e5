import { foldText } from '#shared/pattern/fold-case.ts';
import { matchesPattern } from '#shared/pattern/pattern.ts';
import type { RuleAction } from './actions.ts';
import { attributeText, type Leaf, type RuleObject, readPath, type Subjects, textKey } from './attributes.ts';
import type { Call, Condition, ConditionComparison, EqualityOperator, Literal, Path } from './condition.ts';
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
      for (const operand of condition.operands) if (!evaluateCondition(operand, context)) return false;
      return true;
    case 'or':
      for (const operand of condition.operands) if (evaluateCondition(operand, context)) return true;
      return false;
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
    case 'isOwned':
      return (readPath(call.reads, context).leaves.length === 0) === (call.kind === 'empty');
    case 'isAnonymous':
      // A user id is never blank; one that came so all the same is nobody's.
      return readPath(call.reads, context).leaves.every((leaf) => leaf === '');
    case 'hasPrivilege':
      return privilegeTargets(call.reads, context).some((resource) => context.hasPrivilege(call.action, resource));
  }
}

/** The resources at the end of a path. One that doesn't state its type has the name it stands under: `stream`, `app`. */
export function privilegeTargets(path: Path, subjects: Subjects): readonly RuleObject[] {
  const objects = readPath(path, subjects).leaves.filter((leaf) => typeof leaf !== 'string');
  const type = path.names.at(-1);
  return type === undefined ? objects : objects.map((object) => withType(object, type));
}

const TYPED = new WeakMap<RuleObject, Map<string, RuleObject>>();

/** The same object each time, for what is known of an object is kept with it. */
function withType(object: RuleObject, type: string): RuleObject {
  if (attributeText(object, 'resourcetype') !== null) return object;
  const known = TYPED.get(object) ?? new Map<string, RuleObject>();
  TYPED.set(object, known);
  const typed = known.get(type) ?? { ...object, resourcetype: type };
  known.set(type, typed);
  return typed;
}

function evaluateComparison(comparison: ConditionComparison, context: ConditionContext): boolean {
  const left = readPath(comparison.left, context);
  switch (comparison.kind) {
    case 'like':
    case 'matches':
      return left.leaves.some((leaf) => isMatched(comparison, leaf));
    case 'equality': {
      const fold = ignoresCase(comparison.operator);
      const own = fold ? left.folded : left.exact;
      const { right } = comparison;
      if (right.kind === 'literal') return compareWithText(own, comparison.operator, literalKey(right, fold));
      const others = readPath(right, context);
      return compare(own, comparison.operator, fold ? others.folded : others.exact);
    }
  }
}

/** Whether one value is what `like` or `matches` asks for. Objects are not. */
export function isMatched(
  comparison: ConditionComparison & { readonly kind: 'like' | 'matches' },
  leaf: Leaf,
): boolean {
  if (typeof leaf !== 'string') return false;
  return comparison.kind === 'like'
    ? matchesWildcard(comparison.wildcard, leaf)
    : matchesPattern(comparison.pattern, leaf);
}

/** `=` and `!=` ignore case. */
export function ignoresCase(operator: EqualityOperator): boolean {
  return operator === '=' || operator === '!=';
}

/** What a text in quotes is compared by. */
export function literalKey({ value }: Literal, fold: boolean): string {
  return textKey(fold ? foldText(value) : value);
}

function compareWithText(own: readonly string[], operator: EqualityOperator, key: string): boolean {
  if (operator === '=' || operator === '==') return own.includes(key);
  return own.some((other) => other !== key);
}

/** Lists up to this are searched as they are; longer ones as sets. */
const FEW = 8;

function compare(own: readonly string[], operator: EqualityOperator, others: readonly string[]): boolean {
  if (own.length === 0 || others.length === 0) return false;
  if (operator === '=' || operator === '==') {
    if (others.length <= FEW) return own.some((key) => others.includes(key));
    const set = new Set(others);
    return own.some((key) => set.has(key));
  }
  // Any pair that differs: there is none only where both hold the same single value.
  const [first] = own;
  return own.some((key) => key !== first) || others.some((key) => key !== first);
}
