import { type CameAttribute, isMeant } from '#shared/mapping/find-attributes.ts';
import { type MappedAttributes, type MappingProblem, mapAttributes } from '#shared/mapping/map-attributes.ts';
import type { MappingStep, ValueSource } from '#shared/mapping/map-values.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';

/** A value as a session keeps it: what it came as, and from which attribute. */
export interface KeptValue {
  readonly value: string;
  readonly raw: string;
  /** Of another way in than SAML the attribute map makes nothing. */
  readonly from: ValueSource | { readonly way: string };
  readonly changed?: readonly MappingStep[] | undefined;
}

/** One attribute of a session. */
export interface KeptAttribute {
  readonly name: string;
  readonly values: readonly KeptValue[];
}

/**
 * What another attribute map would make of a login, by what its session has kept of it. Order and repetitions may differ:
 * rules and access tables ask whether a value is there.
 */
export interface Remapped {
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Rows of which the session cannot tell what they would give: only what some row has taken is kept. */
  readonly unsure: readonly UnsureRow[];
  /** Why that map would let nobody in; none: it would. */
  readonly problems: readonly MappingProblem[];
}

/** `not-kept`: no row has taken that attribute. `left-out`: the row that took it left values out, or could have. `nested`: what stood around a value is gone. */
export interface UnsureRow {
  readonly from: string;
  readonly to: string;
  readonly why: 'not-kept' | 'left-out' | 'nested';
}

/**
 * Applies an attribute map to what a session has kept of its login. What it did not keep is not made up: rows that would
 * need it are named, and give what is known.
 *
 * @param kept the attributes that the map before gave
 */
export function remapAttributes(
  kept: readonly KeptAttribute[],
  before: readonly AttributeRow[],
  after: readonly AttributeRow[],
): Remapped {
  const values = kept.flatMap(({ name, values: own }) => own.map((value) => ({ ...value, name })));
  const ofSaml = values.flatMap(({ from, ...value }) => ('way' in from ? [] : [{ ...value, from }]));
  const others = values.filter(({ from }) => 'way' in from);
  const came = restoreAttributes(ofSaml, before);
  const qualified = after.flatMap((row) => takeQualified(row, ofSaml, before) ?? []);
  const rows = after.filter((row) => takeQualified(row, ofSaml, before) === null);
  const unsure = rows.flatMap((row) => {
    const why = whyUnsure(row, before, came);
    return why === null ? [] : [{ from: row.from, to: row.to, why }];
  });
  const mapped = mapKept(rows, { all: ofSaml, before, came });
  const isSure = ({ row }: MappingProblem) => !unsure.some(({ from, to }) => from === row.from && to === row.to);
  const made = mapped.attributes.flatMap(({ name, values: own }) => own.map(({ value }) => ({ name, value })));
  const byName = Map.groupBy([...made, ...qualified, ...others], ({ name }) => name);
  return {
    attributes: [...byName].map(([name, own]) => ({ name, values: own.map(({ value }) => value) })),
    unsure,
    problems: mapped.problems.filter(isSure),
  };
}

/** A value of SAML's, and the session attribute that it is in. */
interface SamlValue {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
  readonly from: ValueSource;
}

/** What the rows give: one that was there before gives what it gave then, so it is applied to what was kept of it. */
function mapKept(
  rows: readonly AttributeRow[],
  { all, before, came }: { all: readonly SamlValue[]; before: readonly AttributeRow[]; came: readonly CameAttribute[] },
): Pick<MappedAttributes, 'attributes' | 'problems'> {
  const bySteps = new Map(before.map((row) => [stepsOf(row), row.to]));
  const byName = Map.groupBy(all, ({ name }) => name);
  const parts = [...Map.groupBy(rows, (row) => bySteps.get(stepsOf(row)) ?? null)].map(([name, own]) =>
    mapAttributes(own, name === null ? came : restoreAttributes(byName.get(name) ?? [], before)),
  );
  const place = new Map(rows.map((row, index) => [row, index]));
  const placeOf = ({ row }: MappingProblem): number => place.get(row) ?? rows.length;
  return {
    attributes: parts.flatMap(({ attributes }) => attributes),
    problems: parts.flatMap(({ problems }) => problems).sort((one, other) => placeOf(one) - placeOf(other)),
  };
}

/** What came, as far as it is known: of an attribute that several rows took what one has that left nothing out, if there is one. */
function restoreAttributes(all: readonly SamlValue[], before: readonly AttributeRow[]): readonly CameAttribute[] {
  const found = new Map<string, { readonly attribute: CameAttribute; readonly isWhole: boolean }>();
  for (const own of Map.groupBy(all, ({ name, from }) => JSON.stringify([name, from])).values()) {
    const [first] = own;
    if (first === undefined) continue;
    const rows = before.filter((one) => one.to === first.name && isMeant(one, first.from));
    const attribute = { ...first.from, element: null, values: rawValues(own, rows) };
    const isWhole = !rows.every(mayLeaveOut);
    const key = JSON.stringify(first.from);
    const known = found.get(key);
    if (known?.isWhole) continue;
    if (known === undefined || isWhole || known.attribute.values.length < attribute.values.length)
      found.set(key, { attribute, isWhole });
  }
  return [...found.values()].map(({ attribute }) => attribute);
}

/** What came of an attribute, of the values that some rows made of it. */
function rawValues(values: readonly SamlValue[], rows: readonly AttributeRow[]): readonly string[] {
  const raw = values.map((value) => value.raw);
  const [row, ...more] = rows;
  // Parts of a list were one value.
  if (row?.split !== undefined) return [raw.slice(0, raw.length / rows.length).join(row.split)];
  if (more.length === 0) return raw;
  // Several rows that leave nothing out gave all of it as often as there are rows.
  return rows.some(mayLeaveOut) ? [...new Set(raw)] : raw.slice(0, raw.length / rows.length);
}

/** Of a row that was there before and names qualifiers, which are not kept apart, what it gave; null: of any other row. */
function takeQualified(
  row: AttributeRow,
  values: readonly SamlValue[],
  before: readonly AttributeRow[],
): readonly { readonly name: string; readonly value: string }[] | null {
  if (row.nested !== 'qualified') return null;
  const same = before.find((one) => stepsOf(one) === stepsOf(row));
  if (same === undefined) return null;
  const own = values.filter(({ name, from }) => name === same.to && isMeant(same, from));
  return own.map(({ value }) => ({ name: row.to, value }));
}

function whyUnsure(
  row: AttributeRow,
  before: readonly AttributeRow[],
  came: readonly CameAttribute[],
): UnsureRow['why'] | null {
  if (before.some((one) => stepsOf(one) === stepsOf(row))) return null;
  if (row.nested === 'qualified') return 'nested';
  const takers = before.filter((one) => namesOf(one) === namesOf(row));
  const own = came.filter((attribute) => isMeant(row, attribute));
  if (own.length === 0) return takers.length === 0 ? 'not-kept' : leftOutBy(takers);
  return leftOutBy(before.filter((one) => own.some((attribute) => isMeant(one, attribute))));
}

/** One row that keeps whatever comes is enough. */
function leftOutBy(rows: readonly AttributeRow[]): 'left-out' | null {
  return rows.every(mayLeaveOut) ? 'left-out' : null;
}

function mayLeaveOut({ extract, unmatched = 'drop', values, unmapped }: AttributeRow): boolean {
  return (extract !== undefined && unmatched === 'drop') || (values.size > 0 && unmapped === 'drop');
}

function namesOf({ from, by, nameFormat }: AttributeRow): string {
  return JSON.stringify([from, by, nameFormat]);
}

/** What a row takes and does, whatever it is called and whether or not it must give something. */
function stepsOf(row: AttributeRow): string {
  const { nested, split, extract, unmatched, fold, values, unmapped } = row;
  const steps = [nested, split, extract?.text, unmatched, fold, unmapped].map((step) => step ?? null);
  return JSON.stringify([namesOf(row), ...steps, [...values].sort()]);
}
