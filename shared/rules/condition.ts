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
      readonly operator: EqualityOperator;
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

/** `=` and `!=` ignore case, `==` and `!==` do not. */
export type EqualityOperator = '=' | '==' | '!=' | '!==';

/** A function of the resource, the user or an attribute. */
export type Call =
  | {
      readonly kind: 'empty' | 'isAnonymous' | 'isOwned';
      readonly path: Path;
      readonly reads: Path;
      readonly range: Range;
    }
  | {
      readonly kind: 'hasPrivilege';
      readonly path: Path;
      /** The attribute that is looked at: the user id for IsAnonymous, the owner for IsOwned, else `path` itself. */
      readonly reads: Path;
      readonly action: RuleAction;
      readonly range: Range;
    };

/** `user.environment.group`: the root and the names behind it in lower case, `@` kept before custom properties. */
export interface Path {
  readonly kind: 'path';
  /** As written, without white space. */
  readonly text: string;
  /** Whose attribute it is: `owner` and `node` are those of the resource. */
  readonly of: 'user' | 'resource';
  /** The names from there, in lower case: `owner.name` has `owner` and `name`, of the resource. */
  readonly names: readonly string[];
  /** The names joined by dots, which no name has. */
  readonly key: string;
  readonly range: Range;
}

export interface Literal {
  readonly kind: 'literal';
  /** Without the quotes. */
  readonly value: string;
  readonly range: Range;
}
