import { type DataField, indexFields } from './data-fields.ts';
import type { ReductionDecision } from './decide-reduction.ts';

/** What every row of the data that a user sees has: of each field here one of its values. */
export interface ReductionPredicate {
  readonly fields: readonly {
    readonly column: string;
    readonly kind: DataField['kind'];
    /** As the data writes them; none: no row. */
    readonly values: readonly string[];
  }[];
}

/**
 * The predicate of a decision. One that lets nobody in is true of no row; a field that the data lacks is true of none
 * either, unless it is not reduced.
 */
export function predicateOf(decision: ReductionDecision, data: readonly DataField[]): ReductionPredicate {
  const index = indexFields(data);
  if (!decision.allowed) return NO_ROW;
  const fields = decision.fields.filter(({ sees }) => sees === 'values');
  const found = fields.map(({ field, values }) => ({ field: index.get(field)?.field, values }));
  if (found.some(({ field }) => field === undefined)) return NO_ROW;
  return {
    fields: found.flatMap(({ field, values }) =>
      field === undefined ? [] : { column: field.column, kind: field.kind, values },
    ),
  };
}

const NO_ROW: ReductionPredicate = { fields: [{ column: '', kind: 'text', values: [] }] };

/** The fields of the data that a decision leaves to be seen; none where it lets nobody in. */
export function visibleFields(decision: ReductionDecision, data: readonly DataField[]): readonly DataField[] {
  if (!decision.allowed) return [];
  const omitted = new Set(decision.omitted.map((name) => indexFields(data).get(name)?.field));
  return data.filter((field) => !omitted.has(field));
}
