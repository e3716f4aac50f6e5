import { describe, expect, test } from 'vitest';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import { diffRules } from '#shared/rules/proofs/diff-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';

function rule(name: string, resourceFilter: string, condition: string, actions: readonly string[] = ['read']) {
  return { name, resourceFilter, actions, condition };
}

const everybody = readRules([rule('everybody', '*', '')]);

describe('a rule that asks for what is being decided is in error and grants nothing', () => {
  test.each([
    '!resource.HasPrivilege("read") or resource.HasPrivilege("read")',
    'resource.HasPrivilege("read") or true',
  ])('whatever it would come to otherwise: %s', (condition) => {
    const { verdict, gained } = diffRules(readRules([rule('asking', '*', condition)]), everybody);
    expect({ verdict, by: gained?.by }).toEqual({ verdict: 'more', by: ['everybody'] });
  });

  test('but for what is true before it asks', () => {
    const asking = readRules([rule('asking', '*', 'true or resource.HasPrivilege("read")')]);
    expect(diffRules(asking, everybody)).toMatchObject({ verdict: 'same', undecided: [] });
  });

  test('and is the same as itself, under another name and in another place', () => {
    const asking = rule('asking', 'App*', 'user.a = "b" or resource.app.HasPrivilege("read")');
    const other = rule('other', 'Stream_*', 'user.a = "c"');
    const again = [other, { ...asking, name: 'again' }, { ...other, name: 'twice' }];
    expect(diffRules(readRules([asking, other]), readRules(again))).toMatchObject({ verdict: 'same', undecided: [] });
  });
});

describe('HasPrivilege that leads from one resource to the next without an end', () => {
  const inside = rule('inside', 'App*', 'resource.app.HasPrivilege("read")');

  test('is followed some way, and then named', () => {
    const { gained, undecided } = diffRules(readRules([inside]), readRules([inside, rule('one', 'App_1', '')]));
    expect(gained).toMatchObject({ action: 'read', by: ['one'], resource: { resourcetype: 'App', id: '1' } });
    expect(undecided).toMatchObject([{ why: 'HasPrivilege leads on from one resource to the next' }]);
  });

  test('does not keep a denial from being explained', () => {
    const explained = explainByRules(readRules([inside]), 'read', { userId: 'anne' }, { resourcetype: 'App', id: '2' });
    expect(explained).toMatchObject({
      allowed: false,
      couldHave: [{ rule: 'inside', change: null, undecided: 'HasPrivilege leads on from one resource to the next' }],
    });
  });
});

test('rules that ask each other ever more often are named', () => {
  const actions = ['create', 'read', 'update', 'delete', 'export', 'publish', 'duplicate', 'approve', 'distribute'];
  const asking = actions.flatMap((action, at) =>
    ['1', '2', '3'].map((number) => {
      const asked = actions.slice(at + 1).map((other) => `resource.HasPrivilege("${other}")`);
      return rule(`${action} ${number}`, 'App_*', [`user.a = "${number}"`, ...asked].join(' and '), [action]);
    }),
  );
  const { couldHave } = explainByRules(readRules(asking), 'create', { a: '4' }, { resourcetype: 'App' });
  expect(couldHave[0]).toMatchObject({ undecided: 'rules ask each other by HasPrivilege too often' });
});

describe('the type of a resource', () => {
  test('that stands under a name is that name where HasPrivilege asks, whatever reads it', () => {
    const asking = rule(
      'apps',
      'App_*',
      'resource.stream.resourcetype.Empty() and resource.stream.HasPrivilege("read")',
    );
    const streams = rule('streams', 'Stream_*', 'resource.resourcetype = "Stream" and !resource.resourcetype.Empty()');
    const { verdict, gained } = diffRules(readRules([streams]), readRules([streams, asking]));
    expect({ verdict, by: gained?.by }).toEqual({ verdict: 'more', by: ['apps'] });
  });

  test('may have to be in lower case', () => {
    const lower = rule('lower', 'App_*', 'resource.resourcetype == "app"');
    expect(diffRules(readRules([]), readRules([lower]))).toMatchObject({
      verdict: 'more',
      gained: { resource: { resourcetype: 'app' } },
    });
  });
});
