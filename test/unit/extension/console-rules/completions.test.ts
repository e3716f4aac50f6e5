import { expect, test } from 'vitest';
import { offersAt } from '../../../../extension/pages/console/sections/rules/completions.ts';
import { knownNames } from '../../../../extension/pages/console/sections/rules/known-names.ts';

const DOCUMENT = {
  attributes: [{ from: 'groups', to: 'group' }],
  jwt: { attributes: [{ from: 'dept', to: 'department' }] },
  streams: [{ name: 'SalesUS', apps: [{ id: 'sales', name: 'Sales' }] }],
  apps: [{ id: 'sales', access: [{ ACCESS: 'USER', GROUP: 'Auditors' }] }],
  rules: [{ name: 'Gold', condition: 'user.environment.level = "gold"' }],
};
const seen = (name: string, friendlyName: string | null) => {
  return { name, friendlyName, nameFormat: null, logins: 3, lastSeenAt: 0 };
};
const KNOWN = knownNames(DOCUMENT, [seen('groups', null), seen('urn:oid:2.5.4.12', 'title'), seen('urn:oid:9', null)]);
const offers = (before: string) => offersAt(before, KNOWN)?.offers.map(({ label }) => label) ?? [];

test('offers user.environment.group where a comparison begins, and says where it comes from', () => {
  for (const before of ['', 'user', '!(', 'user.environment.group = "x" and ', 'resource.name = ']) {
    expect([before, offers(before)]).toEqual([before, expect.arrayContaining(['user.environment.group'])]);
  }
  expect(offersAt('us', KNOWN)).toMatchObject({
    from: 0,
    offers: expect.arrayContaining([
      { label: 'user.environment.group', detail: 'from groups, 3 logins', isFirst: true },
    ]),
  });
});

test.each([
  ['user.environment.', ['group', 'department', 'title', 'ip']],
  ['user.environment.gr', ['group']],
  ['USER.Environment.', ['group']],
  ['user.', ['userId', 'userDirectory', 'environment', 'IsAnonymous()']],
  ['resource.', ['name', 'stream', 'HasPrivilege("read")', 'IsOwned()']],
  ['resource.stream.', ['name', 'id', 'HasPrivilege("read")']],
  ['resource.owner.', ['userId']],
  ['user.environment.group.', ['Empty()']],
  ['user.environment.group ', ['=', 'like', 'matches', 'and']],
  ['user.environment.group = "', ['SalesUS', 'Auditors']],
  ['user.environment.level == "', ['gold']],
  ['resource.name = "', ['Sales', 'SalesUS']],
  ['resource.stream.HasPrivilege("', ['read', 'exportData']],
])('behind %j offers %j', (before, wanted) => {
  expect(offers(before)).toEqual(expect.arrayContaining(wanted));
});

test('offers nothing where nothing is known', () => {
  for (const before of ['user.environment.unknown = "', 'nobody.', '"a" "'])
    expect([before, offers(before)]).toEqual([before, []]);
  expect(offers('user.environment.')).not.toContain('urn:oid:9');
});

test('begins at the last name of a path, and behind the quote of a text', () => {
  expect(offersAt('user.environment.gro', KNOWN)?.from).toBe('user.environment.'.length);
  expect(offersAt('user.environment.group = "Sal', KNOWN)?.from).toBe('user.environment.group = "'.length);
});
