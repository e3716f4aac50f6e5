import { LIMITS } from '#shared/base/limits.ts';
import type { RuleAction } from '../actions.ts';
import type { RuleObject } from '../attributes.ts';
import type { Condition } from '../condition.ts';
import { decideByRules } from '../decide.ts';
import { privilegeTargets } from '../evaluate-condition.ts';
import type { AccessRule } from '../rule.ts';
import { hasBit, numbersOf } from './bits.ts';
import { ResourceSet } from './resource-set.ts';

/** What one user may do: the resources by their number, and the rules behind each. */
export interface MatrixRow {
  /** Numbers of the resources that are allowed, in their order. */
  readonly allowed: readonly number[];
  /** Names of the rules that allow a resource, in their order; empty: none does. */
  by(resource: number): readonly string[];
}

/** Users by resources, row by row: nothing of a row is kept when the next is made. */
export interface RuleMatrix {
  row(user: RuleObject): MatrixRow;
}

/**
 * Who may do one thing with which of many resources. Each rule is evaluated for a user and all resources at once, as sets:
 * what it asks of resources is found once, when it is first needed. Rules whose HasPrivilege could ask for itself are
 * decided one resource after the other. It says what `decideByRules` says of each.
 *
 * @param resources whose attributes do not change
 */
export function ruleMatrix(
  rules: readonly AccessRule[],
  action: RuleAction,
  resources: readonly RuleObject[],
): RuleMatrix {
  if (!isPlain(rules, action, resources)) return { row: (user) => rowByEach(rules, action, resources, user) };
  const set = new ResourceSet(rules, action, resources);
  return {
    row: (user) => {
      const allowing = set.allowedBy(user);
      return {
        allowed: [...numbersOf(set.allowed(user))],
        by: (resource) => allowing.flatMap(({ rule, allowed }) => (hasBit(allowed, resource) ? rule : [])),
      };
    },
  };
}

function rowByEach(
  rules: readonly AccessRule[],
  action: RuleAction,
  resources: readonly RuleObject[],
  user: RuleObject,
): MatrixRow {
  const by = resources.map((resource) => decideByRules(rules, action, user, resource).by);
  return {
    allowed: by.flatMap((names, index) => (names.length > 0 ? index : [])),
    by: (resource) => by[resource] ?? [],
  };
}

interface Asking {
  readonly action: RuleAction;
  readonly resource: RuleObject;
}

/** Whether HasPrivilege leads from no resource back to what is being decided, nor so far that it is stopped. */
function isPlain(rules: readonly AccessRule[], action: RuleAction, resources: readonly RuleObject[]): boolean {
  const calls = privilegesByAction(rules);
  const counts = new Map<RuleAction, Map<RuleObject, number>>();
  /** How many questions one decision asks at most. */
  const countOf = (asked: Asking, open: readonly Asking[]): number => {
    const ofAction = counts.get(asked.action) ?? new Map<RuleObject, number>();
    counts.set(asked.action, ofAction);
    const known = ofAction.get(asked.resource);
    if (known !== undefined) return known;
    const isOpen = open.some((one) => one.action === asked.action && one.resource === asked.resource);
    if (isOpen || open.length >= LIMITS.ruleDepth) return Number.POSITIVE_INFINITY;
    let count = 0;
    for (const call of calls.get(asked.action) ?? []) {
      if (call.reads.of === 'user') return Number.POSITIVE_INFINITY;
      for (const resource of privilegeTargets(call.reads, { user: {}, resource: asked.resource }))
        count += 1 + countOf({ action: call.action, resource }, [...open, asked]);
      if (count > LIMITS.rulePrivilegeQuestions) return Number.POSITIVE_INFINITY;
    }
    ofAction.set(asked.resource, count);
    return count;
  };
  return resources.every((resource) => Number.isFinite(countOf({ action, resource }, [])));
}

type Privilege = Condition & { readonly kind: 'hasPrivilege' };

function privilegesByAction(rules: readonly AccessRule[]): ReadonlyMap<RuleAction, readonly Privilege[]> {
  const found = new Map<RuleAction, Privilege[]>();
  for (const { parsed, actions, disabled } of rules) {
    if (disabled || parsed.error !== null) continue;
    const calls = privilegesIn(parsed.condition);
    for (const action of actions) found.set(action, [...(found.get(action) ?? []), ...calls]);
  }
  return found;
}

function privilegesIn(condition: Condition): readonly Privilege[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.operands.flatMap(privilegesIn);
  if (condition.kind === 'not') return privilegesIn(condition.operand);
  return condition.kind === 'hasPrivilege' ? [condition] : [];
}
