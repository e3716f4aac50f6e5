import { foldText } from '#shared/pattern/fold-case.ts';
import type { RuleAction } from './actions.ts';
import { type RuleObject, readPath, type Subjects, textKey } from './attributes.ts';
import type { Condition, Path } from './condition.ts';
import { resourceType } from './resource-filter.ts';
import type { AccessRule } from './rule.ts';

/** A rule with its place among all, by which those that are found are put in order again. */
interface Placed {
  readonly rule: AccessRule;
  readonly place: number;
}

/** Rules for one action and one type of resource. */
interface Bucket {
  /** By an attribute that a rule compares with a text, whatever else it asks: the rules by that text. */
  readonly keyed: readonly { readonly path: Path; readonly byText: ReadonlyMap<string, readonly Placed[]> }[];
  readonly others: readonly Placed[];
  /** The rules of `others`. */
  readonly rest: readonly AccessRule[];
}

const BUCKETS = new WeakMap<readonly AccessRule[], Map<string, Bucket>>();

/**
 * The rules that may have a say, in their order: enabled, for the action and the type of the resource, and with the value
 * that their condition cannot do without. Found by a few look-ups, however many rules there are; the list is never changed.
 */
export function candidateRules(
  rules: readonly AccessRule[],
  action: RuleAction,
  subjects: Subjects,
): readonly AccessRule[] {
  const { keyed, others, rest } = bucketOf(rules, action, subjects.resource);
  const found: Placed[] = [];
  for (const { path, byText } of keyed) {
    for (const value of readPath(path, subjects).folded) {
      const more = byText.get(value);
      if (more !== undefined) found.push(...more);
    }
  }
  if (found.length === 0) return rest;
  if (found.length === 1 && others.length === 0) return found.map(ruleOf);
  const inOrder = [...others, ...found].sort((left, right) => left.place - right.place);
  return inOrder.filter(({ place }, index) => inOrder[index - 1]?.place !== place).map(ruleOf);
}

function ruleOf({ rule }: Placed): AccessRule {
  return rule;
}

function bucketOf(rules: readonly AccessRule[], action: RuleAction, resource: RuleObject): Bucket {
  let buckets = BUCKETS.get(rules);
  if (buckets === undefined) {
    buckets = new Map();
    BUCKETS.set(rules, buckets);
  }
  const type = resourceType(resource);
  const key = type === null ? action : `${action} ${type}`;
  let bucket = buckets.get(key);
  if (bucket === undefined) {
    bucket = makeBucket(rules, action, type);
    // Whoever names resources must not fill the memory.
    if (buckets.size < MOST_BUCKETS) buckets.set(key, bucket);
  }
  return bucket;
}

const MOST_BUCKETS = 1000;

function makeBucket(rules: readonly AccessRule[], action: RuleAction, type: string | null): Bucket {
  const others: Placed[] = [];
  const keyed = new Map<string, { readonly path: Path; readonly byText: Map<string, Placed[]> }>();
  rules.forEach((rule, place) => {
    if (rule.disabled || !rule.actions.includes(action)) return;
    const { parsed } = rule;
    if (parsed.error === null && !parsed.filter.some((part) => part.kind === 'any' || isForType(part, type))) return;
    const needed = parsed.error === null ? neededText(parsed.condition) : null;
    if (needed === null) {
      others.push({ rule, place });
      return;
    }
    const name = `${needed.path.of}.${needed.path.key}`;
    const known = keyed.get(name) ?? { path: needed.path, byText: new Map<string, Placed[]>() };
    keyed.set(name, known);
    known.byText.set(needed.text, [...(known.byText.get(needed.text) ?? []), { rule, place }]);
  });
  return { keyed: [...keyed.values()], others, rest: others.map(ruleOf) };
}

type TypedPart = Exclude<Extract<AccessRule['parsed'], { error: null }>['filter'][number], { kind: 'any' }>;

function isForType(part: TypedPart, type: string | null): boolean {
  if (type === null) return false;
  return part.kind === 'prefix' ? type.startsWith(part.prefix) : part.type === type;
}

/** An attribute and a text without which a condition is false. */
function neededText(condition: Condition): { readonly path: Path; readonly text: string } | null {
  if (condition.kind === 'and') {
    for (const operand of condition.operands) {
      const needed = neededText(operand);
      if (needed !== null) return needed;
    }
    return null;
  }
  const isEquality = condition.kind === 'equality' && condition.right.kind === 'literal';
  if (!isEquality || condition.right.kind !== 'literal') return null;
  if (condition.operator !== '=' && condition.operator !== '==') return null;
  return { path: condition.left, text: textKey(foldText(condition.right.value)) };
}
