import type { AccessTable } from '#shared/reduction/access-table.ts';
import type { DataField } from '#shared/reduction/data-fields.ts';
import type { ReductionOptions } from '#shared/reduction/decide-reduction.ts';
import type { ReductionUser } from '#shared/reduction/reduction-user.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import type { AccessRule } from '#shared/rules/rule.ts';

/** Rules, what they are about, and access tables: all that says who may do what. */
export interface AccessPolicy {
  readonly rules: readonly AccessRule[];
  readonly resources: readonly PolicyResource[];
}

/** A stream, an app, or whatever rules are asked about. */
export interface PolicyResource {
  /** `stream`, `app` */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** As rules see it. An app that several streams have is several for rules: one that opens it is enough. */
  readonly targets: readonly RuleObject[];
  /** Its access table, and the data that this reduces; null: it shows none. */
  readonly data: ReducedData | null;
}

/** Data, and which of it who sees. */
export interface ReducedData extends ReductionOptions {
  readonly access: AccessTable;
  readonly fields: readonly DataField[];
}

/** Somebody as rules and access tables see them. Never changed once asked about. */
export interface Person {
  readonly user: RuleObject;
  readonly reduction: ReductionUser;
}
