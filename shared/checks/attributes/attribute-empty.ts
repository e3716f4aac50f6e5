import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';

/** An attribute that is sent has a value; an empty one is neither there nor missing. */
export const attributeEmpty = defineCheck({
  code: 'attribute-empty',
  rank: 1140,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: TOKEN_KINDS,
  variants: ['no-value', 'blank'],
  run: ({ attributes }) =>
    attributes.flatMap(({ element, name, values }): Verdict<'no-value' | 'blank'>[] => {
      if (values.length === 0) return [fail('no-value', { at: element, facts: { name } })];
      return values.some((value) => value.trim() === '') ? [fail('blank', { at: element, facts: { name } })] : [];
    }),
});
