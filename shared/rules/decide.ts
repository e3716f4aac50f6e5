import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { RULE_ACTIONS, type RuleAction } from './actions.ts';
import type { RuleObject } from './attributes.ts';
import { type ConditionContext, evaluateCondition } from './evaluate-condition.ts';
import { matchesFilter } from './resource-filter.ts';
import type { AccessRule } from './rule.ts';
import { candidateRules } from './rule-index.ts';
import { RulesError } from './rules-error.ts';

/** Whether a user may do one thing with one resource, and by what. */
export interface Decision {
  readonly allowed: boolean;
  /** Names of the rules that allow it, in their order. */
  readonly by: readonly string[];
  /** Rules that could have a say but are in error; they allow nothing. */
  readonly errors: readonly RuleError[];
}

interface RuleError {
  readonly rule: string;
  readonly error: WorkbenchError;
}

/** What a user may do with one resource: each action with the rules that allow it. Actions that none allows are absent. */
export interface Permissions {
  readonly actions: ReadonlyMap<RuleAction, readonly string[]>;
  readonly errors: readonly RuleError[];
}

/**
 * Decides by all rules: nothing is allowed by default, and one enabled rule that is true is enough. A rule in
 * error is left out, which takes nobody else's access away.
 *
 * @param user such as `{ userId, userDirectory, roles, environment: { group: ['SalesUS'] } }`
 * @param resource such as `{ resourcetype: 'Stream', id, name }`
 */
export function decideByRules(
  rules: readonly AccessRule[],
  action: RuleAction,
  user: RuleObject,
  resource: RuleObject,
): Decision {
  return ask({ rules, user, asking: [], questions: 0 }, action, resource);
}

/** Decides on every action at once: the union of what the rules allow. */
export function decideAll(rules: readonly AccessRule[], user: RuleObject, resource: RuleObject): Permissions {
  const decisions = RULE_ACTIONS.map((action) => [action, decideByRules(rules, action, user, resource)] as const);
  const errors = new Map(decisions.flatMap(([, { errors }]) => errors.map((entry) => [entry.rule, entry])));
  return {
    actions: new Map(decisions.filter(([, { allowed }]) => allowed).map(([action, { by }]) => [action, by])),
    errors: [...errors.values()],
  };
}

/** One decision with everything that HasPrivilege asks on the way. */
interface Inquiry {
  readonly rules: readonly AccessRule[];
  readonly user: RuleObject;
  /** The questions that are open now, the innermost last. */
  readonly asking: { readonly action: RuleAction; readonly resource: RuleObject }[];
  questions: number;
}

function ask(inquiry: Inquiry, action: RuleAction, resource: RuleObject): Decision {
  inquiry.asking.push({ action, resource });
  const context = contextOf(inquiry, resource);
  const by: string[] = [];
  const errors: RuleError[] = [];
  for (const rule of candidateRules(inquiry.rules, action, context)) {
    const result = evaluateRule(rule, action, resource, context);
    if (result === true) by.push(rule.name);
    else if (result !== false) errors.push({ rule: rule.name, error: result });
  }
  inquiry.asking.pop();
  return { allowed: by.length > 0, by, errors };
}

function evaluateRule(
  { parsed }: AccessRule,
  action: RuleAction,
  resource: RuleObject,
  context: ConditionContext,
): boolean | WorkbenchError {
  if (parsed.error !== null) return parsed.error;
  try {
    return matchesFilter(parsed.filter, resource, action) && evaluateCondition(parsed.condition, context);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

/**
 * A rule that asks for what is being decided has no answer, and with `!` before it would contradict itself:
 * such a rule is in error. The count keeps rules that ask each other from taking exponential time.
 */
function contextOf(inquiry: Inquiry, resource: RuleObject): ConditionContext {
  const hasPrivilege = (action: RuleAction, target: RuleObject): boolean => {
    inquiry.questions += 1;
    const isOpen = inquiry.asking.some((open) => open.action === action && open.resource === target);
    const isTooMuch = inquiry.questions > LIMITS.rulePrivilegeQuestions || inquiry.asking.length > LIMITS.ruleDepth;
    if (isOpen || isTooMuch) {
      throw new RulesError('rule-privilege-loop', { limit: LIMITS.rulePrivilegeQuestions });
    }
    return ask(inquiry, action, target).allowed;
  };
  return { user: inquiry.user, resource, hasPrivilege };
}
