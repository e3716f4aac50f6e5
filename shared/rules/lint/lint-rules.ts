import { WorkbenchError } from '#shared/base/errors.ts';
import type { RuleAction } from '../actions.ts';
import { parseCondition } from '../parse-condition.ts';
import { type Formula, negate } from '../proofs/formula.ts';
import { objectKeys } from '../proofs/object-keys.ts';
import type { Translation } from '../proofs/place.ts';
import { satisfy } from '../proofs/satisfy.ts';
import { ruleFormula } from '../proofs/to-formula.ts';
import { isTrueIn, type World } from '../proofs/world.ts';
import type { AccessRule } from '../rule.ts';
import { type Lint, makeLint } from './lint.ts';
import { lintCondition, pathsOf } from './lint-condition.ts';

/** What one comparison of two rules may cost. */
const SHADOW_STEPS = 20_000;

/**
 * Looks at rules: what cannot be read, what is always or never true, and what is worth a second look.
 *
 * @param sent names of attributes that somebody sends (`group`), in any case; null: not known
 */
export function lintRules(rules: readonly AccessRule[], sent: readonly string[] | null = null): readonly Lint[] {
  const own = rules.flatMap((rule) => lintRule(rule, sent));
  return [...own, ...lintShadows(rules), ...lintCases(rules)];
}

/** Looks at a condition by itself. */
export function lintText(text: string, sent: readonly string[] | null = null): readonly Lint[] {
  try {
    return lintCondition({ rule: null, text, condition: parseCondition(text), sent });
  } catch (error) {
    if (error instanceof WorkbenchError) return [unreadable(null, text, error)];
    throw error;
  }
}

function lintRule(
  { name, condition, resourceFilter, actions, parsed }: AccessRule,
  sent: readonly string[] | null,
): readonly Lint[] {
  if (parsed.error !== null) return [unreadable(name, condition, parsed.error)];
  const filter = parsed.filter.flatMap((part) => {
    if (part.kind === 'any') return [makeLint('filter-everything', name, null, { filter: resourceFilter })];
    const isUseless = part.kind === 'itself' && !actions.includes('create');
    return isUseless ? [makeLint('filter-type-alone', name, null, { filter: resourceFilter, type: part.type })] : [];
  });
  return [...filter, ...lintCondition({ rule: name, text: condition, condition: parsed.condition, sent })];
}

function unreadable(rule: string | null, text: string, error: WorkbenchError): Lint {
  const offset = error.facts['offset'];
  const at = typeof offset === 'number' ? { text, range: { start: offset, end: offset } } : null;
  return makeLint('unreadable', rule, at, { reason: String(error.facts['reason'] ?? error.message) });
}

/** A rule all whose grants another one gives, too. Of two that grant the same the later is named. */
function lintShadows(rules: readonly AccessRule[]): readonly Lint[] {
  const active = rules.filter(({ disabled, parsed }) => !disabled && parsed.error === null);
  const objects = objectKeys(active.flatMap(({ parsed }) => (parsed.error === null ? [parsed.condition] : [])));
  const translation = { objects, rules: active, name: '' };
  const reaches = active.map((rule) => reachOf(rule, translation));
  const shadowed = new Set<Reach>();
  return reaches.toReversed().flatMap((reach) => {
    const by = reaches.find((other) => other !== reach && !shadowed.has(other) && isCovered(reach, other));
    if (by === undefined) return [];
    shadowed.add(reach);
    return [makeLint('shadowed', reach.rule.name, null, { by: by.rule.name })];
  });
}

/** What a rule grants by each of its actions, and somebody whom it grants that. */
interface Reach {
  readonly rule: AccessRule;
  readonly grants: ReadonlyMap<RuleAction, { readonly formula: Formula; readonly somebody: World | null }>;
}

function reachOf(rule: AccessRule, translation: Translation): Reach {
  const grants = rule.actions.map((action) => {
    const formula = ruleFormula(rule, action, translation);
    return [action, { formula, somebody: findSomebody([formula]) }] as const;
  });
  return { rule, grants: new Map(grants) };
}

/** Null where there is nobody, or the question is too large. */
function findSomebody(formulas: readonly Formula[]): World | null {
  try {
    return satisfy(formulas, { left: SHADOW_STEPS });
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

function isCovered({ rule, grants }: Reach, by: Reach): boolean {
  const refused = [...grants].map(([action, { formula, somebody }]) => {
    const other = by.grants.get(action);
    // Whoever shows that one rule grants more than the other saves a proof.
    if (other === undefined || somebody === null || !isTrueIn(somebody, other.formula)) return null;
    return [formula, negate(other.formula)];
  });
  return rule.actions.length > 0 && refused.every((formulas) => formulas !== null && isProvenImpossible(formulas));
}

function isProvenImpossible(formulas: readonly Formula[]): boolean {
  try {
    return satisfy(formulas, { left: SHADOW_STEPS }) === null;
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

/** The same attribute, written in two ways: it is one here, and two wherever case counts. */
function lintCases(rules: readonly AccessRule[]): readonly Lint[] {
  const first = new Map<string, string>();
  const told = new Set<string>();
  return rules.flatMap(({ name, condition, parsed }) => {
    if (parsed.error !== null) return [];
    return pathsOf(parsed.condition).flatMap((path) => {
      const key = `${path.of}.${path.key}`;
      const known = first.get(key) ?? path.text;
      first.set(key, known);
      if (known === path.text || known.toLowerCase() !== path.text.toLowerCase() || told.has(path.text)) return [];
      told.add(path.text);
      return [
        makeLint(
          'attribute-case',
          name,
          { text: condition, range: path.range },
          { attribute: path.text, other: known },
        ),
      ];
    });
  });
}
