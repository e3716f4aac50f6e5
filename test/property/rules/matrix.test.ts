import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { ruleMatrix } from '#shared/rules/matrix/rule-matrix.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { conditionText, smallResource, smallUser } from '#test/fixtures/condition-arbitrary.ts';

/** A loaded machine takes its time. */
const PATIENCE = 120_000;

const privilege = fc.constantFrom(
  'resource.stream.HasPrivilege("read")',
  'resource.stream.HasPrivilege("update")',
  'resource.app.HasPrivilege("read")',
  'HasPrivilege("update")',
  'user.HasPrivilege("read")',
);

const condition = fc.oneof(
  { weight: 3, arbitrary: conditionText },
  { weight: 1, arbitrary: privilege },
  { weight: 1, arbitrary: fc.tuple(conditionText, privilege).map(([one, other]) => `(${one}) and !${other}`) },
  { weight: 1, arbitrary: fc.tuple(privilege, conditionText).map(([one, other]) => `${one} or (${other})`) },
  { weight: 1, arbitrary: fc.constantFrom('resource.owner = user', 'resource.owner != user', 'IsOwned()') },
);

const someRules = fc
  .array(
    fc.record({
      resourceFilter: fc.constantFrom('*', 'App_*', 'App*', 'Stream_*', 'App_a', 'Stream_b, App_*'),
      actions: fc.constantFrom(['read'], ['read', 'update'], ['update']),
      condition,
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((forms) => readRules(forms.map((form, index) => ({ ...form, name: `r${index}` }))));

const owner = fc.record({ userId: fc.constantFrom('a', 'A', 'b'), userDirectory: fc.constant('X') });
const user = fc.tuple(smallUser, fc.option(owner, { nil: {} })).map(([one, who]): RuleObject => ({ ...one, ...who }));
const resource = fc
  .tuple(smallResource, fc.array(smallResource, { maxLength: 2 }), fc.option(owner, { nil: undefined }))
  .map(([one, stream, owned]): RuleObject => ({ ...one, stream, owner: owned }));

test(
  'the matrix says of each user and resource what a decision says, with the rules behind it',
  () => {
    const users = fc.array(user, { minLength: 1, maxLength: 4 });
    const resources = fc.array(resource, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(someRules, users, resources, (rules, people, things) => {
        const matrix = ruleMatrix(rules, 'read', things);
        for (const person of people) {
          const row = matrix.row(person);
          const by = things.map((thing) => decideByRules(rules, 'read', person, thing).by);
          expect(things.map((_, index) => row.by(index))).toEqual(by);
          expect(row.allowed).toEqual(by.flatMap((names, index) => (names.length > 0 ? index : [])));
        }
      }),
      { numRuns: 1500 },
    );
  },
  PATIENCE,
);

test('a rule that asks for itself is decided as everywhere: it is in error, and others go on', () => {
  const rules = readRules([
    { name: 'circle', resourceFilter: '*', actions: ['read'], condition: 'resource.next.HasPrivilege("read")' },
    { name: 'own', resourceFilter: '*', actions: ['read'], condition: 'user.name = resource.name' },
  ]);
  const thing: Record<string, RuleObject | string> = { resourcetype: 'App', id: 'a', name: 'x' };
  thing['next'] = thing;
  const row = ruleMatrix(rules, 'read', [thing, { resourcetype: 'App', name: 'y', next: [thing] }]).row({ name: 'x' });
  expect([row.allowed, row.by(0), row.by(1)]).toEqual([[0, 1], ['own'], ['circle']]);
});
