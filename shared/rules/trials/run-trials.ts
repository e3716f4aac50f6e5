import { explainByRules } from '../explain/explain-condition.ts';
import type { RulesExplanation } from '../explain/reason.ts';
import type { AccessRule } from '../rule.ts';
import type { TrialCase } from './read-trials.ts';

/** What a case came to. */
export interface TrialOutcome {
  readonly name: string;
  readonly expected: 'allow' | 'deny';
  /** The rule that was expected to allow it; null: any. */
  readonly expectedBy: string | null;
  readonly holds: boolean;
  readonly explanation: RulesExplanation;
}

/** Asks the rules about each case. */
export function runTrials(rules: readonly AccessRule[], cases: readonly TrialCase[]): readonly TrialOutcome[] {
  return cases.map(({ name, user, resource, action, expect: expected, by }, index) => {
    const explanation = explainByRules(rules, action, user, resource);
    const isExpected = explanation.allowed === (expected === 'allow');
    const isBy = by === undefined || explanation.by.some(({ rule }) => rule === by);
    return {
      name: name ?? `case ${index + 1}`,
      expected,
      expectedBy: by ?? null,
      holds: isExpected && isBy,
      explanation,
    };
  });
}
