import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideByRules } from '#shared/rules/decide.ts';
import { evaluateCondition } from '#shared/rules/evaluate-condition.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { matchesFilter } from '#shared/rules/resource-filter.ts';
import { conditionText, smallResource, smallUser } from '#test/fixtures/condition-arbitrary.ts';

/** A loaded machine takes its time. */
const PATIENCE = 120_000;

const someRules = fc
  .array(
    fc.record({
      resourceFilter: fc.constantFrom('*', 'App_*', 'App*', 'Stream_*', 'App_a', 'App', 'Stream_b, App_*'),
      actions: fc.constantFrom(['read'], ['read', 'update'], ['create']),
      condition: conditionText,
      disabled: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((forms) => readRules(forms.map((form, index) => ({ ...form, name: `r${index}` }))));

test(
  'what the index leaves out would not have allowed: decisions are those of asking rule by rule',
  () => {
    fc.assert(
      fc.property(someRules, smallUser, smallResource, (rules, user, resource) => {
        for (const action of ['read', 'update', 'create'] as const) {
          const context = { user, resource, hasPrivilege: () => false };
          const expected = rules.filter(({ parsed, disabled, actions }) => {
            if (parsed.error !== null || disabled || !actions.includes(action)) return false;
            return matchesFilter(parsed.filter, resource, action) && evaluateCondition(parsed.condition, context);
          });
          expect(decideByRules(rules, action, user, resource).by).toEqual(expected.map(({ name }) => name));
        }
      }),
      { numRuns: 2000 },
    );
  },
  PATIENCE,
);
