import type { Assertion } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { closestAttribute, isNamed } from './closest-attribute.ts';

/** Every attribute that the connection requires came, with a value. */
export const attributeRequiredMissing = defineCheck({
  code: 'attribute-required-missing',
  rank: 720,
  severity: 'error',
  clause: 'saml-core 2.7.3.1',
  appliesTo: ['Response', 'Assertion'],
  variants: ['ok', 'missing', 'no-value', 'case', 'short-name'],
  run: ({ assertions, knowledge }) => {
    const rows = (knowledge.connection?.attributes ?? []).filter(({ required }) => required);
    return assertions
      .filter(({ authnStatements }) => authnStatements.length > 0 || assertions.length === 1)
      .flatMap((assertion) => rows.map((row) => judge(assertion, row)));
  },
});

function judge({ element, attributes }: Assertion, { from }: AttributeRow) {
  const names = [...new Set(attributes.map(({ name }) => name))];
  const shown = names.length === 0 ? 'no attributes at all' : names.slice(0, 12).join(', ');
  const evidence = { at: element, expected: from, received: shown, facts: { name: from } };
  const exact = attributes.filter((attribute) => isNamed(attribute, from));
  if (exact.some(({ values }) => values.length > 0)) return pass('ok', evidence);
  if (exact.length > 0) return fail('no-value', evidence);
  const alike = closestAttribute(from, attributes);
  if (alike === null) return fail('missing', evidence);
  const found = { ...evidence, facts: { name: from, alike: alike.attribute.name } };
  return alike.by === 'case' ? fail('case', found) : fail('short-name', found);
}
