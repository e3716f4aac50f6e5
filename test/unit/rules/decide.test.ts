import { describe, expect, test } from 'vitest';
import type { RuleAction } from '#shared/rules/actions.ts';
import { decideAll, decideByRules } from '#shared/rules/decide.ts';
import { readRules } from '#shared/rules/read-rules.ts';

interface Form {
  readonly name?: string;
  readonly filter?: string;
  readonly actions?: readonly RuleAction[] | number;
  readonly disabled?: boolean;
}

function rule(condition: string, { name = condition, filter = '*', actions = ['read'], disabled = false }: Form = {}) {
  return { name, resourceFilter: filter, actions, condition, disabled };
}

const ANNE = { userId: 'anne', userDirectory: 'CORP', environment: { group: ['SalesUS'] } };
const EDDIE = { userId: 'eddie', userDirectory: 'CORP', environment: { group: ['SalesAUS'] } };
const STREAM = { resourcetype: 'Stream', id: 's1', name: 'US sales' };

describe('deciding', () => {
  test('nothing is allowed by default', () => {
    expect(decideByRules([], 'read', ANNE, STREAM)).toEqual({ allowed: false, by: [], errors: [] });
  });

  test('one rule that is true is enough, and it is named', () => {
    const rules = readRules([
      rule('user.environment.group = "SalesUS"', { name: 'US' }),
      rule('user.environment.group = "SalesAUS"', { name: 'Australia' }),
      rule('user.userDirectory = "CORP"', { name: 'Staff' }),
    ]);
    expect(decideByRules(rules, 'read', ANNE, STREAM)).toMatchObject({ allowed: true, by: ['US', 'Staff'] });
    expect(decideByRules(rules, 'read', EDDIE, STREAM)).toMatchObject({ allowed: true, by: ['Australia', 'Staff'] });
    expect(decideByRules(rules, 'read', { userId: 'x' }, STREAM)).toMatchObject({ allowed: false, by: [] });
  });

  test('a rule counts for its actions only; the union of all is what a user may do', () => {
    const rules = readRules([
      rule('true', { name: 'readers', actions: ['read'] }),
      rule('true', { name: 'editors', actions: 6 }),
      rule('false', { name: 'owners', actions: ['delete'] }),
    ]);
    expect(decideByRules(rules, 'delete', ANNE, STREAM).allowed).toBe(false);
    expect([...decideAll(rules, ANNE, STREAM).actions]).toEqual([
      ['read', ['readers', 'editors']],
      ['update', ['editors']],
    ]);
  });

  test('a disabled rule allows nothing', () => {
    expect(decideByRules(readRules([rule('true', { disabled: true })]), 'read', ANNE, STREAM).allowed).toBe(false);
  });

  test('an error in one rule disables that rule alone, and says which and where', () => {
    const rules = readRules([rule('user.name = anne', { name: 'broken' }), rule('true', { name: 'sound' })]);
    const decision = decideByRules(rules, 'read', ANNE, STREAM);
    expect(decision).toMatchObject({ allowed: true, by: ['sound'] });
    expect(decision.errors).toMatchObject([
      { rule: 'broken', error: { code: 'rule-syntax', facts: { line: 1, column: 13 } } },
    ]);
    expect(decideByRules(rules.slice(0, 1), 'read', ANNE, STREAM).allowed).toBe(false);
    expect(decideAll(rules, ANNE, STREAM).errors).toHaveLength(1);
  });

  test('a broken filter disables the rule too', () => {
    const decision = decideByRules(readRules([rule('true', { filter: 'App_a*' })]), 'read', ANNE, STREAM);
    expect(decision).toMatchObject({ allowed: false, errors: [{ error: { code: 'rule-filter' } }] });
  });
});

describe('resource filter', () => {
  const app = { resourcetype: 'App', id: 'A1' };
  const sheet = { resourcetype: 'App.Object', id: 'o1' };
  test.each([
    ['App', app, false],
    ['App', sheet, false],
    ['App_*', app, true],
    ['app_*', app, true],
    ['App_a1', app, true],
    ['App_a2', app, false],
    ['App*', sheet, true],
    ['App*', app, true],
    ['App*', STREAM, false],
    ['App.Object_o1', sheet, true],
    ['Stream_*, App_*', app, true],
    ['*', { name: 'untyped' }, true],
    ['App*', { name: 'untyped' }, false],
  ])('%s takes in %o: %s', (filter, resource, expected) => {
    expect(decideByRules(readRules([rule('true', { filter })]), 'read', ANNE, resource).allowed).toBe(expected);
  });

  test('a type alone is the type itself, which is asked for when one is made', () => {
    const rules = readRules([rule('true', { filter: 'App', actions: ['create', 'read'] })]);
    expect(decideByRules(rules, 'create', ANNE, { resourcetype: 'App' }).allowed).toBe(true);
    expect(decideByRules(rules, 'create', ANNE, sheet).allowed).toBe(false);
    expect(decideByRules(rules, 'read', ANNE, app).allowed).toBe(false);
    const every = readRules([rule('true', { filter: 'App_*', actions: ['create'] })]);
    expect(decideByRules(every, 'create', ANNE, { resourcetype: 'App' }).allowed).toBe(true);
  });

  test.each(['App_a*b', '', 'App,', 'App Object', '_x', '**'])('%j is refused', (filter) => {
    const raw = [rule('true', { filter, name: 'r' })];
    const outcome = () => decideByRules(readRules(raw), 'read', ANNE, app);
    if (filter === '') expect(outcome).toThrow(/rules are wrong at 0.resourceFilter/);
    else expect(outcome()).toMatchObject({ allowed: false, errors: [{ error: { code: 'rule-filter' } }] });
  });
});

describe('HasPrivilege', () => {
  const app = { resourcetype: 'App', id: 'a1', stream: { id: 's1', name: 'US sales' } };

  test('asks the rules about another resource, whose type is the name it stands under', () => {
    const rules = readRules([
      rule('user.environment.group = "SalesUS"', { filter: 'Stream_s1', name: 'stream' }),
      rule('resource.stream.HasPrivilege("read")', { filter: 'App_*', name: 'apps of streams' }),
    ]);
    expect(decideByRules(rules, 'read', ANNE, app)).toMatchObject({ allowed: true, by: ['apps of streams'] });
    expect(decideByRules(rules, 'read', EDDIE, app).allowed).toBe(false);
    expect(decideByRules(rules, 'read', ANNE, { resourcetype: 'App' }).allowed).toBe(false);
  });

  test('asks about another action of the same resource', () => {
    const rules = readRules([
      rule('HasPrivilege("update")', { name: 'r' }),
      rule('true', { name: 'u', actions: ['update'] }),
    ]);
    expect(decideByRules(rules, 'read', ANNE, app).by).toEqual(['r']);
  });

  test.each(['HasPrivilege("read")', '!HasPrivilege("read")'])(
    '%s asks for itself: an error, and nothing is allowed',
    (condition) => {
      const decision = decideByRules(readRules([rule(condition)]), 'read', ANNE, app);
      expect(decision).toMatchObject({ allowed: false, errors: [{ error: { code: 'rule-privilege-loop' } }] });
    },
  );

  test('two rules that ask each other allow nothing, but another rule still does', () => {
    const rules = readRules([
      rule('HasPrivilege("update")', { name: 'a', actions: ['read'] }),
      rule('HasPrivilege("read")', { name: 'b', actions: ['update'] }),
      rule('true', { name: 'c', actions: ['update'] }),
    ]);
    expect(decideByRules(rules.slice(0, 2), 'read', ANNE, app).allowed).toBe(false);
    expect(decideByRules(rules, 'read', ANNE, app)).toMatchObject({ allowed: true, by: ['a'] });
  });

  test('rules that ask a great deal of each other end soon, and so does a resource inside itself', () => {
    const all: readonly RuleAction[] = [
      'create',
      'read',
      'update',
      'delete',
      'export',
      'publish',
      'distribute',
      'approve',
    ];
    const asking = all.map((action) => `!HasPrivilege("${action}")`).join(' or ');
    const rules = readRules(
      all.flatMap((action) => [1, 2].map((n) => rule(asking, { name: `${action}${n}`, actions: [action] }))),
    );
    // Asked anew each time, sixteen questions behind each of sixteen would not end.
    expect(decideByRules(rules, 'read', ANNE, app)).toMatchObject({ allowed: true });

    const loop: Record<string, unknown> & { resourcetype: string } = { resourcetype: 'App' };
    const ring = Object.assign(loop, { app: { resourcetype: 'App', app: loop } });
    const inside = decideByRules(readRules([rule('resource.app.HasPrivilege("read")')]), 'read', ANNE, ring as never);
    expect(inside.allowed).toBe(false);
  });
});

describe('reading rules', () => {
  test.each([
    [{}, 'the top', 'a list of rules'],
    [[{}], '0', 'a rule with name'],
    [[{ ...rule('true'), codition: 'x' }], '0.codition', 'this key means nothing'],
    [[{ ...rule('true'), actions: ['reed'] }], '0.actions', 'create, read'],
    [[{ ...rule('true'), actions: 8192 }], '0.actions', 'bit mask'],
    [[{ ...rule('true'), actions: [] }], '0.actions', 'at least one action'],
    [[{ ...rule('true'), condition: undefined }], '0.condition', 'an empty one holds for everyone'],
    [[rule('true'), rule('true')], '1.name', 'is there twice'],
    [[{ ...rule('true'), disabled: 'no' }], '0.disabled', 'true or false'],
  ])('%j is refused with its place', (raw, path, reason) => {
    expect(() => readRules(raw)).toThrow(path);
    expect(() => readRules(raw)).toThrow(reason);
  });

  test("actions are names in any case, or Qlik's bit mask", () => {
    const [named, masked] = readRules([
      rule('', { name: 'a', actions: ['READ', 'changeowner'] as never }),
      rule('', { name: 'b', actions: 66 }),
    ]);
    expect(named?.actions).toEqual(['read', 'changeOwner']);
    expect(masked?.actions).toEqual(['read', 'changeOwner']);
  });
});
