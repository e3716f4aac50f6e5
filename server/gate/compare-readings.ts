import type { Attribute } from '#shared/saml/assertion.ts';
import type { SecondReading } from './node-saml.ts';

/** What our own reader took from the verified element. */
export interface FirstReading {
  readonly nameId: string | null;
  readonly attributes: readonly Attribute[];
}

/** Where two readers of the same bytes differ: what it is about, and both texts. */
export interface ReadingDifference {
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Compares our reading with node-saml's; null: they agree. node-saml keeps the last of repeated attribute names,
 * gives nested XML as objects and blank values as nothing, so these are compared as far as it tells.
 */
export function compareReadings(
  ours: FirstReading,
  theirs: Extract<SecondReading, { accepted: true }>,
): ReadingDifference | null {
  if (plain(ours.nameId ?? '') !== plain(theirs.nameId ?? '')) {
    return { what: 'NameID', ours: ours.nameId ?? '', theirs: theirs.nameId ?? '' };
  }
  const last = new Map(ours.attributes.filter(({ values }) => values.length > 0).map((one) => [one.name, one]));
  for (const [name, attribute] of last) {
    const difference = compareValues(name, attribute.values, theirs.attributes.get(name));
    if (difference !== null) return difference;
  }
  const more = [...theirs.attributes].find(([name, values]) => !last.has(name) && meaning(values) !== '');
  return more === undefined ? null : { what: more[0], ours: '', theirs: meaning(more[1]) };
}

function compareValues(
  name: string,
  ours: readonly string[],
  theirs: readonly (string | null)[] | undefined,
): ReadingDifference | null {
  // node-saml loses an attribute of this name into its object's prototype.
  if (name === '__proto__') return null;
  if (theirs?.includes(null)) return null;
  const one = meaning(ours);
  const other = meaning(theirs ?? []);
  return one === other ? null : { what: name, ours: one, theirs: other };
}

/** The values that say something, in order, in a form that can be compared. */
function meaning(values: readonly (string | null)[]): string {
  const texts = values.map((value) => plain(value ?? '')).filter((value) => value !== '');
  return texts.length === 0 ? '' : JSON.stringify(texts);
}

function plain(value: string): string {
  return value.replace(/\r\n?/g, '\n').trim();
}
