import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleObject, Subjects } from '#shared/rules/attributes.ts';
import { evaluateCondition } from '#shared/rules/evaluate-condition.ts';
import { explainByRules, explainCondition } from '#shared/rules/explain/explain-condition.ts';
import { smallestChange } from '#shared/rules/explain/smallest-change.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { objectKeys } from '#shared/rules/proofs/object-keys.ts';
import { conditionFormula } from '#shared/rules/proofs/to-formula.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { conditionText, smallResource, smallUser } from '#test/fixtures/condition-arbitrary.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

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

describe('a user with thousands of values', () => {
  const rules = readRules([
    {
      name: 'By group',
      resourceFilter: 'Stream_*',
      actions: ['read'],
      condition: 'resource.name = user.environment.group',
    },
    {
      name: 'Not guests',
      resourceFilter: 'Stream_*',
      actions: ['read'],
      condition: '!(user.environment.group like "guest*")',
    },
    {
      name: 'Both',
      resourceFilter: 'Stream_*',
      actions: ['read'],
      condition: 'user.environment.group = "Sales" and resource.HasPrivilege("update")',
    },
  ]);
  const resource = { resourcetype: 'Stream', id: 's1', name: 'Sales' };
  const userOf = (groups: readonly string[]): RuleObject => ({ environment: { group: groups } });
  const explained = (groups: readonly string[]) => explainByRules(rules, 'read', userOf(groups), resource);

  test('is explained in time that grows with their number', async () => {
    const groups = (count: number) => ['guest', ...Array.from({ length: count }, (_, index) => `group-${index}`)];
    await expectLinear(groups, (all) => expect(explained(all).allowed).toBe(false), 250);
  });

  test('is told the one value that is missing, and the one that is in the way', () => {
    const groups = [
      'Sale',
      ...Array.from({ length: 2000 }, (_, index) => (index === 700 ? 'guest' : `group-${index}`)),
    ];
    const byRule = new Map(explained(groups).couldHave.map(({ rule, change }) => [rule, change?.edits]));
    expect(byRule.get('Not guests')).toEqual([
      { kind: 'remove', attribute: 'user.environment.group', values: ['guest'] },
    ]);
    expect(byRule.get('By group')).toEqual([{ kind: 'add', attribute: 'user.environment.group', values: ['Sales'] }]);
  });

  test('of whom too many are in the way to try each is told that, and no change', () => {
    const groups = Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? `guest-${index}` : `group-${index}`));
    const [, denial] = explained(groups)
      .couldHave.toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
      .filter(({ rule }) => rule !== 'Both');
    expect(denial).toMatchObject({
      rule: 'Not guests',
      change: null,
      undecided: 'there are too many values to try each',
    });
  });
});
