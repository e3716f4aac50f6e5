import { RulesError } from '../rules-error.ts';

/** What one question may cost, in steps; every step takes about as long. */
export interface ProofBudget {
  left: number;
}

/** Steps for one question. */
export const PROOF_STEPS = 2_000_000;

/**
 * Takes steps off.
 * @throws WorkbenchError `rule-proof-too-large` if there are none left
 */
export function spend(budget: ProofBudget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new RulesError('rule-proof-too-large', { limit: PROOF_STEPS });
}
