import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULE_ACTIONS } from '#shared/rules/actions.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { type CounterExample, diffRules } from '#shared/rules/proofs/diff-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import {
  askingResource,
  askingText,
  askingUser,
  conditionText,
  smallResource,
  smallUser,
} from '#test/fixtures/condition-arbitrary.ts';

/** A loaded machine takes its time. */
const PATIENCE = 600_000;

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 400);

/** A few rules with such conditions. */
function rulesWith(condition: fc.Arbitrary<string>): fc.Arbitrary<readonly AccessRule[]> {
  return fc
    .array(
      fc.record({
        resourceFilter: fc.constantFrom('*', 'App_*', 'App*', 'Stream_*', 'App_a', 'App', 'Stream_b, App_*'),
        actions: fc.constantFrom(['read'], ['read', 'update'], ['create'], ['create', 'read']),
        condition,
      }),
      { maxLength: 3 },
    )
    .map((forms) => readRules(forms.map((form, index) => ({ ...form, name: `r${index}` }))));
}

function universe(user: fc.Arbitrary<RuleObject>, resource: fc.Arbitrary<RuleObject>) {
  return fc.array(fc.tuple(user, resource), { minLength: 30, maxLength: 30 });
}

function grantsMore(
  one: readonly AccessRule[],
  other: readonly AccessRule[],
  all: readonly (readonly [RuleObject, RuleObject])[],
) {
  return all.some(([user, resource]) =>
    RULE_ACTIONS.some((action) => {
      return (
        decideByRules(one, action, user, resource).allowed && !decideByRules(other, action, user, resource).allowed
      );
    }),
  );
}

function expectConfirmed(found: CounterExample | null, by: readonly AccessRule[], not: readonly AccessRule[]): void {
  if (found === null) return;
  const { action, user, resource } = found;
  expect(decideByRules(by, action, user, resource)).toMatchObject({ allowed: true, by: found.by });
  expect(decideByRules(not, action, user, resource).allowed).toBe(false);
}

/** What is told of two sets of rules is so of everybody of a universe; what is not told is left open for one of these reasons. */
function expectDecided(
  before: readonly AccessRule[],
  after: readonly AccessRule[],
  all: readonly (readonly [RuleObject, RuleObject])[],
  reasons: readonly string[],
): void {
  const { verdict, gained, lost, undecided } = diffRules(before, after);
  expectConfirmed(gained, after, before);
  expectConfirmed(lost, before, after);
  for (const { why } of undecided)
    expect(
      reasons.some((reason) => why.includes(reason)),
      why,
    ).toBe(true);
  if (undecided.length > 0) return;
  if (grantsMore(after, before, all)) expect(gained).not.toBeNull();
  if (grantsMore(before, after, all)) expect(lost).not.toBeNull();
  const expected = gained === null ? (lost === null ? 'same' : 'less') : lost === null ? 'more' : 'both';
  expect(verdict).toBe(expected);
}

describe('what one set of rules grants and another does not', () => {
  test(
    'is confirmed by the evaluator where something was found, and found wherever a small universe has it',
    () => {
      fc.assert(
        fc.property(rulesWith(conditionText), rulesWith(conditionText), universe(smallUser, smallResource), (...all) =>
          expectDecided(...all, ['too large']),
        ),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  test(
    'so it is where rules ask for owners, streams and what may be done with them; what is not decided is named',
    () => {
      fc.assert(
        fc.property(rulesWith(askingText), rulesWith(askingText), universe(askingUser, askingResource), (...all) =>
          expectDecided(...all, ['too large', 'HasPrivilege asks for what is being decided', 'HasPrivilege leads on']),
        ),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  test('an example has the type as the filter writes it', () => {
    const rule = { name: 'a', resourceFilter: 'Stream_*', actions: ['read'], condition: 'user.group = "Sales"' };
    const { gained } = diffRules(readRules([]), readRules([rule]));
    expect(gained?.resource).toMatchObject({ resourcetype: 'Stream' });
  });
});
