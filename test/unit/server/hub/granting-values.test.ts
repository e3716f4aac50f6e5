import { expect, test } from 'vitest';
import { becauseWords } from '#server/hub/app-reason.ts';
import { toRuleUser } from '#server/hub/decide-access.ts';
import { grantingParts } from '#server/hub/granting-values.ts';
import type { LoginAttribute } from '#server/store/login-session.ts';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import { readRules } from '#shared/rules/read-rules.ts';

const from = { name: 'groups', friendlyName: null, nameFormat: null };
const group: LoginAttribute = {
  name: 'Group',
  values: ['SalesUS', 'Other'].map((value) => ({ value, raw: value, from })),
};
const resource = {
  resourcetype: 'App',
  id: 'sales',
  name: 'Sales',
  stream: { resourcetype: 'Stream', id: 'SalesUS', name: 'SalesUS' },
};

/** What the sentence says of a user with these groups, where this condition opens the app. */
function because(condition: string, others: readonly { name: string; condition: string; on: string }[] = []): string {
  const rules = readRules([
    { name: 'Apps', resourceFilter: 'App_*', actions: ['read'], condition },
    ...others.map(({ name, condition: own, on }) => ({ name, resourceFilter: on, actions: ['read'], condition: own })),
  ]);
  const login = { userDirectory: 'CORP', userId: 'anne', attributes: [group] };
  const user = toRuleUser(
    login,
    { ip: '::1', secureRequest: true },
    { attributes: [{ name: 'level', values: ['gold'] }] },
  );
  const { allowed, by } = explainByRules(rules, 'read', user, resource);
  expect(allowed).toBe(true);
  return becauseWords(grantingParts(by, login.attributes));
}

const CAME = 'group = SalesUS came from the IdP’s groups'.replace('group', 'Group');

test.each([
  ['a value, however the attribute is spelled', 'user.environment.GROUP = "salesus"', `, because ${CAME}`],
  ['a value on the right', 'resource.stream.name = user.environment.group', `, because ${CAME}`],
  [
    'the part of a choice that is true',
    'user.environment.dept = "x" or user.environment.group like "Sales*"',
    `, because ${CAME}`,
  ],
  ['who somebody is', 'user.userId = "anne"', ', because user.userId is anne'],
  ['what is kept with the user', 'user.level = "gold"', ', because user.level is gold'],
  ['what is missing', 'user.environment.dept.Empty()', ', because user.environment.dept is missing'],
  [
    'what is excluded',
    '!(user.environment.group = "Guests")',
    ', because user.environment.group is "SalesUS" and "Other", so "user.environment.group = "Guests"" is false',
  ],
  ['nothing where everybody may', '', ''],
  ['nothing of the resource', 'resource.name = "Sales"', ''],
])('says %s', (_, condition, words) => {
  expect(because(condition)).toBe(words);
});

test('follows HasPrivilege to the values that give it, and names each once', () => {
  const streams = { name: 'Streams', on: 'Stream_*', condition: 'user.environment.group = resource.name' };
  expect(because('resource.stream.HasPrivilege("read")', [streams])).toBe(`, because ${CAME}`);
  const twice = 'resource.stream.HasPrivilege("read") and user.environment.group = "SalesUS"';
  expect(because(twice, [streams])).toBe(`, because ${CAME}`);
});
