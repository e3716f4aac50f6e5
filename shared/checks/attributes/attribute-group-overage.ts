import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Entra ID's claim in place of the groups of a user who has more than 150. */
const OVERAGE = /\/claims\/groups\.link$/i;

/** The groups are in the assertion, not a link to them. */
export const attributeGroupOverage = defineCheck({
  code: 'attribute-group-overage',
  rank: 690,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.3.1',
  appliesTo: TOKEN_KINDS,
  variants: ['link'],
  run: ({ assertions }) =>
    assertions
      .flatMap(({ attributes }) => attributes)
      .filter(({ name }) => OVERAGE.test(name))
      .map(({ element, values }) => fail('link', { at: element, received: values[0] ?? null })),
});
