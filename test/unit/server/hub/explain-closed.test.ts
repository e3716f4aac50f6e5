import { expect, test } from 'vitest';
import { closedFacts } from '#server/hub/closed-facts.ts';
import { appTargets, explainClosed } from '#server/hub/explain-closed.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { readRules } from '#shared/rules/read-rules.ts';

const SALES = { id: 'sales', name: 'Sales' };
const STREAMS = [
  { name: 'SalesUS', apps: [SALES] },
  { name: 'SalesAUS', apps: [SALES] },
];
const TARGETS = appTargets(STREAMS, 'sales');
const RULES = readRules([
  {
    name: 'Streams',
    resourceFilter: 'Stream_*',
    actions: ['read'],
    condition: 'user.environment.group = resource.name',
  },
  { name: 'Apps', resourceFilter: 'App_*', actions: ['read'], condition: 'resource.stream.HasPrivilege("read")' },
  {
    name: 'Gold',
    resourceFilter: 'App_sales',
    actions: ['read'],
    condition: 'user.environment.level = "gold" and user.environment.dept = "Sales"',
  },
  { name: 'Broken', resourceFilter: 'App_*', actions: ['read'], condition: 'user.' },
  { name: 'Others', resourceFilter: 'App_other', actions: ['read'], condition: '' },
  { name: 'Writers', resourceFilter: 'App_*', actions: ['update'], condition: '' },
]);
const userWith = (environment: Readonly<Record<string, string[]>>) => ({
  userId: 'noel',
  userDirectory: 'CORP',
  environment,
});

test('tells of each rule that could have which part was false, the least change first, and follows the stream', () => {
  const closed = explainClosed(RULES, 'read', userWith({ group: ['Guests'] }), TARGETS);
  expect(closed.map(({ rule, about, change }) => [rule, about, change])).toEqual([
    ['Apps', 'App Sales', 'add "SalesUS" to user.environment.group'],
    ['Streams', 'Stream SalesUS', 'add "SalesUS" to user.environment.group'],
    ['Apps', 'App Sales', 'add "SalesAUS" to user.environment.group'],
    ['Streams', 'Stream SalesAUS', 'add "SalesAUS" to user.environment.group'],
    ['Gold', 'App Sales', 'add "gold" to user.environment.level, and add "Sales" to user.environment.dept'],
    ['Broken', 'App Sales', null],
  ]);
  expect(closed[1]?.words).toBe(
    'user.environment.group is "Guests", so "user.environment.group = resource.name" is false',
  );
  expect(closed.at(-1)?.words).toContain('it is in error, and so allows nothing: ');
});

test('what it says would open it does', () => {
  for (const [index, { resource }] of TARGETS.entries()) {
    const group = [STREAMS[index]?.name ?? ''];
    expect(decideByRules(RULES, 'read', userWith({ group }), resource).allowed).toBe(true);
    expect(decideByRules(RULES, 'read', userWith({ group: ['Guests'] }), resource).allowed).toBe(false);
  }
});

test('a page says the least changes once each', () => {
  const [rules, least] = closedFacts(explainClosed(RULES, 'read', userWith({}), TARGETS));
  expect(rules?.values[0]).toBe('“Apps”, asked about App Sales: no rule lets the user read "SalesUS"');
  expect(least).toEqual({
    label: 'The least that would open it',
    values: ['add "SalesUS" to user.environment.group', 'add "SalesAUS" to user.environment.group'],
  });
});

test('an app that is nowhere has nothing to be explained', () => {
  expect(explainClosed(RULES, 'read', userWith({}), appTargets(STREAMS, 'none'))).toEqual([]);
});
