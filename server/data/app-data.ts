import type { DataField } from '#shared/reduction/data-fields.ts';
import type { ReductionPredicate } from '#shared/reduction/predicate.ts';

/** The data that apps can show, by the name that the configuration gives it. */
export const APP_DATA_NAMES = ['sales'] as const;

/** One of them. */
export type AppDataName = (typeof APP_DATA_NAMES)[number];

/** What groups of rows come to: a value of each field that they were grouped by, and of each measure the sum. */
export interface Total {
  readonly keys: readonly string[];
  readonly rows: number;
  readonly sums: readonly number[];
}

/** One row: of each field asked for its value. */
export interface DataRow {
  readonly number: number;
  readonly values: readonly (string | number)[];
}

/** The data of an app. Whatever is asked of it is computed by its database, for what a predicate lets through. */
export interface AppData {
  /** Name of its table, for SQL that is to be used elsewhere. */
  readonly table: string;
  /** In the order in which people see them. */
  readonly fields: readonly DataField[];
  /** Names of the fields that are summed up; all others are what one groups by. */
  readonly measures: readonly string[];
  /** Sums by some fields, in the order of their values; without a field one total of everything. */
  totals(
    by: readonly DataField[],
    measures: readonly DataField[],
    predicate: ReductionPredicate,
  ): Promise<readonly Total[]>;
  /** The rows behind the one with the number `after`, in their order; 0: from the first. */
  rows(
    fields: readonly DataField[],
    predicate: ReductionPredicate,
    part: { readonly after: number; readonly limit: number },
  ): Promise<readonly DataRow[]>;
}
