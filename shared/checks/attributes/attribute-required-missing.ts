import { describeProblem } from '#shared/mapping/describe-problem.ts';
import { type MissingProblem, mapAttributes } from '#shared/mapping/map-attributes.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';
import { loginAssertions } from './login-assertions.ts';

type Variant = 'ok' | MissingProblem['reason'];

/** Every attribute that the connection requires came, and its row of the map makes a value of it. */
export const attributeRequiredMissing = defineCheck({
  code: 'attribute-required-missing',
  rank: 720,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.7.3.1',
  appliesTo: ['Response', 'Assertion'],
  variants: [
    'ok',
    'missing',
    'overage',
    'no-value',
    'blank',
    'dropped',
    'spaces',
    'case',
    'scheme',
    'short-name',
    'same',
    'name-format',
    'name-kind',
  ],
  run: ({ assertions, knowledge }) => {
    const rows = knowledge.connection?.attributes ?? [];
    return loginAssertions(assertions).flatMap((assertion) => judge(assertion, rows));
  },
});

function judge({ element, attributes }: Assertion, rows: readonly AttributeRow[]): readonly Verdict<Variant>[] {
  const { problems } = mapAttributes(rows, attributes);
  return rows
    .filter(({ required }) => required)
    .flatMap((row): Verdict<Variant>[] => {
      const problem = problems.find((each) => each.row === row);
      if (problem === undefined) return [pass('ok', { at: element, expected: row.from, facts: { name: row.from } })];
      const { code, variant, ...evidence } = describeProblem(problem, attributes);
      return code === 'attribute-required-missing' ? [fail(variant, { at: element, ...evidence })] : [];
    });
}
