import { NAMESPACE } from '#shared/saml/names.ts';
import { assertionChildren, isElement } from '#shared/saml/read-parts.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../define-check.ts';

/** An attribute value is text. eduPersonTargetedID holds a NameID element: many readers make "[object Object]" or nothing of it. */
export const attributeNestedNameid = defineCheck({
  code: 'attribute-nested-nameid',
  severity: 'info',
  clause: 'eduPerson 2.2.11',
  appliesTo: ['Response', 'Assertion'],
  variants: ['nested'],
  run: ({ attributes }) =>
    attributes.flatMap(({ element, name, values }) => {
      const nested = assertionChildren(element, 'AttributeValue').some((value) =>
        childElements(value).some((child) => isElement(child, NAMESPACE.assertion, 'NameID')),
      );
      return nested ? [fail('nested', { at: element, received: values[0] ?? null, facts: { name } })] : [];
    }),
});
