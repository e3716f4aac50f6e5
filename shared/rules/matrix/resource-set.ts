import type { RuleAction } from '../actions.ts';
import { type RuleObject, readPath } from '../attributes.ts';
import type { Call, Condition, ConditionComparison } from '../condition.ts';
import { type ConditionContext, evaluateCondition, ignoresCase, privilegeTargets } from '../evaluate-condition.ts';
import { matchesFilter } from '../resource-filter.ts';
import type { AccessRule } from '../rule.ts';
import { type Bits, bitsWhere, both, either, hasBit, isNone, without } from './bits.ts';
import { differing, indexValues, keysOf, sharing, type ValueBits } from './value-bits.ts';

/** A rule, and which of the resources it is about. */
interface RuleColumn {
  readonly name: string;
  readonly condition: Condition;
  readonly about: Bits;
}

type Privilege = Extract<Call, { kind: 'hasPrivilege' }>;

/** Where HasPrivilege leads from these resources: other resources, each with those of ours that it stands in for. */
interface Further {
  readonly targets: ResourceSet;
  readonly from: readonly Bits[];
}

/**
 * Some resources, with all that conditions ask of them found once: a condition is then evaluated for one user and all of
 * them at a time, as sets. It says the same as the evaluator for each of them.
 */
export class ResourceSet {
  readonly resources: readonly RuleObject[];
  readonly #rules: readonly AccessRule[];
  readonly #columns: readonly RuleColumn[];
  readonly #none: Bits;
  readonly #all: Bits;
  readonly #known = new Map<Condition, Bits>();
  readonly #values = new Map<string, ValueBits>();
  readonly #further = new Map<string, Further>();
  #last: { readonly user: RuleObject; readonly allowed: Bits } | null = null;

  constructor(rules: readonly AccessRule[], action: RuleAction, resources: readonly RuleObject[]) {
    this.#rules = rules;
    this.resources = resources;
    this.#none = bitsWhere(resources.length, () => false);
    this.#all = bitsWhere(resources.length, () => true);
    this.#columns = rules.flatMap(({ name, disabled, actions, parsed }) => {
      if (disabled || parsed.error !== null || !actions.includes(action)) return [];
      const about = bitsWhere(resources.length, (index) =>
        matchesFilter(parsed.filter, resources[index] ?? {}, action),
      );
      return isNone(about) ? [] : [{ name, condition: userFirst(parsed.condition), about }];
    });
  }

  /** Each rule that allows a user something, in their order, with the resources that it does so for. */
  allowedBy(user: RuleObject): readonly { readonly rule: string; readonly allowed: Bits }[] {
    const found: { rule: string; allowed: Bits }[] = [];
    for (const { name, condition, about } of this.#columns) {
      const holds = this.#evaluate(condition, user);
      if (holds === this.#none) continue;
      const allowed = holds === this.#all ? about : both(about, holds);
      if (!isNone(allowed)) found.push({ rule: name, allowed });
    }
    return found;
  }

  /** The resources that any rule allows a user. */
  allowed(user: RuleObject): Bits {
    if (this.#last?.user === user) return this.#last.allowed;
    const allowed = this.allowedBy(user).reduce((sum, { allowed: more }) => either(sum, more), this.#none);
    this.#last = { user, allowed };
    return allowed;
  }

  #evaluate(condition: Condition, user: RuleObject): Bits {
    switch (condition.kind) {
      case 'constant':
        return condition.value ? this.#all : this.#none;
      case 'and':
      case 'or':
        return this.#combine(condition, user);
      case 'not':
        return this.#not(this.#evaluate(condition.operand, user));
      case 'hasPrivilege':
        return this.#privileged(condition, user);
      default:
        return this.#leaf(condition, user);
    }
  }

  /** A set that is nobody's or everybody's stays that object, so that it is known at a glance. */
  #combine({ kind, operands }: Condition & { readonly kind: 'and' | 'or' }, user: RuleObject): Bits {
    const [neutral, final] = kind === 'and' ? [this.#all, this.#none] : [this.#none, this.#all];
    let result = neutral;
    for (const operand of operands) {
      const next = this.#evaluate(operand, user);
      if (next === neutral) continue;
      if (next === final) return final;
      if (result === neutral) result = next;
      else result = kind === 'and' ? both(result, next) : either(result, next);
    }
    return result;
  }

  #not(bits: Bits): Bits {
    if (bits === this.#none) return this.#all;
    return bits === this.#all ? this.#none : without(this.#all, bits);
  }

  #leaf(leaf: Exclude<ConditionComparison | Call, Privilege>, user: RuleObject): Bits {
    const sides = sidesOf(leaf);
    if (sides === 'user') return evaluateCondition(leaf, contextOf(user, NOTHING)) ? this.#all : this.#none;
    if (sides === 'both' && leaf.kind === 'equality') return this.#across(leaf, user);
    const known = this.#known.get(leaf);
    if (known !== undefined) return known;
    const bits = bitsWhere(this.resources.length, (index) =>
      evaluateCondition(leaf, contextOf(NOTHING, this.resources[index] ?? NOTHING)),
    );
    this.#known.set(leaf, bits);
    return bits;
  }

  /** An attribute of the user against one of the resource: the order is of no account. */
  #across({ left, right, operator }: ConditionComparison & { readonly kind: 'equality' }, user: RuleObject): Bits {
    if (right.kind === 'literal') return this.#none;
    const [own, theirs] = left.of === 'user' ? [left, right] : [right, left];
    const fold = ignoresCase(operator);
    const key = `${theirs.key} ${fold}`;
    const values = this.#values.get(key) ?? indexValues(this.resources, theirs, fold);
    this.#values.set(key, values);
    const carried = keysOf(readPath(own, { user, resource: NOTHING }), fold);
    const isEqual = operator === '=' || operator === '==';
    return (isEqual ? sharing(values, carried) : differing(values, carried)) ?? this.#none;
  }

  #privileged(call: Privilege, user: RuleObject): Bits {
    const { targets, from } = this.#furtherBy(call);
    const allowed = targets.allowed(user);
    let result = this.#none;
    for (const [index, bits] of from.entries())
      if (hasBit(allowed, index)) result = result === this.#none ? bits : either(result, bits);
    return result;
  }

  #furtherBy({ reads, action }: Privilege): Further {
    const key = `${reads.key} ${action}`;
    const known = this.#further.get(key);
    if (known !== undefined) return known;
    const lists = this.resources.map((resource) => privilegeTargets(reads, { user: NOTHING, resource }));
    const distinct = [...new Set(lists.flat())];
    const made: Further = {
      targets: new ResourceSet(this.#rules, action, distinct),
      from: distinct.map((target) => bitsWhere(lists.length, (index) => lists[index]?.includes(target) ?? false)),
    };
    this.#further.set(key, made);
    return made;
  }
}

const NOTHING: RuleObject = {};

function contextOf(user: RuleObject, resource: RuleObject): ConditionContext {
  return { user, resource, hasPrivilege: () => false };
}

function isLeaf(condition: Condition): condition is ConditionComparison | Call {
  return !['constant', 'and', 'or', 'not'].includes(condition.kind);
}

/** Whose attributes a comparison or a call reads. */
function sidesOf(leaf: ConditionComparison | Call): 'user' | 'resource' | 'both' {
  if (leaf.kind === 'equality' && leaf.right.kind === 'path' && leaf.right.of !== leaf.left.of) return 'both';
  return 'reads' in leaf ? leaf.reads.of : leaf.left.of;
}

/** What asks of the user alone comes first: it decides most rules, for all resources at once. */
function userFirst(condition: Condition): Condition {
  if (condition.kind === 'not') return { ...condition, operand: userFirst(condition.operand) };
  if (condition.kind !== 'and' && condition.kind !== 'or') return condition;
  const operands = condition.operands.map(userFirst);
  const isOfUser = (one: Condition): boolean => isLeaf(one) && sidesOf(one) === 'user';
  return { ...condition, operands: [...operands.filter(isOfUser), ...operands.filter((one) => !isOfUser(one))] };
}
