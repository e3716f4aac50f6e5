import { type PathValues, type RuleObject, readPath } from '../attributes.ts';
import type { Path } from '../condition.ts';
import { type Bits, bitsWhere, either, setBit, without } from './bits.ts';

/** Which of some resources have which value at a path, by what values are compared by. */
export interface ValueBits {
  readonly size: number;
  /** Those that have any. */
  readonly some: Bits;
  readonly byValue: ReadonlyMap<string, Bits>;
  /** Those that have this value and no other. */
  readonly alone: ReadonlyMap<string, Bits>;
}

const NOBODY: RuleObject = {};

/** @param fold whether case is ignored */
export function indexValues(resources: readonly RuleObject[], path: Path, fold: boolean): ValueBits {
  const size = resources.length;
  const [byValue, alone] = [new Map<string, Bits>(), new Map<string, Bits>()];
  const values = resources.map((resource) => keysOf(readPath(path, { user: NOBODY, resource }), fold));
  values.forEach((own, index) => {
    for (const value of own) add(byValue, value, index, size);
    const [first] = own;
    if (first !== undefined && own.every((value) => value === first)) add(alone, first, index, size);
  });
  return { size, some: bitsWhere(size, (index) => (values[index]?.length ?? 0) > 0), byValue, alone };
}

/** What the values at a path are compared by. */
export function keysOf({ folded, exact }: PathValues, fold: boolean): readonly string[] {
  return fold ? folded : exact;
}

/** The resources that share a value with these. */
export function sharing({ size, byValue }: ValueBits, values: readonly string[]): Bits | null {
  let found: Bits | null = null;
  for (const value of values) {
    const bits = byValue.get(value);
    if (bits !== undefined) found = found === null ? bits : either(found, bits);
  }
  return found === null || size === 0 ? null : found;
}

/** The resources that have a value which differs from one of these. */
export function differing({ some, alone }: ValueBits, values: readonly string[]): Bits | null {
  const [first] = values;
  if (first === undefined) return null;
  if (values.some((value) => value !== first)) return some;
  const same = alone.get(first);
  return same === undefined ? some : without(some, same);
}

function add(to: Map<string, Bits>, value: string, index: number, size: number): void {
  const bits = to.get(value) ?? bitsWhere(size, () => false);
  to.set(value, bits);
  setBit(bits, index);
}
