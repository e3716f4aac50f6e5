import { WorkbenchError } from '#shared/base/errors.ts';
import type { Condition, ConditionComparison, Path } from '../condition.ts';
import { isNearName } from '../explain/near-name.ts';
import { ENVIRONMENT_NAMES, RESOURCE_NAMES, USER_NAMES } from '../known-names.ts';
import { isSingleValued } from '../proofs/attribute-of.ts';
import { type Attribute, allOf, atomsOf, type Formula, holds, negate } from '../proofs/formula.ts';
import { ANY_TEXT } from '../proofs/language.ts';
import { objectKeys } from '../proofs/object-keys.ts';
import { satisfy } from '../proofs/satisfy.ts';
import { conditionFormula } from '../proofs/to-formula.ts';
import { type Lint, makeLint } from './lint.ts';

/** What one question of a lint may cost. */
const LINT_STEPS = 100_000;

/** A condition to be looked at. */
export interface Linted {
  readonly rule: string | null;
  readonly text: string;
  readonly condition: Condition;
  /** Names of attributes that somebody sends (`group`), in any case; null: not known. */
  readonly sent: readonly string[] | null;
}

/** Everything that is wrong with a condition, or worth a second look, in its order. */
export function lintCondition(linted: Linted): readonly Lint[] {
  const truth = linted.text.trim() === '' ? [] : lintTruth(linted, linted.condition, true);
  const parts = truth.length > 0 ? [] : partsOf(linted.condition).flatMap((part) => lintTruth(linted, part, false));
  return [
    ...truth,
    ...parts,
    ...comparisonsOf(linted.condition).flatMap((each) => lintComparison(linted, each)),
    ...lintNames(linted),
  ];
}

function lintTruth({ rule, text }: Linted, condition: Condition, isWhole: boolean): readonly Lint[] {
  const at = { text, range: condition.range };
  const part = text.slice(condition.range.start, condition.range.end);
  const formula = conditionFormula(condition, { objects: objectKeys([condition]), rules: null, name: '' });
  if (isImpossible([formula])) return [makeLint(isWhole ? 'never-true' : 'part-never-true', rule, at, { part })];
  // A comparison by != is false of who lacks the attribute; of all others it may say nothing.
  const there = notEqualAttributes(condition, formula).map((attribute) =>
    holds({ kind: 'in', attribute, language: ANY_TEXT }),
  );
  if (isImpossible([negate(formula), allOf(there)])) {
    return [makeLint(isWhole ? 'always-true' : 'part-always-true', rule, at, { part })];
  }
  return [];
}

/** Proven that nobody is like that; a question that is too large is left open. */
function isImpossible(formulas: readonly Formula[]): boolean {
  try {
    return satisfy(formulas, { left: LINT_STEPS }) === null;
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

function notEqualAttributes(condition: Condition, formula: Formula): readonly Attribute[] {
  const keys = new Set<string>();
  for (const comparison of comparisonsOf(condition)) {
    if (isNotEqual(comparison)) keys.add([comparison.left.of, ...comparison.left.names].join('.'));
  }
  return atomsOf(formula).flatMap((atom) =>
    atom.kind === 'in' && keys.has(atom.attribute.key) ? [atom.attribute] : [],
  );
}

/** Chains inside a condition. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'not') return partsIn(condition.operand);
  return condition.kind === 'and' || condition.kind === 'or' ? condition.operands.flatMap(partsIn) : [];
}

function partsIn(condition: Condition): readonly Condition[] {
  const isChain = condition.kind === 'and' || condition.kind === 'or';
  return isChain ? [condition, ...partsOf(condition)] : partsOf(condition);
}

function comparisonsOf(condition: Condition): readonly ConditionComparison[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(comparisonsOf);
    case 'not':
      return comparisonsOf(condition.operand);
    case 'equality':
    case 'like':
    case 'matches':
      return [condition];
    default:
      return [];
  }
}

function isNotEqual(comparison: ConditionComparison): boolean {
  return comparison.kind === 'equality' && (comparison.operator === '!=' || comparison.operator === '!==');
}

const PATH_IN_TEXT = /\b(?:user|resource|owner|node)\.[\w@.]+/;

function lintComparison({ rule, text }: Linted, comparison: ConditionComparison): readonly Lint[] {
  const { left, right, range } = comparison;
  const part = text.slice(range.start, range.end);
  const found: Lint[] = [];
  if (isNotEqual(comparison)) {
    const instead = `!(${part.replace(/!==?/, (operator) => (operator === '!=' ? '=' : '=='))})`;
    const code = isSingleValued(left) ? 'not-equal-when-missing' : 'not-equal-on-list';
    found.push(makeLint(code, rule, { text, range }, { part, attribute: left.text, instead }));
  }
  const path = right.kind === 'literal' ? PATH_IN_TEXT.exec(right.value)?.[0] : undefined;
  if (path !== undefined)
    found.push(makeLint('path-in-text', rule, { text, range: right.range }, { part, path, attribute: left.text }));
  return found;
}

function lintNames(linted: Linted): readonly Lint[] {
  const seen = new Set<string>();
  return pathsOf(linted.condition).flatMap((path) => {
    if (seen.has(path.text)) return [];
    seen.add(path.text);
    return lintName(linted, path);
  });
}

function lintName({ rule, text, sent }: Linted, path: Path): readonly Lint[] {
  const at = { text, range: path.range };
  const isEnvironment = path.of === 'user' && path.names[0] === 'environment' && path.names.length > 1;
  const written = path.text.split('.').slice(isEnvironment ? 2 : 1)[0] ?? '';
  const builtIn = isEnvironment ? ENVIRONMENT_NAMES : path.of === 'user' ? USER_NAMES : RESOURCE_NAMES;
  const known = isEnvironment ? [...builtIn, ...(sent ?? [])] : builtIn;
  if (written === '' || written.startsWith('@') || known.some((name) => name.toLowerCase() === written.toLowerCase()))
    return [];
  const near = known.find((name) => isNearName(name, written));
  const facts = { attribute: path.text, name: written };
  if (near !== undefined) return [makeLint('attribute-near-known', rule, at, { ...facts, near })];
  return isEnvironment && sent !== null ? [makeLint('attribute-not-sent', rule, at, facts)] : [];
}

/** Every attribute that a condition reads. */
export function pathsOf(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'constant':
      return [];
    case 'and':
    case 'or':
      return condition.operands.flatMap(pathsOf);
    case 'not':
      return pathsOf(condition.operand);
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
    case 'hasPrivilege':
      return condition.path.names.length === 0 ? [] : [condition.path];
    default:
      return condition.right.kind === 'path' ? [condition.left, condition.right] : [condition.left];
  }
}
