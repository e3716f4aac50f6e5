import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** So many group names are some 4 KB, which is what a cookie holds. */
const MANY = 100;

/** An attribute has as many values as a session kept in a cookie can hold. */
export const attributeValuesMany = defineCheck({
  code: 'attribute-values-many',
  rank: 1130,
  owner: 'sp',
  severity: 'info',
  clause: 'RFC 6265 6.1',
  appliesTo: TOKEN_KINDS,
  variants: ['many'],
  run: ({ attributes }) =>
    attributes
      .filter(({ values }) => values.length > MANY)
      .map(({ element, name, values }) =>
        fail('many', { at: element, received: `${values.length} values`, facts: { name, count: values.length } }),
      ),
});
