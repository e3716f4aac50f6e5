import { decideReduction, type ReductionDecision } from '#shared/reduction/decide-reduction.ts';
import { RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { ruleMatrix } from '#shared/rules/matrix/rule-matrix.ts';
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

/** What people may do with the resources of a policy, whom it is asked about one after the other. */
export interface AccessReader {
  /** By the number of the resource in the policy. */
  of(person: Person): (resource: number) => Access;
}

const NO_ACCESS: Access = { grants: [], sees: null };

/** Makes a reader; what rules ask of resources is found once for all people. */
export function readAccess({ rules, resources }: AccessPolicy): AccessReader {
  const targets = resources.flatMap((resource) => resource.targets);
  const owners = resources.flatMap((resource, index) => resource.targets.map(() => index));
  const matrices = actionsOf(rules).map((action) => ({ action, matrix: ruleMatrix(rules, action, targets) }));
  return {
    of: (person) => {
      const grants = new Map<number, Map<RuleAction, Set<string>>>();
      for (const { action, matrix } of matrices) {
        const row = matrix.row(person.user);
        for (const target of row.allowed) {
          const ofResource = grants.get(owners[target] ?? -1) ?? new Map<RuleAction, Set<string>>();
          grants.set(owners[target] ?? -1, ofResource);
          ofResource.set(action, new Set([...(ofResource.get(action) ?? []), ...row.by(target)]));
        }
      }
      return (index) => toAccess(grants.get(index), resources[index], person);
    },
  };
}

function toAccess(
  granted: ReadonlyMap<RuleAction, ReadonlySet<string>> | undefined,
  resource: PolicyResource | undefined,
  person: Person,
): Access {
  if (granted === undefined || resource === undefined) return NO_ACCESS;
  const grants = [...granted].map(([action, by]) => ({ action, by: [...by] }));
  const showing = grants.some(({ action }) => SHOWING.includes(action));
  return { grants, sees: showing ? reductionOf(resource, person) : null };
}

/** By which rules somebody may do one thing with a resource, each once; empty: by none. */
export function rulesFor(
  rules: readonly AccessRule[],
  action: RuleAction,
  { targets }: PolicyResource,
  { user }: Person,
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

function actionsOf(rules: readonly AccessRule[]): readonly RuleAction[] {
  const named = new Set(rules.flatMap(({ actions }) => actions));
  return RULE_ACTIONS.filter((action) => named.has(action));
}
