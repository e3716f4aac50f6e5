import type { RuleAction } from '../actions.ts';
import type { Subjects } from '../attributes.ts';
import type { Condition } from '../condition.ts';
import { decideByRules } from '../decide.ts';
import { evaluateCondition } from '../evaluate-condition.ts';
import type { AccessRule } from '../rule.ts';
import { type Atom, anyOf, atomsOf, type Formula, negate } from './formula.ts';
import { objectKeys } from './object-keys.ts';
import { satisfy } from './satisfy.ts';
import { conditionFormula, ruleFormula } from './to-formula.ts';
import { toSubjects } from './world.ts';
import { writtenTypes } from './written-type.ts';

/** What is asked: whether somebody exists for whom all of these are as they say. */
export type Claim =
  | { readonly kind: 'condition'; readonly condition: Condition; readonly holds: boolean }
  | { readonly kind: 'granted'; readonly action: RuleAction; readonly holds: boolean };

/** Somebody for whom all claims are so; nobody (proven); or why it is not known. */
export type Answer =
  | { readonly kind: 'somebody'; readonly subjects: Subjects }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'undecided'; readonly why: string };

/**
 * Looks through all users and resources for one that all claims are true of, by the rules. Whom it finds the evaluator
 * confirmed.
 *
 * @throws WorkbenchError `rule-proof-too-large`
 */
export function findSomebody(claims: readonly Claim[], rules: readonly AccessRule[]): Answer {
  const conditions = claims.flatMap((claim) => (claim.kind === 'condition' ? [claim.condition] : []));
  const all = [...conditions, ...rules.flatMap(({ parsed }) => (parsed.error === null ? [parsed.condition] : []))];
  const translation = { objects: objectKeys(all), rules, name: '' };
  const formulas = claims.map((claim): Formula => {
    const formula =
      claim.kind === 'condition'
        ? conditionFormula(claim.condition, translation)
        : anyOf(rules.map((rule) => ruleFormula(rule, claim.action, translation)));
    return claim.holds ? formula : negate(formula);
  });
  const world = satisfy(formulas);
  if (world === null) return { kind: 'nobody' };
  const { user, resource: found } = toSubjects(world);
  const resource = writtenTypes(found, rules).find((each) =>
    claims.every((claim) => isSo(claim, { user, resource: each }, rules)),
  );
  if (resource !== undefined) return { kind: 'somebody', subjects: { user, resource } };
  return { kind: 'undecided', why: whyOf(formulas.flatMap(atomsOf)) };
}

function isSo(claim: Claim, subjects: Subjects, rules: readonly AccessRule[]): boolean {
  const { user, resource } = subjects;
  if (claim.kind === 'granted') return decideByRules(rules, claim.action, user, resource).allowed === claim.holds;
  const hasPrivilege = (action: RuleAction, target: Subjects['resource']): boolean =>
    decideByRules(rules, action, user, target).allowed;
  return evaluateCondition(claim.condition, { ...subjects, hasPrivilege }) === claim.holds;
}

function whyOf(atoms: readonly Atom[]): string {
  const outside = atoms.find((atom) => atom.kind === 'outside');
  return outside?.why ?? 'what was found is not what the evaluator says';
}
