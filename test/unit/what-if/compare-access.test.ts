import { describe, expect, test } from 'vitest';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { toReductionUser } from '#shared/reduction/reduction-user.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessPolicy, Person, ReducedData } from '#shared/what-if/access-policy.ts';
import { createAccessComparer } from '#shared/what-if/compare-access.ts';

const BY_GROUP = {
  name: 'Streams by group',
  resourceFilter: 'Stream_*, App_*',
  actions: ['read'],
  condition: 'user.environment.group = resource.stream.name or user.environment.group = resource.name',
};

const TABLE = `ACCESS,GROUP,COUNTRY,OMIT
USER,SalesUS,United States,
USER,SalesAUS,Australia,
USER,SalesAUS,New Zealand,MARGIN`;

function dataOf(csv: string): ReducedData {
  const fields = [
    { name: 'Country', column: 'country', kind: 'text', values: ['United States', 'Australia', 'New Zealand'] },
    { name: 'Margin', column: 'margin', kind: 'number', values: ['1', '2'] },
  ] as const;
  return { access: readAccessCsv(csv), emptyCell: 'nothing', fields };
}

function policy(rules: unknown, csv: string = TABLE): AccessPolicy {
  const stream = { resourcetype: 'Stream', id: 'SalesUS', name: 'SalesUS' };
  const other = { resourcetype: 'Stream', id: 'SalesAUS', name: 'SalesAUS' };
  const app = { resourcetype: 'App', id: 'sales', name: 'Sales' };
  return {
    rules: readRules(rules),
    resources: [
      { kind: 'stream', id: 'SalesUS', name: 'SalesUS', targets: [stream], data: null },
      {
        ...{ kind: 'app', id: 'sales', name: 'Sales', data: dataOf(csv) },
        targets: [
          { ...app, stream },
          { ...app, stream: other },
        ],
      },
    ],
  };
}

function person(groups: readonly string[]): Person {
  const attributes = [{ name: 'group', values: groups }];
  const own = { userDirectory: 'CORP', userId: 'anne' };
  return { user: { ...own, environment: { group: groups } }, reduction: toReductionUser({ ...own, attributes }) };
}

function compare(before: AccessPolicy, after: AccessPolicy, was: Person | null, is: Person | null = was, limit = 10) {
  const comparer = createAccessComparer(before, after, limit);
  comparer.add({ name: 'CORP\\anne', before: was, after: is });
  return comparer.result();
}

describe('what a change comes to', () => {
  const before = policy([BY_GROUP]);

  test('nothing, where nothing changes', () => {
    const { people, gaining, losing, gains, losses, sights } = compare(before, policy([BY_GROUP]), person(['SalesUS']));
    expect({ people, gaining, losing }).toEqual({ people: 1, gaining: 0, losing: 0 });
    expect([gains.count, losses.count, sights.count]).toEqual([0, 0, 0]);
  });

  test('a rule more: who gains what, by that rule, and why it was not so', () => {
    const more = { name: 'Updates', resourceFilter: 'App_sales', actions: ['update'], condition: '' };
    const { gaining, gains, losses } = compare(before, policy([BY_GROUP, more]), person([]));
    expect(gaining).toBe(1);
    expect(gains.listed).toEqual([
      {
        user: 'CORP\\anne',
        resource: { kind: 'app', id: 'sales', name: 'Sales' },
        action: 'update',
        by: ['Updates'],
        rows: [],
        otherwise: 'no-rule',
      },
    ]);
    expect(losses.count).toBe(0);
  });

  test('a rule less: who loses what, by the rule that is gone, with the rows that are gone with it', () => {
    const { losing, losses } = compare(before, policy([{ ...BY_GROUP, disabled: true }]), person(['SalesUS']));
    expect(losing).toBe(1);
    expect(losses.listed.map(({ resource, by, rows, otherwise }) => [resource.id, by, rows, otherwise])).toEqual([
      ['SalesUS', ['Streams by group'], [], 'no-rule'],
      ['sales', ['Streams by group'], [1], 'no-rule'],
    ]);
  });

  test('a rule opens an app of which the table shows nothing: that is no gain', () => {
    const all = { ...BY_GROUP, name: 'All', resourceFilter: 'App_*', condition: '' };
    expect(compare(before, policy([BY_GROUP, all]), person(['Others'])).gains.count).toBe(0);
  });

  test('the access table: an app that closes by it says by which reason, and one that stays open what is seen', () => {
    const without = TABLE.split('\n').slice(0, 3).join('\n');
    const { sights, gaining, losing } = compare(before, policy([BY_GROUP], without), person(['SalesAUS']));
    expect(sights.listed).toEqual([
      {
        user: 'CORP\\anne',
        resource: { kind: 'app', id: 'sales', name: 'Sales' },
        fields: [{ field: 'COUNTRY', gained: [], lost: ['New Zealand'] }],
        shown: ['MARGIN'],
        hidden: [],
        rowsBefore: [2, 3],
        rowsAfter: [2],
      },
    ]);
    expect({ gaining, losing }).toEqual({ gaining: 1, losing: 1 });
    const closed = compare(before, policy([BY_GROUP], without.replace('SalesUS', 'SalesCA')), person(['SalesUS']));
    expect(closed.losses.listed.map(({ action, otherwise }) => [action, otherwise])).toEqual([['read', 'no-row']]);
  });

  test('what somebody carries: gains by a value, loses by its absence, and all of it without a login', () => {
    const gained = compare(before, before, person([]), person(['SalesUS']));
    expect(gained.gains.listed.map(({ resource }) => resource.id)).toEqual(['SalesUS', 'sales']);
    const lost = compare(before, before, person(['SalesUS']), null);
    expect(lost.losses.listed.map(({ otherwise }) => otherwise)).toEqual(['no-login', 'no-login']);
  });

  test('a resource that is gone', () => {
    const { losses } = compare(before, { ...before, resources: [] }, person(['SalesUS']));
    expect(losses.listed.map(({ otherwise }) => otherwise)).toEqual(['no-resource', 'no-resource']);
  });

  test('lists are bounded, and counted whole', () => {
    const { gains } = compare(before, before, null, person(['SalesUS']), 1);
    expect([gains.count, gains.listed.length]).toEqual([2, 1]);
  });
});
