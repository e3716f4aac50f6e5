import { mapAttributes } from '#shared/mapping/map-attributes.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';

/** What an attribute map makes of one attribute. */
export interface MappedAttribute {
  /** By the name in the session; what changed a value stands behind it. */
  readonly made: readonly { readonly name: string; readonly value: string; readonly changed: readonly string[] }[];
  /** How many of its values a row leaves out. */
  readonly dropped: number;
}

/** What the map of a connection makes of each attribute, in their order. */
export function mappedBy(
  { attributes: rows }: Connection,
  attributes: readonly Attribute[],
): readonly MappedAttribute[] {
  const { attributes: session, dropped } = mapAttributes(rows, attributes);
  return attributes.map((attribute) => {
    const isFrom = (from: Pick<Attribute, 'name' | 'friendlyName' | 'nameFormat'>): boolean =>
      from.name === attribute.name &&
      from.friendlyName === attribute.friendlyName &&
      from.nameFormat === attribute.nameFormat;
    return {
      made: session.flatMap(({ name, values }) =>
        values.filter(({ from }) => isFrom(from)).map(({ value, changed }) => ({ name, value, changed })),
      ),
      dropped: dropped.filter(({ from }) => isFrom(from)).length,
    };
  });
}
