import { describe, expect, test } from 'vitest';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { toReductionUser } from '#shared/reduction/reduction-user.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { Person, PolicyResource } from '#shared/what-if/access-policy.ts';
import { readHistory } from '#shared/what-if/read-history.ts';
import { type RecordedDecision, replayDecisions } from '#shared/what-if/replay-decisions.ts';

const RULES = readRules([
  { name: 'New', resourceFilter: 'App_*', actions: ['read'], condition: 'user.environment.group = "Sales"' },
]);
const APP = { kind: 'app', id: 'sales', name: 'Sales', targets: [{ resourcetype: 'App', id: 'sales' }], data: null };
const TABLED: PolicyResource = {
  ...APP,
  data: {
    access: readAccessCsv('ACCESS,GROUP,COUNTRY\nUSER,Sales,Atlantis'),
    fields: [{ name: 'Country', column: 'country', kind: 'text', values: ['Australia'] }],
    emptyCell: 'nothing',
  },
};

function person(group: string): Person {
  const own = { userDirectory: 'CORP', userId: 'anne' };
  const attributes = [{ name: 'group', values: [group] }];
  return { user: { ...own, environment: { group } }, reduction: toReductionUser({ ...own, attributes }) };
}

function decided(changes: Partial<RecordedDecision> = {}): RecordedDecision {
  const what = { user: 'CORP\\anne', resource: 'App_sales', action: 'read' };
  return { at: 1, ...what, allowed: true, by: ['Old'], ...changes };
}

function replayOf(resource: PolicyResource | null, hasTables = true) {
  return replayDecisions({ rules: RULES, find: (name) => (name === 'App_sales' ? resource : null), hasTables });
}

describe('decisions decided again', () => {
  test('who loses, by the rule that allowed it, how often and when last; who gains, by the rule that allows it', () => {
    const replay = replayOf(APP);
    replay.add(decided(), person('Others'));
    replay.add(decided({ at: 3, by: ['Later'] }), person('Others'));
    replay.add(decided({ at: 2 }), person('Others'));
    replay.add(decided({ user: 'CORP\\eddie', allowed: false, by: [] }), person('Sales'));
    replay.add(decided({ user: 'CORP\\grace' }), person('Sales'));
    const { decisions, unknown, gains, losses } = replay.result();
    expect([decisions, unknown]).toEqual([5, 0]);
    const read = { resource: 'App_sales', action: 'read' };
    expect(losses).toEqual({
      ...{ decisions: 3, users: 1, count: 1 },
      listed: [{ user: 'CORP\\anne', ...read, by: ['Later'], count: 3, lastAt: 3, otherwise: 'no-rule' }],
    });
    expect(gains.listed).toEqual([{ user: 'CORP\\eddie', ...read, by: ['New'], count: 1, lastAt: 1, otherwise: null }]);
  });

  test('of whom it is not known what they carried nothing is said', () => {
    const replay = replayOf(APP);
    replay.add(decided(), null);
    expect(replay.result()).toMatchObject({ decisions: 1, unknown: 1, losses: { count: 0 } });
  });

  test('the access table closes, too, where it is known; a resource that is gone is a loss', () => {
    const reasonOf = (resource: PolicyResource | null, hasTables = true) => {
      const replay = replayOf(resource, hasTables);
      replay.add(decided(), person('Sales'));
      return replay.result().losses.listed.map(({ otherwise }) => otherwise);
    };
    expect([reasonOf(TABLED), reasonOf(TABLED, false), reasonOf(null)]).toEqual([
      ...[['values-absent'], [], ['no-resource']],
    ]);
  });

  test('a history is read line by line, and what is wrong in it is told with its line', () => {
    const history = readHistory();
    expect(history.read('{"resource":"App_sales","is":[{"resourcetype":"App"}]}')).toBeNull();
    expect(history.read('{"person":"p","is":{"userId":"anne"}}')).toBeNull();
    const line = JSON.stringify({ ...decided(), as: 'p' });
    expect(history.read(line)).toMatchObject({
      decision: { user: 'CORP\\anne' },
      person: { user: { userId: 'anne' } },
    });
    expect(history.read(JSON.stringify({ ...decided(), as: 'q' }))?.person).toBeNull();
    expect(history.find('App_sales')?.targets).toEqual([{ resourcetype: 'App' }]);
    expect(() => history.read('{')).toThrow('Line 5 of the decisions is no JSON.');
    expect(() => history.read('{"person":1}')).toThrow('Line 6 of the decisions is wrong: ');
  });
});
