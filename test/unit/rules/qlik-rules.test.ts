import { describe, expect, test } from 'vitest';
import { isQlikRules, readQlikRules, toQlikRules } from '#shared/rules/qlik/qlik-rules.ts';

/** As the repository exports it; what nobody needs is left alone. */
function exported(rule: string, more: object = {}) {
  const own = { name: 'r', resourceFilter: 'App*', actions: 2, rule, disabled: false, comment: null };
  return {
    ...own,
    id: '48127e40',
    category: 'Security',
    type: 'Custom',
    ruleContext: 0,
    privileges: null,
    tags: [],
    ...more,
  };
}

/** Conditions in the manner of those that Qlik ships, and that are published by those who use it. */
const CONDITIONS = [
  '((user.group="role_dev"))',
  '(\n(resource.resourcetype="Stream" and user.group = resource.@DevGroup)\nor\n(resource.resourcetype="App.Object" and user.group = resource.app.stream.@DevGroup)\nor\nresource.resourcetype = "Tag"\n)',
  '((resource.objectType="sheet" and resource.published ="true" and resource.app.@Level="Yes" and user.group=resource.description) or (resource.published ="true" and resource.objectType!="sheet")) and resource.app.stream.HasPrivilege("read")',
  '(resource.resourcetype = "App" and resource.stream.HasPrivilege("read")) or ((resource.resourcetype = "App.Object" and resource.published ="true" and resource.objectType != "app_appscript") and resource.app.stream.HasPrivilege("read"))',
  '!resource.App.stream.Empty() and resource.App.HasPrivilege("read") and (resource.objectType = "userstate" or resource.objectType = "sheet") and !user.IsAnonymous()',
  '(!user.IsAnonymous() and !(resource.name like "Promot*")) or (!(user.@CanPromote.Empty()) and resource.name like "Promot*")',
  '(resource.IsOwned() and resource.owner = user) or (!resource.stream.@CanPromoteFrom.empty() and (resource.stream.@Group = user.@Group))',
  'resource.IsOwned() and (resource.owner = user and !user.IsAnonymous())',
  '((user.name like"*X"))',
  'user.roles = "RootAdmin" or user.roles="ContentAdmin"',
  'node.name = "Central" and !(node.@Zone!=="EU")',
  'user.environment.browser like "Firefox*" && user.environment.secureRequest = "true" || !user.environment.ip matches "10\\..*"',
  '(user.group="QlikDeveloper")\n\t\tand(user.group=resource.@QlikGroup or \n\t\tresource.owner=user)',
  'user.roles = "AuditAdmin" and !(resource.resourcetype = "TransientObject" and resource.name like "QmcSection_*")',
  'resource.ContentLibrarys.HasPrivilege("Read")',
  'resource.IsOwned() and (resource.owner = user and !((resource.resourcetype = "App" and !resource.stream.Empty()) or (resource.resourcetype = "App.Object" and resource.published = "true")))',
  'resource.resourcetype="License.LoginAccessType" and (\r\n(user.userDirectory="xx"))',
  '(resource.type = "folder" and resource.HasPrivilege("Change owner")) or resource.HasPrivilege("exportdata")',
  'true',
  '',
];

describe('rules that Qlik Sense exported', () => {
  test.each(CONDITIONS)('%s is read', (condition) => {
    expect(readQlikRules(exported(condition))).toMatchObject([{ condition, parsed: { error: null } }]);
  });

  test('one, a list, and a list in a wrapper are found', () => {
    const one = exported('');
    expect(readQlikRules([one, { ...one, name: 'second' }]).map(({ name }) => name)).toEqual(['r', 'second']);
    expect(readQlikRules({ localpackagelist: [{ packageName: 'p', ruleList: [one] }] })).toHaveLength(1);
    expect(isQlikRules([{ name: 'r', resourceFilter: '*', actions: ['read'], condition: '' }])).toBe(false);
  });

  test('names that are there twice are told apart, and an empty one has a number', () => {
    const names = readQlikRules([exported(''), exported(''), exported('', { name: ' ' })]).map(({ name }) => name);
    expect(names).toEqual(['r', 'r (2)', 'Rule 3']);
  });

  test('a rule that cannot be read is in error, and no other', () => {
    const rules = readQlikRules([exported('user.name ='), exported('', { actions: 1 << 20 }), exported('')]);
    expect(rules.map(({ parsed }) => parsed.error?.code ?? null)).toEqual(['rule-syntax', 'rules-invalid', null]);
  });

  test('a rule of which something is missing or odd is in error, and not left out', () => {
    const odd = [{ actions: undefined }, { actions: '2' }, { disabled: 'no' }, { name: 7 }, { comment: [] }];
    const rules = readQlikRules(odd.map((more) => exported('', more)));
    expect(rules.map(({ parsed }) => parsed.error?.code ?? null)).toEqual(odd.map(() => 'rules-invalid'));
    expect(rules[0]?.parsed.error?.message).toContain('bit mask');
    expect(readQlikRules(exported('', { disabled: null, name: null }))).toMatchObject([
      { name: 'Rule 1', disabled: false, parsed: { error: null } },
    ]);
  });

  test('written again they are the same', () => {
    const rules = readQlikRules([exported('user.group = "a"', { actions: 46, comment: 'c', disabled: true })]);
    expect(readQlikRules(toQlikRules(rules))).toEqual(rules);
    expect(toQlikRules(rules)).toMatchObject([{ actions: 46, rule: 'user.group = "a"', disabled: true, comment: 'c' }]);
  });
});
