import type { RuleAction } from '../actions.ts';
import { attributeText, type RuleObject, type Subjects } from '../attributes.ts';
import type { Condition } from '../condition.ts';
import { decideByRules } from '../decide.ts';
import { evaluateCondition } from '../evaluate-condition.ts';
import { objectKeys } from '../proofs/object-keys.ts';
import { conditionFormula } from '../proofs/to-formula.ts';
import { matchesFilter } from '../resource-filter.ts';
import type { AccessRule } from '../rule.ts';
import { findReasons, type ReasonContext } from './find-reasons.ts';
import type { Explanation, PrivilegeAnswer, RuleDenial, RuleReasons, RulesExplanation } from './reason.ts';
import { type FoundChange, smallestChange } from './smallest-change.ts';

/**
 * Why a condition is true or false of a user and a resource, and the least that would make a false one true.
 *
 * @param text the condition as written, which `condition` was parsed of
 * @param rules whom HasPrivilege asks; without rules it is false
 * @throws WorkbenchError `rule-privilege-loop`
 */
export function explainCondition(
  text: string,
  condition: Condition,
  subjects: Subjects,
  rules: readonly AccessRule[] = [],
): Explanation {
  const asker = reasonContext(text, subjects, rules, 0);
  const allowed = evaluateCondition(condition, asker);
  const reasons = findReasons(condition, asker);
  if (allowed) return { allowed, reasons, change: null, undecided: null };
  const { change, undecided } = changeFor(condition, subjects, rules);
  return { allowed, reasons, change, undecided };
}

/**
 * Why the rules let a user do something with a resource, or not: the rules that allow it with their reasons, or of a
 * denial every rule for such a resource and action, with what is false in it and what would change that.
 */
export function explainByRules(
  rules: readonly AccessRule[],
  action: RuleAction,
  user: RuleObject,
  resource: RuleObject,
): RulesExplanation {
  const { allowed, by, errors } = decideByRules(rules, action, user, resource);
  const subjects = { user, resource };
  const shownErrors = errors.map(({ rule, error }) => ({ rule, error: error.message }));
  if (allowed) return { allowed, by: reasonsOf(rules, by, subjects, 0), couldHave: [], errors: shownErrors };
  const inError = new Set(errors.map(({ rule }) => rule));
  const couldHave = rules.flatMap((rule) => (inError.has(rule.name) ? [] : denialOf(rule, action, subjects, rules)));
  return { allowed, by: [], couldHave: couldHave.toSorted(byChange), errors: shownErrors };
}

function denialOf(
  rule: AccessRule,
  action: RuleAction,
  subjects: Subjects,
  rules: readonly AccessRule[],
): readonly RuleDenial[] {
  const { parsed, disabled, actions } = rule;
  if (disabled || parsed.error !== null || !actions.includes(action)) return [];
  if (!matchesFilter(parsed.filter, subjects.resource, action)) return [];
  const { reasons, change, undecided } = explainCondition(rule.condition, parsed.condition, subjects, rules);
  return [{ rule: rule.name, reasons, change, undecided }];
}

/** Few edits first; what nothing changes last. */
function byChange(left: RuleDenial, right: RuleDenial): number {
  const size = ({ change }: RuleDenial): number => change?.edits.length ?? Number.MAX_SAFE_INTEGER;
  return size(left) - size(right);
}

function changeFor(condition: Condition, subjects: Subjects, rules: readonly AccessRule[]): FoundChange {
  const conditions = rules.flatMap(({ parsed }) => (parsed.error === null ? [parsed.condition] : []));
  const translation = {
    objects: objectKeys([condition, ...conditions]),
    rules: rules.length === 0 ? null : rules,
    name: '',
  };
  const formula = conditionFormula(condition, translation);
  return smallestChange(formula, subjects, (changed) =>
    evaluateCondition(condition, {
      ...changed,
      hasPrivilege: (action, resource) => decideByRules(rules, action, changed.user, resource).allowed,
    }),
  );
}

/** HasPrivilege may lead from resource to resource; so far reasons are followed. */
const MOST_DEPTH = 5;

function reasonContext(text: string, subjects: Subjects, rules: readonly AccessRule[], depth: number): ReasonContext {
  const answer = (action: RuleAction, resource: RuleObject): readonly PrivilegeAnswer[] => {
    if (rules.length === 0) return [];
    const { allowed, by } = decideByRules(rules, action, subjects.user, resource);
    const next = { user: subjects.user, resource };
    return [
      { resource: nameOf(resource), allowed, by: depth < MOST_DEPTH ? reasonsOf(rules, by, next, depth + 1) : [] },
    ];
  };
  const hasPrivilege = (action: RuleAction, resource: RuleObject): boolean =>
    decideByRules(rules, action, subjects.user, resource).allowed;
  return { ...subjects, text, hasPrivilege, answer };
}

function reasonsOf(
  rules: readonly AccessRule[],
  names: readonly string[],
  subjects: Subjects,
  depth: number,
): readonly RuleReasons[] {
  return names.flatMap((name) => {
    const rule = rules.find((each) => each.name === name);
    if (rule === undefined || rule.parsed.error !== null) return [];
    const context = reasonContext(rule.condition, subjects, rules, depth);
    return [{ rule: name, reasons: findReasons(rule.parsed.condition, context) }];
  });
}

function nameOf(resource: RuleObject): string {
  return (
    attributeText(resource, 'name') ?? attributeText(resource, 'id') ?? attributeText(resource, 'resourcetype') ?? ''
  );
}
