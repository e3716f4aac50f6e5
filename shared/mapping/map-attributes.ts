import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import {
  type AttributeIndex,
  type CameAttribute,
  type CloseAttribute,
  closestAttribute,
  findAttributes,
  indexAttributes,
} from './find-attributes.ts';
import { type DroppedValue, mapValues, type RefusedValue, type SessionValue } from './map-values.ts';

/** One attribute of a session, with where each of its values came from. Plain data. */
export interface SessionAttribute {
  /** The row's `to`. */
  readonly name: string;
  /** In the order in which the IdP sent them; repetitions are kept. */
  readonly values: readonly SessionValue[];
}

/** Why a row lets nobody in. */
export type MappingProblem = MissingProblem | RefusedProblem;

/** Nothing, or nothing of use, came for a required row. */
export interface MissingProblem {
  readonly row: AttributeRow;
  /**
   * `missing`, or how what probably was meant came otherwise; `overage`: Entra ID sent a link to the groups; `no-value`;
   * `blank`: nothing but white space; `dropped`: the row left all of its values out.
   */
  readonly reason: 'missing' | 'overage' | CloseAttribute['by'] | 'no-value' | 'blank' | 'dropped';
  /** The name or NameFormat that came instead. */
  readonly came: string | null;
}

/** What the `split`, `unmatched: refuse` or `unmapped: refuse` of a row, required or not, refuses. */
export interface RefusedProblem extends RefusedValue {
  readonly row: AttributeRow;
}

/** What an attribute map makes of an assertion's attributes. */
export interface MappedAttributes {
  /** In the order of the rows; an optional attribute that the IdP did not send is absent. */
  readonly attributes: readonly SessionAttribute[];
  /** What was left out because its row says so. */
  readonly dropped: readonly DroppedValue[];
  /** Why there is no login; none: there may be one. */
  readonly problems: readonly MappingProblem[];
}

/**
 * Applies an attribute map: each row takes every value, in order, of the attributes that it means (`findAttributes`), and
 * its steps change them (`mapValues`). Several rows with the same `to` add up. Values are carried as they are apart
 * from those steps: nothing is trimmed or split unasked. Time grows with rows plus attributes.
 */
export function mapAttributes(rows: readonly AttributeRow[], attributes: readonly CameAttribute[]): MappedAttributes {
  if (rows.length === 0) return { attributes: [], dropped: [], problems: [] };
  const index = indexAttributes(attributes);
  const mapped = new Map<string, SessionValue[]>();
  const dropped: DroppedValue[] = [];
  const problems: MappingProblem[] = [];
  for (const row of rows) {
    const found = findAttributes(row, index);
    const made = mapValues(row, found);
    dropped.push(...made.dropped);
    const problem = problemOf(row, found, made, index);
    if (problem !== null) problems.push(problem);
    else if (made.values.length > 0) addTo(mapped, row.to, made.values);
  }
  return { attributes: Array.from(mapped, ([name, values]) => ({ name, values })), dropped, problems };
}

function addTo(mapped: Map<string, SessionValue[]>, name: string, values: readonly SessionValue[]): void {
  const known = mapped.get(name);
  if (known === undefined) mapped.set(name, [...values]);
  else for (const value of values) known.push(value);
}

function problemOf(
  row: AttributeRow,
  found: readonly CameAttribute[],
  { values, dropped, refused }: ReturnType<typeof mapValues>,
  index: AttributeIndex,
): MappingProblem | null {
  // Empty values alone are none, and not values that the map lacks.
  const isBlank = found.some(isValued) && found.every(({ values: came }) => came.every((value) => value.trim() === ''));
  if (refused !== null && !(row.required && isBlank)) return { row, ...refused };
  if (!row.required || values.some(({ value }) => value.trim() !== '')) return null;
  const told = { row, came: null };
  if (found.length === 0) return absent(row, index);
  if (!found.some(isValued)) return { ...told, reason: 'no-value' };
  return { ...told, reason: values.length === 0 && dropped.some(({ raw }) => raw.trim() !== '') ? 'dropped' : 'blank' };
}

function isValued({ values }: CameAttribute): boolean {
  return values.length > 0;
}

/** Entra ID's claim in place of the groups of a user who has more than 150. */
const OVERAGE = /\/claims\/groups\.link$/i;
const GROUPS = /(?:^|[/:#])groups?$/i;

function absent(row: AttributeRow, { all }: AttributeIndex): MissingProblem {
  const close = closestAttribute(row, all);
  if (close !== null) return { row, reason: close.by, came: close.came };
  const isOverage = GROUPS.test(row.from) && all.some(({ name }) => OVERAGE.test(name));
  return { row, reason: isOverage ? 'overage' : 'missing', came: null };
}
