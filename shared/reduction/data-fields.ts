import { foldCase } from './fold-case.ts';

/** One field of an app's data. */
export interface DataField {
  /** As people read it: `Country`. */
  readonly name: string;
  /** Its column in the database. */
  readonly column: string;
  readonly kind: 'text' | 'number';
  /** Every value that the data has of it, once, as text, as it is written there. */
  readonly values: readonly string[];
}

/** A field with its values by what they are compared by; several values may share a key. */
export interface IndexedField {
  readonly field: DataField;
  readonly byKey: ReadonlyMap<string, readonly string[]>;
}

const INDEXES = new WeakMap<readonly DataField[], ReadonlyMap<string, IndexedField>>();

/** The fields by their name in upper case. */
export function indexFields(fields: readonly DataField[]): ReadonlyMap<string, IndexedField> {
  const known = INDEXES.get(fields);
  if (known !== undefined) return known;
  const index = new Map(
    fields.map((field) => [foldCase(field.name), { field, byKey: Map.groupBy(field.values, foldValue) }] as const),
  );
  INDEXES.set(fields, index);
  return index;
}

/** What a value of the data is compared by. */
export function foldValue(value: string): string {
  return foldCase(value.trim());
}
