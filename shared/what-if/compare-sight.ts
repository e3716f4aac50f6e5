import type { DataField } from '#shared/reduction/data-fields.ts';
import { indexFields } from '#shared/reduction/data-fields.ts';
import type { ReductionDecision } from '#shared/reduction/decide-reduction.ts';
import type { ReducedData } from './access-policy.ts';

/** In what two decisions about data differ, where both let see some of it. */
export interface SightDifference {
  /** Fields of which other values are seen, in upper case. */
  readonly fields: readonly {
    readonly field: string;
    readonly gained: readonly string[];
    readonly lost: readonly string[];
  }[];
  /** Fields that were left out and are not any more, and the reverse; in upper case. */
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
}

/** One side: the decision, and what it was made over. */
export interface Sight {
  readonly decision: Extract<ReductionDecision, { allowed: true }>;
  readonly data: ReducedData;
}

/** Null: the same is seen, whichever rows let it be. */
export function compareSight(before: Sight, after: Sight): SightDifference | null {
  const names = [...new Set([...before.data.access.fields, ...after.data.access.fields])];
  const fields = names.flatMap((field) => {
    const [old, next] = [seenOf(before, field), seenOf(after, field)];
    if (old === next) return [];
    const gained = [...next].filter((value) => !old.has(value));
    const lost = [...old].filter((value) => !next.has(value));
    return gained.length + lost.length === 0 ? [] : [{ field, gained, lost }];
  });
  const shown = before.decision.omitted.filter((field) => !after.decision.omitted.includes(field));
  const hidden = after.decision.omitted.filter((field) => !before.decision.omitted.includes(field));
  return fields.length + shown.length + hidden.length === 0 ? null : { fields, shown, hidden };
}

/** The values of a field that are seen; a field that is not reduced is seen whole. */
function seenOf({ decision, data }: Sight, field: string): ReadonlySet<string> {
  const reduced = decision.fields.find((one) => one.field === field);
  return reduced === undefined || reduced.sees === 'everything' ? allOf(data.fields, field) : new Set(reduced.values);
}

const WHOLE = new WeakMap<DataField, ReadonlySet<string>>();
const NOTHING: ReadonlySet<string> = new Set();

/** The same set each time: a field has many values. */
function allOf(fields: readonly DataField[], name: string): ReadonlySet<string> {
  const field = indexFields(fields).get(name)?.field;
  if (field === undefined) return NOTHING;
  const known = WHOLE.get(field) ?? new Set(field.values);
  WHOLE.set(field, known);
  return known;
}
