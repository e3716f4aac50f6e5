import type { ErrorFacts } from '#shared/base/errors.ts';

/** Why a call of the API came to nothing. */
export interface Failure {
  /** Stable, kebab-case; `unreachable` and `answer-unreadable` are this page's own. */
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
  readonly facts: ErrorFacts;
}

/** What a call of the API came to. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
