import type { Pattern } from '#shared/pattern/pattern.ts';
import type { RuleAction } from './actions.ts';
import type { Wildcard } from './wildcard.ts';

/** Where a part of a condition stands: offsets into its text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The syntax tree of a condition. Chains of `and` and `or` are flat lists, in the order written. */
export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean; readonly range: Range }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[]; readonly range: Range }
  | { readonly kind: 'not'; readonly operand: Condition; readonly range: Range }
  | ConditionComparison
  | Call;

/** `path op "text"` or `path op path`. */
export type ConditionComparison =
  | {
      readonly kind: 'equality';
      readonly left: Path;
      readonly operator: '=' | '==' | '!=' | '!==';
      readonly right: Path | Literal;
      readonly range: Range;
    }
  | {
      readonly kind: 'like';
      readonly left: Path;
      readonly right: Literal;
      readonly wildcard: Wildcard;
      readonly range: Range;
    }
  | {
      readonly kind: 'matches';
      readonly left: Path;
      readonly right: Literal;
      readonly pattern: Pattern;
      readonly range: Range;
    };

/** A function of the resource, the user or an attribute. */
export type Call =
  | { readonly kind: 'empty' | 'isAnonymous' | 'isOwned'; readonly path: Path; readonly range: Range }
  | { readonly kind: 'hasPrivilege'; readonly path: Path; readonly action: RuleAction; readonly range: Range };

/** `user.environment.group`: the root and the names behind it in lower case, `@` kept before custom properties. */
export interface Path {
  readonly kind: 'path';
  readonly root: Root;
  readonly names: readonly string[];
  readonly range: Range;
}

/** What a path can begin with: the user, the resource, the resource's owner, and its node (of synchronisation rules). */
export type Root = 'user' | 'resource' | 'owner' | 'node';

export interface Literal {
  readonly kind: 'literal';
  /** Without the quotes. */
  readonly value: string;
  readonly range: Range;
}
