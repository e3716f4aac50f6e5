import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleObject, Subjects } from '#shared/rules/attributes.ts';
import { evaluateCondition } from '#shared/rules/evaluate-condition.ts';
import { explainCondition } from '#shared/rules/explain/explain-condition.ts';
import { smallestChange } from '#shared/rules/explain/smallest-change.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { conditionFormula, objectKeys } from '#shared/rules/proofs/to-formula.ts';
import { conditionText, smallResource, smallUser } from '#test/fixtures/condition-arbitrary.ts';

/** A loaded machine takes its time. */
const PATIENCE = 300_000;

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 400);

const subject = fc.record({ user: smallUser, resource: smallResource });

/** The attributes of the small universe, each as a text that is the same for the same values. */
function attributesOf({ user, resource }: Subjects): readonly string[] {
  const environment = user['environment'] as RuleObject | undefined;
  const all = [environment?.['g'], user['h'], user['name'], resource['@t'], resource['name']];
  return all.map((values) => JSON.stringify(values === undefined ? [] : [values].flat().toSorted()));
}

describe('explaining', () => {
  test(
    'the smallest change grants, and nothing that changes fewer attributes does',
    () => {
      fc.assert(
        fc.property(
          conditionText,
          subject,
          fc.array(subject, { minLength: 40, maxLength: 40 }),
          (text, subjects, others) => {
            const condition = parseCondition(text);
            const isTrue = (of: Subjects): boolean =>
              evaluateCondition(condition, { ...of, hasPrivilege: () => false });
            const explained = explainCondition(text, condition, subjects);
            expect(explained.allowed).toBe(isTrue(subjects));
            expect(explained.reasons.length).toBeGreaterThan(0);
            if (explained.allowed) return;
            const formula = conditionFormula(condition, { objects: objectKeys([condition]), rules: null, name: '' });
            const { change, changed, undecided } = smallestChange(formula, subjects, isTrue);
            if (undecided !== null) return;
            if (changed !== null) expect(isTrue(changed)).toBe(true);
            const own = attributesOf(subjects);
            const least = change?.edits.length ?? Number.POSITIVE_INFINITY;
            for (const other of others.filter(isTrue)) {
              const differ = attributesOf(other).filter((values, index) => values !== own[index]).length;
              expect(differ).toBeGreaterThanOrEqual(least);
            }
          },
        ),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});
