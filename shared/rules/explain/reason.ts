import type { RuleAction } from '../actions.ts';
import type { EqualityOperator, Range } from '../condition.ts';
import type { Change } from './change.ts';

/** One value of an attribute, and the value of the other attribute that it was compared with, where there is one. */
export interface Hit {
  readonly value: string;
  readonly other: string | null;
}

interface Part {
  /** The part as it is written in the condition, and where it stands. */
  readonly text: string;
  readonly range: Range;
  /** Whether the part is true. */
  readonly holds: boolean;
  /** Whether it stands under an odd number of `!`, so that it helps when it is false. */
  readonly negated: boolean;
}

/** A part of a condition that decided, with the values that it saw. Objects are shown by their identity. */
export type Reason =
  | (Part & { readonly kind: 'constant' })
  | (Part & {
      readonly kind: 'comparison';
      readonly operator: EqualityOperator | 'like' | 'matches';
      /** The attribute as written, and all its values; none: it is missing. */
      readonly attribute: string;
      readonly values: readonly string[];
      /** What it is compared with: a text, or another attribute with its values. */
      readonly with: { readonly text: string } | { readonly attribute: string; readonly values: readonly string[] };
      /** The values by which it is true; none if it is false. */
      readonly hits: readonly Hit[];
    })
  | (Part & {
      readonly kind: 'empty' | 'isAnonymous' | 'isOwned';
      readonly attribute: string;
      readonly values: readonly string[];
    })
  | (Part & {
      readonly kind: 'hasPrivilege';
      readonly attribute: string;
      readonly action: RuleAction;
      /** What the rules say of each resource that was asked about; empty if there is none, or nobody to ask. */
      readonly asked: readonly PrivilegeAnswer[];
    });

/** What the rules say of one resource that HasPrivilege asked about. */
export interface PrivilegeAnswer {
  /** The resource's name, else its id, else its type. */
  readonly resource: string;
  readonly allowed: boolean;
  /** The rules that allow it, each with its reasons. */
  readonly by: readonly RuleReasons[];
}

/** A rule and what decided about it. */
export interface RuleReasons {
  readonly rule: string;
  readonly reasons: readonly Reason[];
}

/** Why a condition is true or false of one user and one resource. */
export interface Explanation {
  readonly allowed: boolean;
  /** Of a condition that is true the parts that make it so; of one that is false the parts that would have to be otherwise. */
  readonly reasons: readonly Reason[];
  /** The least that would make a false condition true; null if nothing would, or it is true, or `undecided` says why not known. */
  readonly change: Change | null;
  readonly undecided: string | null;
}

/** Why the rules allow or deny one action. */
export interface RulesExplanation {
  readonly allowed: boolean;
  /** The rules that allow it, with their reasons. */
  readonly by: readonly RuleReasons[];
  /** Of a denial: each rule for this kind of resource and action, with what is false in it and what would change that; the least change first. */
  readonly couldHave: readonly RuleDenial[];
  /** Rules for this kind of resource and action that are in error, and so allow nothing. */
  readonly errors: readonly { readonly rule: string; readonly error: string }[];
}

/** A rule that could have allowed, and did not. */
export interface RuleDenial extends RuleReasons {
  readonly change: Change | null;
  readonly undecided: string | null;
}
