import { defineCheck, fail } from '../engine/define-check.ts';
import { isNamed } from './closest-attribute.ts';

/** Where the connection maps an attribute's values, every value that came is in the map. */
export const attributeValueUnmapped = defineCheck({
  code: 'attribute-value-unmapped',
  rank: 1120,
  severity: 'info',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: ['Response'],
  variants: ['unmapped'],
  run: ({ attributes, knowledge }) =>
    (knowledge.connection?.attributes ?? [])
      .filter(({ values }) => values.size > 0)
      .flatMap(({ from, values: map }) =>
        attributes
          .filter((attribute) => isNamed(attribute, from))
          .flatMap(({ element, name, values }) => {
            const open = values.filter((value) => !map.has(value));
            const facts = { name, count: open.length };
            return open.length === 0 ? [] : [fail('unmapped', { at: element, received: open[0] ?? null, facts })];
          }),
      ),
});
