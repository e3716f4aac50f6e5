import { foldText } from '#shared/pattern/fold-case.ts';
import type { RuleAction } from '../actions.ts';
import { attributeText, type Leaf, type RuleObject, readPath } from '../attributes.ts';
import type { Call, Condition, ConditionComparison, Path } from '../condition.ts';
import {
  type ConditionContext,
  evaluateCondition,
  ignoresCase,
  isMatched,
  privilegeTargets,
} from '../evaluate-condition.ts';
import type { Hit, PrivilegeAnswer, Reason } from './reason.ts';

/** What reasons are looked for in. */
export interface ReasonContext extends ConditionContext {
  /** The condition as written. */
  readonly text: string;
  /** What the rules say of a resource that HasPrivilege asks about; an empty list where there are none to ask. */
  readonly answer: (action: RuleAction, resource: RuleObject) => readonly PrivilegeAnswer[];
}

/**
 * The parts of a condition that decided: of a true one those that make it true, of a false one those that make it false.
 *
 * @throws whatever `hasPrivilege` throws
 */
export function findReasons(condition: Condition, context: ReasonContext, negated = false): readonly Reason[] {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      // What a chain is comes from those of its parts that are the same.
      const isTrue = evaluateCondition(condition, context);
      const deciding = condition.operands.filter((operand) => evaluateCondition(operand, context) === isTrue);
      return deciding.flatMap((operand) => findReasons(operand, context, negated));
    }
    case 'not':
      return findReasons(condition.operand, context, !negated);
    default:
      return [toReason(condition, context, negated)];
  }
}

type Leafy = Exclude<Condition, { kind: 'and' | 'or' | 'not' }>;

function toReason(condition: Leafy, context: ReasonContext, negated: boolean): Reason {
  const { start, end } = condition.range;
  const part = {
    text: context.text.slice(start, end),
    range: condition.range,
    holds: evaluateCondition(condition, context),
    negated,
  };
  switch (condition.kind) {
    case 'constant':
      return { ...part, kind: 'constant' };
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
      return {
        ...part,
        kind: condition.kind,
        attribute: condition.reads.text,
        values: shownValues(condition.reads, context),
      };
    case 'hasPrivilege':
      return {
        ...part,
        kind: 'hasPrivilege',
        attribute: condition.path.text,
        action: condition.action,
        asked: answers(condition, context),
      };
    default:
      return { ...part, ...comparisonFacts(condition, context) };
  }
}

function answers(call: Call & { readonly kind: 'hasPrivilege' }, context: ReasonContext): readonly PrivilegeAnswer[] {
  return privilegeTargets(call.reads, context).flatMap((resource) => context.answer(call.action, resource));
}

function comparisonFacts(comparison: ConditionComparison, context: ReasonContext) {
  const { left, right } = comparison;
  const own = readPath(left, context).leaves;
  const facts = { kind: 'comparison', attribute: left.text, values: own.map(shownLeaf) } as const;
  if (comparison.kind !== 'equality') {
    const hits = own
      .filter((leaf) => isMatched(comparison, leaf))
      .map((leaf) => ({ value: shownLeaf(leaf), other: null }));
    return { ...facts, operator: comparison.kind, with: { text: comparison.right.value }, hits };
  }
  const { operator } = comparison;
  if (right.kind === 'literal') {
    const hits = own
      .filter((leaf) => isHit(operator, leaf, right.value))
      .map((leaf) => ({ value: shownLeaf(leaf), other: null }));
    return { ...facts, operator, with: { text: right.value }, hits };
  }
  const others = readPath(right, context).leaves;
  return {
    ...facts,
    operator,
    with: { attribute: right.text, values: others.map(shownLeaf) },
    hits: pairs(operator, own, others),
  };
}

/** Pairs that are shown of two long lists. */
const MOST_PAIRS = 20;

function pairs(
  operator: Parameters<typeof ignoresCase>[0],
  own: readonly Leaf[],
  others: readonly Leaf[],
): readonly Hit[] {
  const hits: Hit[] = [];
  for (const leaf of own) {
    for (const other of others) {
      if (hits.length < MOST_PAIRS && isHit(operator, leaf, other))
        hits.push({ value: shownLeaf(leaf), other: shownLeaf(other) });
    }
  }
  return hits;
}

/** Whether these two values are such as the operator asks for. */
function isHit(operator: Parameters<typeof ignoresCase>[0], left: Leaf, right: Leaf): boolean {
  const [one, other] = [comparable(left, ignoresCase(operator)), comparable(right, ignoresCase(operator))];
  if (one === null || other === null) return false;
  return (one === other) === (operator === '=' || operator === '==');
}

function comparable(leaf: Leaf, fold: boolean): string | null {
  if (typeof leaf === 'string') return fold ? foldText(leaf) : leaf;
  return identityOf(leaf) === '' ? null : `object ${foldText(identityOf(leaf))}`;
}

function shownValues(path: Path, context: ReasonContext): readonly string[] {
  return readPath(path, context).leaves.map(shownLeaf);
}

function shownLeaf(leaf: Leaf): string {
  return typeof leaf === 'string' ? leaf : identityOf(leaf) || attributeText(leaf, 'name') || '(an object)';
}

function identityOf(object: RuleObject): string {
  const userId = attributeText(object, 'userid');
  if (userId === null) return attributeText(object, 'id') ?? '';
  const directory = attributeText(object, 'userdirectory');
  return directory === null ? userId : `${directory}\\${userId}`;
}
