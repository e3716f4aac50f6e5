import { extractBy } from '#shared/pattern/extract.ts';
import type { AttributeRow, Otherwise } from '#shared/saml/connection/connection.ts';
import { type NestedNameId, nestedNameIdsOf } from '#shared/saml/read-attributes.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import type { CameAttribute } from './find-attributes.ts';

/** A step of a row that changed a value, under the row's key for it. */
export type MappingStep = 'nested' | 'split' | 'extract' | 'fold' | 'values';

/** The SAML attribute that carried a value. */
export interface ValueSource {
  readonly name: string;
  readonly friendlyName: string | null;
  readonly nameFormat: string | null;
}

/** One value with its provenance. */
export interface SessionValue {
  readonly value: string;
  /** As it was in the assertion; of a list in one value the part of it, white space and all. */
  readonly raw: string;
  readonly from: ValueSource;
  /** The steps that changed it, in their order; none: it is as it came. */
  readonly changed: readonly MappingStep[];
}

/** A value that a row left out, and the step that had no answer for it. */
export interface DroppedValue {
  readonly to: string;
  readonly raw: string;
  readonly from: ValueSource;
  /** `split`: an empty part of a list. */
  readonly by: 'split' | 'extract' | 'values';
}

/** What the steps of a row make of the values of its attributes. */
export interface MappedValues {
  readonly values: readonly SessionValue[];
  readonly dropped: readonly DroppedValue[];
  /** Why there is no login; null: nothing speaks against one. */
  readonly refused: RefusedValue | null;
}

/** Why a row refuses what came. */
export interface RefusedValue {
  readonly reason: 'split-several' | 'unmatched' | 'unmapped';
  /** The value, or of `split-several` the first one. */
  readonly raw: string;
  /** How many values. */
  readonly count: number;
}

/**
 * Takes every value of the attributes through the steps of a row, in order. Each value that came is in `values` or in
 * `dropped`, in parts where the row splits it; none of them is made up. Time grows with the text of the values.
 */
export function mapValues(row: AttributeRow, sources: readonly CameAttribute[]): MappedValues {
  const came = sources.flatMap((attribute) => readValues(row, attribute));
  const [first] = came;
  if (row.split !== undefined && came.length > 1 && first !== undefined)
    return { values: [], dropped: [], refused: { reason: 'split-several', raw: first.raw, count: came.length } };
  const parts = row.split === undefined ? came : came.flatMap((value) => splitValue(value, row.split ?? ''));
  const values: SessionValue[] = [];
  const dropped: DroppedValue[] = [];
  const refused: RefusedValue[] = [];
  for (const part of parts) {
    const made = row.split !== undefined && part.value === '' ? { drop: 'split' as const } : mapValue(row, part);
    if ('value' in made) values.push(made);
    else if ('drop' in made) dropped.push({ to: row.to, raw: part.raw, from: part.from, by: made.drop });
    else refused.push({ reason: made.refuse, raw: part.raw, count: 0 });
  }
  const [cause] = refused;
  return { values, dropped, refused: cause === undefined ? null : { ...cause, count: refused.length } };
}

type Made = SessionValue | { readonly drop: DroppedValue['by'] } | { readonly refuse: 'unmatched' | 'unmapped' };

function readValues(
  row: AttributeRow,
  { element, name, friendlyName, nameFormat, values }: CameAttribute,
): SessionValue[] {
  const from = { name, friendlyName, nameFormat };
  const asCame = values.map((raw): SessionValue => ({ value: raw, raw, from, changed: [] }));
  if (row.nested !== 'qualified' || element === null) return asCame;
  const nested = nestedNameIdsOf(element);
  return asCame.map((value, index) => {
    const nameId = nested[index] ?? null;
    return nameId === null ? value : { ...value, value: qualify(nameId), changed: ['nested'] };
  });
}

/** As Shibboleth writes it by default; a qualifier that is not there is empty. */
function qualify({ nameQualifier, spNameQualifier, text }: NestedNameId): string {
  return `${nameQualifier ?? ''}!${spNameQualifier ?? ''}!${trimXml(text)}`;
}

/** `raw` is of each part its own text: the whole of it at every part would be more than came. */
function splitValue(value: SessionValue, separator: string): SessionValue[] {
  const parts = value.value.split(separator);
  return parts.map((part) => {
    const trimmed = trimXml(part);
    const isChanged = parts.length > 1 || trimmed !== part;
    return { ...value, value: trimmed, raw: part, changed: isChanged ? [...value.changed, 'split'] : value.changed };
  });
}

function mapValue(row: AttributeRow, came: SessionValue): Made {
  const extracted = row.extract === undefined ? came.value : extractBy(row.extract.pattern, came.value);
  if (extracted === null && row.unmatched !== 'keep') return without(row.unmatched, 'extract', 'unmatched');
  const taken = change(came, extracted ?? came.value, 'extract');
  const folded = change(taken, fold(row, taken.value), 'fold');
  if (row.values.size === 0) return folded;
  const mapped = row.values.get(folded.value);
  if (mapped === undefined && (row.unmapped ?? 'keep') !== 'keep') return without(row.unmapped, 'values', 'unmapped');
  return change(folded, mapped ?? folded.value, 'values');
}

function without(otherwise: Otherwise | undefined, drop: DroppedValue['by'], refuse: 'unmatched' | 'unmapped'): Made {
  return otherwise === 'refuse' ? { refuse } : { drop };
}

function change(before: SessionValue, value: string, step: MappingStep): SessionValue {
  return value === before.value ? before : { ...before, value, changed: [...before.changed, step] };
}

/** Without regard to a language: in Turkish, too, I is the upper case of i. */
function fold({ fold: to }: AttributeRow, value: string): string {
  if (to === undefined) return value;
  return to === 'lower' ? value.toLowerCase() : value.toUpperCase();
}
