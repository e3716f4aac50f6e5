import { expect, test } from 'vitest';
import type { WhatIfAnswer } from '#shared/api/what-if.ts';
import { effectLines, recordedSummary, summaryOf } from '../../../../extension/pages/console/parts/effect-words.ts';

const NOTHING: WhatIfAnswer = {
  sessions: { count: 4, gaining: 0, losing: 0, isMore: false },
  gains: { count: 0, listed: [] },
  losses: { count: 0, listed: [] },
  sights: { count: 0, listed: [] },
  unsure: [],
  refused: [],
  recorded: {
    ...{ decisions: 0, unknown: 0 },
    gains: { decisions: 0, users: 0, count: 0, listed: [] },
    losses: { decisions: 0, users: 0, count: 0, listed: [] },
  },
};
const sales = { kind: 'app', id: 'sales', name: 'Sales' };
const grant = { user: 'CORP\\anne', resource: sales, by: ['Apps'], rows: [3] };

test('a change that nobody feels, and one that nobody can be asked about', () => {
  expect(summaryOf(NOTHING)).toBe('Of 4 sessions nobody gains or loses anything.');
  expect(effectLines(NOTHING)).toEqual([]);
  const nobody = { ...NOTHING, sessions: { ...NOTHING.sessions, count: 0 } };
  expect(summaryOf(nobody)).toBe('Nobody is logged in now: there is nobody to show it by.');
});

test('who gains and loses what, by which rule and rows; actions and things with the same reason in one line', () => {
  const told: WhatIfAnswer = {
    ...NOTHING,
    sessions: { count: 4, gaining: 1, losing: 2, isMore: true },
    gains: {
      count: 2,
      listed: [
        { ...grant, action: 'read', otherwise: 'no-rule' },
        { ...grant, action: 'exportData', otherwise: 'no-rule' },
      ],
    },
    losses: { count: 9, listed: [{ ...grant, action: 'read', otherwise: 'no-row' }] },
  };
  expect(summaryOf(told)).toBe('Of the newest 4 sessions 1 gains and 2 lose.');
  expect(effectLines(told)).toEqual([
    {
      title: 'Gains',
      tone: 'good',
      lines: ['CORP\\anne: read and exportData of app Sales, by “Apps”, rows 3'],
      left: 0,
    },
    {
      title: 'Losses',
      tone: 'bad',
      lines: ['CORP\\anne: read of app Sales, which “Apps” allows now; then no row of the access table applies'],
      left: 8,
    },
  ]);
});

test('other data, who would not get in, and what sessions cannot tell', () => {
  const told: WhatIfAnswer = {
    ...NOTHING,
    sights: {
      count: 1,
      listed: [
        {
          ...{ user: 'CORP\\anne', resource: sales, shown: [], hidden: ['Margin'], rowsBefore: [3], rowsAfter: [4] },
          fields: [{ field: 'Country', gained: ['Australia'], lost: ['United States'] }],
        },
      ],
    },
    unsure: [{ from: 'dept', to: 'department', why: 'not-kept', sessions: 2 }],
    refused: [{ user: 'CORP\\noel', from: 'mail', to: 'email', reason: 'it is missing' }],
  };
  expect(summaryOf(told)).toBe('Of 4 sessions 1 sees other data of an app, as far as sessions can tell.');
  expect(effectLines(told).map(({ lines }) => lines)).toEqual([
    [
      'CORP\\anne: app Sales, also Country Australia; no more Country United States; no more the fields Margin (rows 3 now, then 4)',
    ],
    ['CORP\\noel: the row from mail to email: it is missing'],
    [
      'What the row from dept to department gives to 2 sessions: what comes was not taken before, so no session has kept it',
    ],
  ]);
});

test('what was decided before, as far as it is kept what users carried', () => {
  expect(recordedSummary(NOTHING)).toBeNull();
  const { recorded } = NOTHING;
  const same = { ...NOTHING, recorded: { ...recorded, decisions: 3, unknown: 1 } };
  expect(recordedSummary(same)).toBe(
    'Of 2 recorded decisions all would come out the same. Of 1 it is not kept what the user carried (decisionValues).',
  );
  const once = { user: 'CORP\\anne', resource: 'App_sales', action: 'read', lastAt: 0 };
  const told: WhatIfAnswer = {
    ...NOTHING,
    recorded: {
      ...{ decisions: 1200, unknown: 0 },
      gains: { decisions: 2, users: 1, count: 1, listed: [{ ...once, by: ['Gold'], count: 2, otherwise: null }] },
      losses: { decisions: 9, users: 1, count: 1, listed: [{ ...once, by: [], count: 9, otherwise: 'no-rule' }] },
    },
  };
  expect(recordedSummary(told)).toBe('Of 1,200 recorded decisions 2 would be allowed instead, and 9 refused.');
  expect(effectLines(told).map(({ lines }) => lines)).toEqual([
    ['CORP\\anne: read of App_sales, 2 times; then by “Gold”'],
    ['CORP\\anne: read of App_sales, 9 times; then no rule does'],
  ]);
});
