import type { WorkbenchError } from '#shared/base/errors.ts';
import type { RuleAction } from './actions.ts';
import type { Condition } from './condition.ts';
import type { FilterPart } from './resource-filter.ts';

/** One rule, read. It allows; nothing forbids. */
export interface AccessRule {
  readonly name: string;
  /** As written, for display. */
  readonly resourceFilter: string;
  readonly actions: readonly RuleAction[];
  /** As written, for display. */
  readonly condition: string;
  readonly disabled: boolean;
  readonly comment: string;
  /** What the filter and the condition say. An error in either disables this rule and no other. */
  readonly parsed:
    | { readonly filter: readonly FilterPart[]; readonly condition: Condition; readonly error: null }
    | { readonly error: WorkbenchError };
}
