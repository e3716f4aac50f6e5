import { findAttributes, indexAttributes } from '#shared/mapping/find-attributes.ts';
import { mapValues } from '#shared/mapping/map-values.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';

/** Where the connection maps an attribute's values, or takes a part of them, every value that came is one that it knows. */
export const attributeValueUnmapped = defineCheck({
  code: 'attribute-value-unmapped',
  rank: 1120,
  owner: 'sp',
  severity: 'info',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: ['Response'],
  variants: ['unmapped', 'dropped', 'unmatched'],
  run: ({ attributes, knowledge }) => {
    const index = indexAttributes(attributes);
    return (knowledge.connection?.attributes ?? []).flatMap((row) => judge(row, findAttributes(row, index)));
  },
});

function judge(
  row: AttributeRow,
  sources: readonly Attribute[],
): readonly Verdict<'unmapped' | 'dropped' | 'unmatched'>[] {
  const [first] = sources;
  if (first === undefined) return [];
  const { values, dropped } = mapValues(row, sources);
  const open = row.values.size === 0 ? [] : values.filter(({ value, changed }) => !isMapped(row, value, changed));
  const told = (variant: 'unmapped' | 'dropped' | 'unmatched', raws: readonly { readonly raw: string }[]) => {
    const facts = { name: first.name, count: raws.length };
    return raws.length === 0 ? [] : [fail(variant, { at: first.element, received: raws[0]?.raw ?? null, facts })];
  };
  return [
    ...told('unmapped', open),
    ...told(
      'dropped',
      dropped.filter(({ by }) => by === 'values'),
    ),
    ...told(
      'unmatched',
      dropped.filter(({ by }) => by === 'extract'),
    ),
  ];
}

/** A map may map a value to itself. */
function isMapped(row: AttributeRow, value: string, changed: readonly string[]): boolean {
  return changed.includes('values') || row.values.get(value) === value;
}
