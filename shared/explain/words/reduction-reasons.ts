import { listed, listFirst, pluralOf } from '#shared/base/count-words.ts';
import type { DataField } from '#shared/reduction/data-fields.ts';
import type { FieldReduction, ReductionDecision } from '#shared/reduction/decide-reduction.ts';
import { foldCase } from '#shared/reduction/fold-case.ts';

/** Of whom a sentence speaks: the reader, or somebody by name. */
export type Person = { readonly isReader: true } | { readonly isReader: false; readonly name: string };

/** Values and rows that a sentence names. */
const NAMED = 6;

/** `you see`, `CORP\anne sees` */
export function personWords(person: Person, [own, other]: readonly [string, string]): string {
  return person.isReader ? `you ${own}` : `${person.name} ${other}`;
}

/**
 * What somebody sees of an app's data, and by which rows, as the end of a sentence: `you see United States only, by row 3
 * of the access table`. Fields that are left out for them are not named, nor their values.
 */
export function reductionWords(decision: ReductionDecision, person: Person, data: readonly DataField[]): string {
  if (!decision.allowed) return closedWords(decision, person, data);
  const hidden = new Set(decision.omitted);
  const reduced = decision.fields.filter(({ sees }) => sees === 'values');
  const told = reduced.filter(({ field }) => !hidden.has(field));
  const parts = told.map((field) => fieldWords(field, told.length === 1, data));
  if (told.length < reduced.length) parts.push('what a field gives that is left out');
  const seen = parts.length === 0 ? 'everything' : `${parts.join('; ')} only`;
  const rows = decision.rows.map(({ row }) => String(row.number));
  const left = leftOutWords(decision.omitted, data);
  return `${personWords(person, ['see', 'sees'])} ${seen}, by ${rowWords(rows)} of the access table${left}`;
}

function fieldWords({ field, values }: FieldReduction, isOnly: boolean, data: readonly DataField[]): string {
  const seen = listFirst(values, NAMED);
  return isOnly ? seen : `${fieldName(field, data)} ${seen}`;
}

/** How many fields are left out, without their names. */
function leftOutWords(omitted: readonly string[], data: readonly DataField[]): string {
  const count = data.filter(({ name }) => omitted.includes(foldCase(name))).length;
  if (count === 0) return '';
  return count === 1 ? '; one field of the data is left out' : `; ${count} fields of the data are left out`;
}

function closedWords(
  { reason, rows, fields, closed }: Extract<ReductionDecision, { allowed: false }>,
  person: Person,
  data: readonly DataField[],
): string {
  const whom = person.isReader ? 'you' : person.name;
  if (reason === 'no-row') return `no row of the access table applies to ${whom}`;
  const isHidden = rows.some(({ row }) => row.omit?.key === closed);
  const field = isHidden || closed === null ? 'a field that is left out' : fieldName(closed, data);
  const apply = pluralOf(rows.length, 'applies', 'apply');
  const given = `${rowWords(rows.map(({ row }) => String(row.number)))} of the access table ${apply} to ${whom}`;
  if (reason === 'nothing-given') return `${given}, and ${pluralOf(rows.length, 'gives', 'give')} nothing of ${field}`;
  const absent = isHidden ? [] : (fields.find((one) => one.field === closed)?.absent ?? []);
  const values = absent.length === 0 ? '' : ` (${listFirst(absent, NAMED)})`;
  return `${given}, and the data has nothing of what is given of ${field}${values}`;
}

/** As the data calls it. */
function fieldName(field: string, data: readonly DataField[]): string {
  return data.find(({ name }) => foldCase(name) === field)?.name ?? field;
}

function rowWords(numbers: readonly string[]): string {
  if (numbers.length <= NAMED) return `${numbers.length === 1 ? 'row' : 'rows'} ${listed(numbers)}`;
  return `rows ${listFirst(numbers, NAMED)}`;
}
