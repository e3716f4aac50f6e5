import { WorkbenchError } from '#shared/base/errors.ts';
import type { Subjects } from '../attributes.ts';
import { parseCondition } from '../parse-condition.ts';
import { type Claim, findSomebody } from '../proofs/prove-conditions.ts';
import type { AccessRule } from '../rule.ts';
import type { RuleAssertion } from './read-trials.ts';

/** What became of an assertion: proven of all users and resources, refuted by an example, or not decided. */
export interface AssertionOutcome {
  readonly name: string;
  readonly verdict: 'proven' | 'refuted' | 'undecided';
  /** Of a refuted one somebody for whom it is not so, as the evaluator confirmed. */
  readonly example: Subjects | null;
  readonly why: string | null;
}

/**
 * Proves or refutes each assertion over all users and resources.
 * @throws WorkbenchError `rule-syntax` where a condition of an assertion cannot be read
 */
export function proveAssertions(
  assertions: readonly RuleAssertion[],
  rules: readonly AccessRule[],
): readonly AssertionOutcome[] {
  return assertions.map((assertion) => prove(assertion, questionsOf(assertion), rules));
}

/** Nobody may be found for any of these. */
function questionsOf(assertion: RuleAssertion): readonly (readonly Claim[])[] {
  const claim = (text: string, holds: boolean): Claim => ({
    kind: 'condition',
    condition: parseCondition(text),
    holds,
  });
  switch (assertion.kind) {
    case 'nobody':
    case 'everybody':
      return [
        [
          claim(assertion.where, true),
          { kind: 'granted', action: assertion.action, holds: assertion.kind === 'nobody' },
        ],
      ];
    case 'always':
    case 'never':
      return [[claim(assertion.condition, assertion.kind === 'never')]];
    case 'disjoint':
      return [assertion.conditions.map((text) => claim(text, true))];
    case 'implies':
      return [[claim(assertion.conditions[0], true), claim(assertion.conditions[1], false)]];
    case 'equivalent':
      return [
        [claim(assertion.conditions[0], true), claim(assertion.conditions[1], false)],
        [claim(assertion.conditions[0], false), claim(assertion.conditions[1], true)],
      ];
  }
}

function prove(
  { name }: RuleAssertion,
  questions: readonly (readonly Claim[])[],
  rules: readonly AccessRule[],
): AssertionOutcome {
  let why: string | null = null;
  for (const claims of questions) {
    try {
      const answer = findSomebody(claims, rules);
      if (answer.kind === 'somebody') return { name, verdict: 'refuted', example: answer.subjects, why: null };
      if (answer.kind === 'undecided') why = answer.why;
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      why = error.message;
    }
  }
  return { name, verdict: why === null ? 'proven' : 'undecided', example: null, why };
}
