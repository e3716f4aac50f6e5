import { findWorld } from './find-world.ts';
import { type AtomTruth, atomKey, type Formula, negate } from './formula.ts';
import { PROOF_STEPS, type ProofBudget, spend } from './proof-budget.ts';
import { isTrueIn, type World } from './world.ts';

/**
 * A world in which all formulas are true; null if there is none, which then holds of all users and all resources.
 *
 * Guided by what it finds: the atoms that must be true so far give a world with as little in it as will do; only a
 * formula that is false in it is taken apart, and each way to make it true is followed. With so little in the world most
 * rules allow nothing in it and are never looked into.
 *
 * @throws WorkbenchError `rule-proof-too-large`
 */
export function satisfy(formulas: readonly Formula[], budget: ProofBudget = { left: PROOF_STEPS }): World | null {
  return search([], new Map(), formulas, budget);
}

function search(
  path: readonly AtomTruth[],
  taken: ReadonlyMap<string, boolean>,
  formulas: readonly Formula[],
  budget: ProofBudget,
): World | null {
  const truths = new Map(taken);
  const all = [...path];
  const waiting: Formula[] = [];
  const pending = [...formulas];
  for (let formula = pending.pop(); formula !== undefined; formula = pending.pop()) {
    switch (formula.kind) {
      case 'and':
        pending.push(...formula.parts);
        break;
      case 'or':
        waiting.push(formula);
        break;
      case 'constant':
        if (!formula.value) return null;
        break;
      case 'atom': {
        const key = atomKey(formula.atom);
        const known = truths.get(key);
        if (known === !formula.holds) return null;
        if (known === undefined) all.push(formula);
        truths.set(key, formula.holds);
      }
    }
  }
  const world = findWorld(all, budget);
  if (world === null) return null;
  const violated = firstFalse(waiting, world, budget);
  if (violated === null) return world;
  return branch(
    violated,
    all,
    truths,
    waiting.filter((formula) => formula !== violated),
    budget,
  );
}

/** The first formula that is false in a world. */
function firstFalse(formulas: readonly Formula[], world: World, budget: ProofBudget): Formula | null {
  for (const formula of formulas) {
    spend(budget, 1);
    if (!isTrueIn(world, formula)) return formula;
  }
  return null;
}

function branch(
  formula: Formula,
  path: readonly AtomTruth[],
  truths: ReadonlyMap<string, boolean>,
  others: readonly Formula[],
  budget: ProofBudget,
): World | null {
  const parts = formula.kind === 'or' ? formula.parts : [formula];
  const refuted: Formula[] = [];
  for (const part of parts) {
    const found = search(path, truths, [...others, ...refuted, part], budget);
    if (found !== null) return found;
    // Where this part holds there is nothing: from here on it need not be looked at again.
    if (part.kind === 'atom') refuted.push(negate(part));
  }
  return null;
}
