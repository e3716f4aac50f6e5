import { defineCheck, fail } from '../engine/define-check.ts';
import { closestAttribute, isNamed } from './closest-attribute.ts';

/** An optional attribute of the map that did not come has not come under a name that is nearly the same. */
export const attributeMapNearMiss = defineCheck({
  code: 'attribute-map-near-miss',
  rank: 710,
  severity: 'warning',
  clause: 'saml-core 2.7.3.1',
  appliesTo: ['Response'],
  variants: ['case', 'short-name'],
  run: ({ attributes, knowledge }) =>
    (knowledge.connection?.attributes ?? [])
      .filter(({ from, required }) => !required && !attributes.some((attribute) => isNamed(attribute, from)))
      .flatMap(({ from }) => {
        const close = closestAttribute(from, attributes);
        if (close === null) return [];
        const { element, name } = close.attribute;
        return [fail(close.by, { at: element, attribute: 'Name', expected: from, received: name })];
      }),
});
