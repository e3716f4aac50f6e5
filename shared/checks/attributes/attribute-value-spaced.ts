import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** No value begins or ends with white space: it is kept, and is then another value than the one without. */
export const attributeValueSpaced = defineCheck({
  code: 'attribute-value-spaced',
  rank: 1135,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: TOKEN_KINDS,
  variants: ['around'],
  run: ({ attributes }) =>
    attributes.flatMap(({ element, name, values }) => {
      const spaced = values.filter((value) => value.trim() !== '' && trimXml(value) !== value);
      const [first] = spaced;
      if (first === undefined) return [];
      return [fail('around', { at: element, received: `“${first}”`, facts: { name, count: spaced.length } })];
    }),
});
