import { type Feature, type FlowView, featuresOf } from './features.ts';

/** One thing in which two flows differ. Where values are lists, only what is in one of them is named. */
export interface FlowDifference {
  /** `flow`, or which message: `Response`, `Response 2`. */
  readonly place: string;
  /** `status`, `audience`, `attribute groups`, ... */
  readonly name: string;
  /** `added`: only the other has it; `removed`: only the first one has it. */
  readonly change: 'added' | 'removed' | 'changed';
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** What a comparison leaves out because it differs each time, for people. */
export const NOT_COMPARED =
  'Not compared, because they differ each time: IDs, points in time (how long things are valid is compared), values of signatures and of RelayState, session indexes.';

/** Lists whose order says something. */
const ORDERED: ReadonlySet<string> = new Set(['steps', 'HTTP statuses', 'status']);

/**
 * In what two flows differ, part by part: first their course, then message by message, in the first one's order.
 * Messages are paired by their kind: the first Response with the first Response. Empty where nothing does.
 */
export function compareFlows(one: FlowView, other: FlowView): readonly FlowDifference[] {
  const [ones, others] = [byKey(featuresOf(one)), byKey(featuresOf(other))];
  const keys = [...new Set([...ones.keys(), ...others.keys()])];
  return keys.flatMap((key) => difference(ones.get(key), others.get(key)) ?? []);
}

function byKey(features: readonly Feature[]): ReadonlyMap<string, Feature> {
  return new Map(features.map((feature) => [JSON.stringify([feature.place, feature.name]), feature]));
}

function difference(one: Feature | undefined, other: Feature | undefined): FlowDifference | null {
  const { place, name } = one ?? other ?? { place: '', name: '' };
  if (one === undefined || other === undefined) {
    return {
      place,
      name,
      change: one === undefined ? 'added' : 'removed',
      one: one?.values ?? [],
      other: other?.values ?? [],
    };
  }
  if (JSON.stringify(one.values) === JSON.stringify(other.values)) return null;
  const whole = { place, name, change: 'changed', one: one.values, other: other.values } as const;
  if (ORDERED.has(name) || one.values.length <= 1 || other.values.length <= 1) return whole;
  const [here, there] = [new Set(one.values), new Set(other.values)];
  const only = {
    one: one.values.filter((value) => !there.has(value)),
    other: other.values.filter((value) => !here.has(value)),
  };
  return only.one.length + only.other.length === 0 ? whole : { ...whole, ...only };
}
