import { decideReduction, type ReductionDecision } from '#shared/reduction/decide-reduction.ts';
import { RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import type { AccessPolicy, Person, PolicyResource } from './access-policy.ts';

/** An action with the rules that allow it. */
export interface Grant {
  readonly action: RuleAction;
  readonly by: readonly string[];
}

/** What somebody may do with a resource. */
export interface Access {
  /** What rules allow. */
  readonly grants: readonly Grant[];
  /** What of its data is seen, and by which rows; null: it has none, or no rule lets anything of it be shown. */
  readonly sees: ReductionDecision | null;
}

/** What shows data, and so needs a row of the access table beside a rule. */
const SHOWING: readonly RuleAction[] = ['read', 'exportData'];

/** What rules and access table let somebody do with a resource. */
export function accessOf({ rules }: Pick<AccessPolicy, 'rules'>, resource: PolicyResource, person: Person): Access {
  const grants = actionsOf(rules).flatMap((action) => {
    const by = rulesFor(rules, action, resource, person);
    return by.length === 0 ? [] : [{ action, by }];
  });
  const showing = grants.some(({ action }) => SHOWING.includes(action));
  return { grants, sees: showing ? reductionOf(resource, person) : null };
}

/** By which rules somebody may do one thing with a resource, each once; empty: by none. */
export function rulesFor(
  rules: readonly AccessRule[],
  action: RuleAction,
  { targets }: Pick<PolicyResource, 'targets'>,
  { user }: Pick<Person, 'user'>,
): readonly string[] {
  const [only, ...more] = targets;
  if (only === undefined) return [];
  const { by } = decideByRules(rules, action, user, only);
  if (more.length === 0) return by;
  return [...new Set([...by, ...more.flatMap((target) => decideByRules(rules, action, user, target).by)])];
}

/** What somebody sees of the data of a resource; null: it has none. */
export function reductionOf({ data }: PolicyResource, { reduction }: Person): ReductionDecision | null {
  return data === null ? null : decideReduction(data.access, reduction, data.fields, data);
}

/** Why somebody who may do something by rule may not all the same; null: nothing is against it. */
export function closedByTable(action: RuleAction, sees: ReductionDecision | null): TableReason | null {
  return sees === null || sees.allowed || !SHOWING.includes(action) ? null : sees.reason;
}

/** Why an access table lets somebody see nothing. */
export type TableReason = Extract<ReductionDecision, { allowed: false }>['reason'];

const ACTIONS = new WeakMap<readonly AccessRule[], readonly RuleAction[]>();

function actionsOf(rules: readonly AccessRule[]): readonly RuleAction[] {
  const known = ACTIONS.get(rules);
  if (known !== undefined) return known;
  const named = new Set(rules.flatMap(({ actions }) => actions));
  const actions = RULE_ACTIONS.filter((action) => named.has(action));
  ACTIONS.set(rules, actions);
  return actions;
}
