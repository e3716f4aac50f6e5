import { WorkbenchError } from '#shared/base/errors.ts';
import { RULE_ACTIONS, type RuleAction } from '../actions.ts';
import type { RuleObject } from '../attributes.ts';
import type { Condition } from '../condition.ts';
import { decideByRules } from '../decide.ts';
import type { AccessRule } from '../rule.ts';
import { atomsOf, type Formula, formulaKey, negate } from './formula.ts';
import { objectKeys } from './object-keys.ts';
import type { Translation } from './place.ts';
import { satisfy } from './satisfy.ts';
import { ruleFormula } from './to-formula.ts';
import { toSubjects } from './world.ts';
import { writtenTypes } from './written-type.ts';

/** Somebody who may do something by one set of rules, and may not by the other. */
export interface CounterExample {
  readonly user: RuleObject;
  readonly resource: RuleObject;
  readonly action: RuleAction;
  /** The rules that allow it. */
  readonly by: readonly string[];
}

/** Why it is not known what a rule changes. */
export interface Undecided {
  readonly rule: string;
  readonly why: string;
}

/** What new rules grant that old ones do not, and the reverse, over all users and resources. */
export interface RulesDiff {
  readonly verdict: 'same' | 'more' | 'less' | 'both' | 'undecided';
  readonly gained: CounterExample | null;
  readonly lost: CounterExample | null;
  readonly undecided: readonly Undecided[];
}

/**
 * Compares two sets of rules over all possible users and resources. What is gained or lost is an example that the
 * evaluator confirmed; that nothing is, is proven. A rule that could not be decided is named, and then the verdict is
 * `undecided`, unless both were found anyway.
 */
export function diffRules(before: readonly AccessRule[], after: readonly AccessRule[]): RulesDiff {
  // What cannot be decided of rules need not be, where they are the same ones.
  if (sayingOf(before) === sayingOf(after)) return { verdict: 'same', gained: null, lost: null, undecided: [] };
  const objects = objectKeys([...before, ...after].flatMap(conditionsOf));
  const old = { rules: before, translation: { objects, rules: before, name: 'old' } };
  const next = { rules: after, translation: { objects, rules: after, name: 'new' } };
  const gained = findGrant(next, old);
  const lost = findGrant(old, next);
  const undecided = [...gained.undecided, ...lost.undecided];
  const unique = [...new Map(undecided.map((entry) => [`${entry.rule}\n${entry.why}`, entry])).values()];
  return {
    verdict: verdictOf(gained.found, lost.found, unique),
    gained: gained.found,
    lost: lost.found,
    undecided: unique,
  };
}

/** What rules say, whatever they are called and in which order they stand. */
function sayingOf(rules: readonly AccessRule[]): string {
  const said = rules
    .filter(({ disabled }) => !disabled)
    .map(({ resourceFilter, actions, condition }) => JSON.stringify([resourceFilter, condition, actions.toSorted()]));
  return [...new Set(said)].toSorted().join('\n');
}

function verdictOf(
  gained: CounterExample | null,
  lost: CounterExample | null,
  undecided: readonly Undecided[],
): RulesDiff['verdict'] {
  if (gained !== null && lost !== null) return 'both';
  if (undecided.length > 0) return 'undecided';
  if (gained !== null) return 'more';
  return lost === null ? 'same' : 'less';
}

function conditionsOf({ parsed }: AccessRule): readonly Condition[] {
  return parsed.error === null ? [parsed.condition] : [];
}

interface Side {
  readonly rules: readonly AccessRule[];
  readonly translation: Translation;
}

interface Search {
  readonly found: CounterExample | null;
  readonly undecided: readonly Undecided[];
}

/** Somebody whom the one side lets do something that the other does not. */
function findGrant(one: Side, other: Side): Search {
  const undecided: Undecided[] = [];
  const done = new Set<string>();
  for (const action of RULE_ACTIONS) {
    const denied = other.rules.map((rule) => ruleFormula(rule, action, other.translation));
    const known = new Set(denied.map(formulaKey));
    const refused = denied.map(negate);
    const others = [...known].toSorted().join('\n');
    for (const rule of one.rules) {
      const granted = ruleFormula(rule, action, one.translation);
      const key = formulaKey(granted);
      // The very same rule on the other side, or the same question for another action.
      if (known.has(key) || done.has(`${key}\n${others}`)) continue;
      done.add(`${key}\n${others}`);
      const answer = askRule(rule, action, [granted, ...refused], one, other);
      if (answer === null) continue;
      if (!('why' in answer)) return { found: answer, undecided };
      undecided.push(answer);
    }
  }
  return { found: null, undecided };
}

function askRule(
  rule: AccessRule,
  action: RuleAction,
  formulas: readonly Formula[],
  one: Side,
  other: Side,
): CounterExample | Undecided | null {
  try {
    const world = satisfy(formulas);
    if (world === null) return null;
    const { user, resource: found } = toSubjects(world);
    for (const resource of writtenTypes(found, [rule, ...one.rules, ...other.rules])) {
      const { allowed, by } = decideByRules(one.rules, action, user, resource);
      if (allowed && !decideByRules(other.rules, action, user, resource).allowed) return { user, resource, action, by };
    }
    return { rule: rule.name, why: whyOutside(formulas) };
  } catch (error) {
    if (error instanceof WorkbenchError) return { rule: rule.name, why: error.message };
    throw error;
  }
}

function whyOutside(formulas: readonly Formula[]): string {
  const outside = formulas.flatMap(atomsOf).find((atom) => atom.kind === 'outside');
  return outside?.why ?? 'what was found is not what the evaluator says';
}
