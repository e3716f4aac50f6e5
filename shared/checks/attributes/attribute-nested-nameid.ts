import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import type { XmlNode } from '#shared/xml/tree.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** An attribute value is text. eduPersonTargetedID holds a NameID element: many readers make "[object Object]" or nothing of it. */
export const attributeNestedNameid = defineCheck({
  code: 'attribute-nested-nameid',
  rank: 1110,
  owner: 'sp',
  severity: 'info',
  clause: 'eduPerson 2.2.11',
  appliesTo: ['Response', 'Assertion'],
  variants: ['nested'],
  run: ({ attributes }) =>
    attributes
      .filter(({ element }) => element.children.some(holdsNameId))
      .map(({ element, name, values }) =>
        fail('nested', { at: element, received: values[0] ?? null, facts: { name } }),
      ),
});

function holdsNameId(value: XmlNode): boolean {
  if (value.kind !== 'element') return false;
  return value.children.some((child) => child.kind === 'element' && isElement(child, NAMESPACE.assertion, 'NameID'));
}
