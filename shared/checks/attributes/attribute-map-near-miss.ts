import { type CloseAttribute, closestAttribute, isMeant } from '#shared/mapping/find-attributes.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** An optional attribute of the map that did not come has not come under a name that is nearly the same. */
export const attributeMapNearMiss = defineCheck({
  code: 'attribute-map-near-miss',
  rank: 710,
  owner: 'sp',
  severity: 'warning',
  clause: 'saml-core 2.7.3.1',
  appliesTo: ['Response'],
  variants: ['spaces', 'case', 'scheme', 'short-name', 'same', 'name-format', 'name-kind'],
  run: ({ attributes, knowledge }) =>
    (knowledge.connection?.attributes ?? [])
      .filter((row) => !row.required && !attributes.some((attribute) => isMeant(row, attribute)))
      .flatMap((row) => {
        const close = closestAttribute(row, attributes);
        if (close === null) return [];
        const { by, came, attribute } = close;
        const facts = { name: row.from };
        return [
          fail(by, { at: attribute.element, attribute: 'Name', expected: expectedOf(row, by), received: came, facts }),
        ];
      }),
});

function expectedOf({ from, by, nameFormat = '' }: AttributeRow, reason: CloseAttribute['by']): string {
  if (reason === 'name-format') return nameFormat;
  return reason === 'name-kind' && by === 'friendlyName' ? 'FriendlyName' : reason === 'name-kind' ? 'Name' : from;
}
