import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { ATTRIBUTE_FORMAT } from '#shared/saml/names.ts';
import { isSameAttribute } from '#shared/saml/well-known-attributes.ts';

/** What the map looks at of an attribute; `element` is null of one that a session has kept and whose message is gone. */
export interface CameAttribute extends Omit<Attribute, 'element'> {
  readonly element: Attribute['element'] | null;
}

/** The attributes of an assertion by their names, made once for all rows. */
export interface AttributeIndex<Came extends CameAttribute = CameAttribute> {
  readonly all: readonly Came[];
  readonly byName: ReadonlyMap<string, readonly Came[]>;
  readonly byFriendlyName: ReadonlyMap<string | null, readonly Came[]>;
}

/** Groups attributes by name. */
export function indexAttributes<Came extends CameAttribute>(all: readonly Came[]): AttributeIndex<Came> {
  const byFriendlyName = Map.groupBy(all, ({ friendlyName }) => friendlyName);
  return { all, byName: Map.groupBy(all, ({ name }) => name), byFriendlyName };
}

type AttributeNames = Pick<Attribute, 'name' | 'friendlyName' | 'nameFormat'>;

type Names = Pick<AttributeRow, 'from' | 'by' | 'nameFormat'>;

/**
 * The attributes that a row takes, in their order: those whose Name is exactly `from`, or, if these have no value, those
 * whose FriendlyName is (saml-core 2.7.3.1: names are compared as they are, case and all); of the row's NameFormat, if
 * it has one.
 */
export function findAttributes<Came extends CameAttribute>(
  row: Names,
  { byName, byFriendlyName }: AttributeIndex<Came>,
): readonly Came[] {
  const named = (byName.get(row.from) ?? []).filter((attribute) => hasFormat(row, attribute));
  const friendly = (byFriendlyName.get(row.from) ?? []).filter((attribute) => hasFormat(row, attribute));
  if (row.by === 'name') return named;
  if (row.by === 'friendlyName') return friendly;
  return named.some(hasValue) || friendly.length === 0 ? named : friendly;
}

/** Whether a row means this attribute. */
export function isMeant(row: Names, attribute: AttributeNames): boolean {
  const isName = row.by !== 'friendlyName' && attribute.name === row.from;
  const isFriendly = row.by !== 'name' && attribute.friendlyName === row.from;
  return (isName || isFriendly) && hasFormat(row, attribute);
}

function hasFormat({ nameFormat }: Names, attribute: AttributeNames): boolean {
  return nameFormat === undefined || nameFormat === formatOf(attribute);
}

/** An attribute that says none is of the format `unspecified` (saml-core 2.7.3.1). */
function formatOf({ nameFormat }: AttributeNames): string {
  return nameFormat ?? ATTRIBUTE_FORMAT.unspecified;
}

function hasValue({ values }: CameAttribute): boolean {
  return values.length > 0;
}

/** An attribute that was probably meant, and what keeps it from being taken. */
export interface CloseAttribute<Came extends CameAttribute = CameAttribute> {
  readonly by: 'name-format' | 'name-kind' | 'spaces' | 'case' | 'scheme' | 'short-name' | 'same';
  readonly attribute: Came;
  /** What came in the place of what the row asks for: a name, or a NameFormat. */
  readonly came: string;
}

/**
 * The nearest attribute to a row that took none: the same name with another NameFormat, or as the other of Name and
 * FriendlyName; with white space around it; in another case; with http and https exchanged; the short name of a claim's URI (or the reverse); another
 * name that is known to be of the same attribute, as mail and its OID. Null: none is like it.
 */
export function closestAttribute<Came extends CameAttribute>(
  row: Names,
  attributes: readonly Came[],
): CloseAttribute<Came> | null {
  const same = attributes.find((attribute) => namesOf(attribute).includes(row.from));
  if (same !== undefined && !hasFormat(row, same)) return { by: 'name-format', attribute: same, came: formatOf(same) };
  if (same !== undefined && row.by !== undefined && !isMeant(row, same))
    return { by: 'name-kind', attribute: same, came: row.by === 'name' ? 'FriendlyName' : 'Name' };
  return firstAlike(attributes, [
    ['spaces', (name) => name.trim() === row.from.trim()],
    ['case', (name) => name.toLowerCase() === row.from.toLowerCase()],
    ['scheme', (name) => withoutScheme(name) === withoutScheme(row.from)],
    ['short-name', (name) => name !== '' && lastPart(name) === lastPart(row.from)],
    ['same', (name) => isSameAttribute(name, row.from)],
  ]);
}

type Likeness = readonly [by: CloseAttribute['by'], isAlike: (name: string) => boolean];

function firstAlike<Came extends CameAttribute>(
  attributes: readonly Came[],
  likenesses: readonly Likeness[],
): CloseAttribute<Came> | null {
  for (const [by, isAlike] of likenesses) {
    for (const attribute of attributes) {
      const came = namesOf(attribute).find(isAlike);
      if (came !== undefined) return { by, attribute, came };
    }
  }
  return null;
}

function namesOf({ name, friendlyName }: AttributeNames): readonly string[] {
  return friendlyName === null ? [name] : [name, friendlyName];
}

/** Names that are URIs are no addresses: by http and by https they are two. */
function withoutScheme(name: string): string {
  return name.replace(/^https?:\/\//i, '//').toLowerCase();
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1).toLowerCase();
}
