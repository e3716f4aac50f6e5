import { describeProblem } from '#shared/mapping/describe-problem.ts';
import { mapAttributes } from '#shared/mapping/map-attributes.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { loginAssertions } from './login-assertions.ts';

/** The connection's map has an answer for every value, where it says that a login is refused for one without. */
export const attributeValueRefused = defineCheck({
  code: 'attribute-value-refused',
  rank: 722,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: ['Response', 'Assertion'],
  variants: ['split-several', 'unmatched', 'unmapped', 'spaced'],
  run: ({ assertions, knowledge }) =>
    loginAssertions(assertions).flatMap(({ element, attributes }) =>
      mapAttributes(knowledge.connection?.attributes ?? [], attributes).problems.flatMap((problem) => {
        const { code, variant, ...evidence } = describeProblem(problem, attributes);
        return code === 'attribute-value-refused' ? [fail(variant, { at: element, ...evidence })] : [];
      }),
    ),
});
