import type { RuleRow } from './rule-rows.ts';

/** A rule that two have changed in different ways. */
export interface RuleConflict {
  readonly name: string;
  /** What stands in the editor; null: it was taken out. */
  readonly mine: RuleRow | null;
  /** What the other has made of it; null: it was taken out. */
  readonly theirs: RuleRow | null;
}

/** What two changes of the same rules come to together. */
export interface MergedRows {
  readonly rows: readonly RuleRow[];
  /** Of these mine stands in `rows`. */
  readonly conflicts: readonly RuleConflict[];
}

/**
 * Joins what one has edited with what another has saved meanwhile, rule by rule, by their names: what only one of the two
 * has changed is taken from them. Of what both have changed mine stays, and is told.
 *
 * @param base what both began with
 */
export function mergeRows(base: readonly RuleRow[], mine: readonly RuleRow[], theirs: readonly RuleRow[]): MergedRows {
  const [old, own, other] = [byName(base), byName(mine), byName(theirs)];
  const conflicts: RuleConflict[] = [];
  const pick = (name: string): RuleRow | null => {
    const [was, here, there] = [old.get(name) ?? null, own.get(name) ?? null, other.get(name) ?? null];
    if (isSame(here, was) || isSame(here, there)) return there;
    if (!isSame(there, was)) conflicts.push({ name, mine: here, theirs: there });
    return here;
  };
  const names = [...new Set([...own.keys(), ...other.keys()])];
  return { rows: names.map(pick).filter((row) => row !== null), conflicts };
}

/** Whether two rows say the same, whatever the order of their keys. */
export function isSame(one: RuleRow | null, other: RuleRow | null): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(row: RuleRow | null): unknown {
  return row === null ? null : Object.entries(row).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function byName(rows: readonly RuleRow[]): ReadonlyMap<string, RuleRow> {
  return new Map(rows.map((row) => [String(row['name']), row]));
}
