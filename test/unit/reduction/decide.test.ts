import { describe, expect, test } from 'vitest';
import type { DataField } from '#shared/reduction/data-fields.ts';
import { decideReduction } from '#shared/reduction/decide-reduction.ts';
import { visibleFields } from '#shared/reduction/predicate.ts';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { type ReductionUser, toReductionUser } from '#shared/reduction/reduction-user.ts';

const DATA: readonly DataField[] = [
  { name: 'Country', column: 'country', kind: 'text', values: ['United States', 'Australia', 'Germany'] },
  { name: 'Region', column: 'region', kind: 'text', values: ['North', 'South'] },
  { name: 'Year', column: 'year', kind: 'number', values: ['2025', '2026'] },
  { name: 'Margin', column: 'margin', kind: 'number', values: [] },
];

function user(groups: readonly string[], { id = 'anne', emails = [] as readonly string[] } = {}): ReductionUser {
  return { userDirectory: 'CORP', userId: id, emails, groups };
}

function decide(table: string, who: ReductionUser, emptyCell: 'nothing' | 'everything' = 'nothing') {
  const decision = decideReduction(readAccessCsv(table), who, DATA, { emptyCell });
  return {
    allowed: decision.allowed,
    reason: decision.allowed ? null : decision.reason,
    rows: decision.rows.map(({ row }) => row.number),
    sees: Object.fromEntries(
      decision.fields.map(({ field, sees, values }) => [field, sees === 'everything' ? sees : values.join(', ')]),
    ),
    omitted: decision.allowed ? decision.omitted : [],
  };
}

const SALES = 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,United States\nUSER,SalesAUS,australia\n';

describe('who sees what', () => {
  test('a group sees its country, both groups both, in whatever case they are written', () => {
    expect(decide(SALES, user(['SalesUS']))).toMatchObject({ allowed: true, sees: { COUNTRY: 'United States' } });
    expect(decide(SALES, user(['salesaus']))).toMatchObject({ rows: [2], sees: { COUNTRY: 'Australia' } });
    expect(decide(SALES, user(['SalesAUS', 'SalesUS']))).toMatchObject({
      rows: [1, 2],
      sees: { COUNTRY: 'United States, Australia' },
    });
  });

  test('whom no row names sees nothing', () => {
    expect(decide(SALES, user([]))).toMatchObject({ allowed: false, reason: 'no-row', rows: [] });
    expect(decide(SALES, user(['Sales', 'SalesU_', '%', '*', '']))).toMatchObject({ allowed: false, reason: 'no-row' });
  });

  test('every identity that a row has must match; * matches anyone', () => {
    const table =
      'ACCESS,USERID,USER.EMAIL,GROUP,COUNTRY\nUSER,corp\\anne,*,SalesUS,United States\nUSER,*,,*,Australia\n';
    expect(decide(table, user(['SalesUS'])).rows).toEqual([1, 2]);
    expect(decide(table, user(['SalesUS'], { id: 'eddie' })).rows).toEqual([2]);
    expect(decide(table, user([])).rows).toEqual([2]);
  });

  test('a row is for an address of mail', () => {
    const table = 'ACCESS,USER.EMAIL,COUNTRY\nUSER,Anne.Foster@example.com,United States\n';
    expect(decide(table, user([], { emails: ['x@example.com', 'anne.foster@EXAMPLE.com'] })).rows).toEqual([1]);
    expect(decide(table, user([], { emails: ['x@example.com'] })).rows).toEqual([]);
  });

  test('a row that names nobody is for nobody', () => {
    expect(decide('ACCESS,GROUP,COUNTRY\nUSER,,Germany\n', user(['', ' ']))).toMatchObject({ reason: 'no-row' });
  });

  test('* is every value that the table lists, not every value of the data', () => {
    expect(decide(`${SALES}USER,Boss,*\n`, user(['Boss']))).toMatchObject({
      sees: { COUNTRY: 'United States, Australia' },
    });
  });

  test('* where the table lists nothing gives nothing', () => {
    expect(decide('ACCESS,GROUP,COUNTRY\nUSER,Boss,*\n', user(['Boss']))).toMatchObject({ reason: 'nothing-given' });
  });

  test('strict exclusion: who is given nothing that the data has, of any field, sees nothing', () => {
    const table = 'ACCESS,GROUP,COUNTRY,REGION\nUSER,A,Atlantis,North\nUSER,B,Atlantis,*\nUSER,B,Germany,North\n';
    expect(decide(table, user(['A']))).toMatchObject({ allowed: false, reason: 'values-absent' });
    expect(decide(table, user(['B']))).toMatchObject({ allowed: true, sees: { COUNTRY: 'Germany', REGION: 'North' } });
  });

  test('a field that the data lacks closes everything, unless it is not reduced', () => {
    const table = 'ACCESS,GROUP,PLANET\nUSER,A,Mars\nADMIN,B,\n';
    expect(decide(table, user(['A']))).toMatchObject({ allowed: false, reason: 'values-absent' });
    expect(decide(table, user(['B']))).toMatchObject({ allowed: true, sees: { PLANET: 'everything' } });
  });

  test('an ADMIN with empty cells sees everything, one with a value sees that', () => {
    const table = `${SALES}ADMIN,Root,\nADMIN,Part,Germany\n`;
    expect(decide(table, user(['Root', 'SalesUS']))).toMatchObject({ sees: { COUNTRY: 'everything' } });
    expect(decide(table, user(['Part']))).toMatchObject({ sees: { COUNTRY: 'Germany' } });
  });

  test('an empty cell of a USER gives nothing of that field, or everything where the app says so', () => {
    const table = 'ACCESS,GROUP,COUNTRY,REGION\nUSER,A,Germany,\nUSER,B,,South\n';
    expect(decide(table, user(['A']))).toMatchObject({ allowed: false, reason: 'nothing-given' });
    expect(decide(table, user(['A']), 'everything')).toMatchObject({
      sees: { COUNTRY: 'Germany', REGION: 'everything' },
    });
    expect(decide(table, user(['A', 'B']))).toMatchObject({ sees: { COUNTRY: 'Germany', REGION: 'South' } });
  });

  test('numbers are compared as they are written', () => {
    expect(decide('ACCESS,GROUP,YEAR\nUSER,A,2026\n', user(['A']))).toMatchObject({ sees: { YEAR: '2026' } });
  });

  test('a table without reduction fields lets in and omits', () => {
    const decision = decideReduction(
      readAccessCsv('ACCESS,GROUP,OMIT\nUSER,A,margin\nUSER,A,REGION\nUSER,B,\n'),
      user(['A', 'B']),
      DATA,
      { emptyCell: 'nothing' },
    );
    expect(decision).toMatchObject({ allowed: true, omitted: ['MARGIN', 'REGION'] });
    expect(visibleFields(decision, DATA).map(({ name }) => name)).toEqual(['Country', 'Year']);
  });

  test('a letter that only lends its upper case from another one is another letter', () => {
    const table = 'ACCESS,USERID,COUNTRY\nUSER,CORP\\SAM,Germany\nUSER,CORP\\KIM,Germany\nUSER,CORP\\STRASSE,Germany\n';
    for (const id of ['ſam', 'Kım', '\u{212A}im', 'straße'])
      expect(decide(table, user([], { id })), id).toMatchObject({ reason: 'no-row' });
    expect(decide('ACCESS,USERID,COUNTRY\nUSER,CORP\\ÉVA,Germany\n', user([], { id: 'éva' }))).toMatchObject({
      allowed: true,
    });
  });

  test('why a row applies is told in the user’s own spelling', () => {
    const decision = decideReduction(readAccessCsv(SALES), user(['salesUS']), DATA, { emptyCell: 'nothing' });
    expect(decision.rows[0]?.by).toEqual([{ column: 'GROUP', value: 'salesUS' }]);
  });

  test('the session attributes group and email count, whatever their case', () => {
    const attributes = [
      { name: 'Group', values: ['a'] },
      { name: 'group', values: ['b', 'c'] },
      { name: 'groups', values: ['d'] },
      { name: 'email', values: ['e@x'] },
    ];
    expect(toReductionUser({ userDirectory: 'CORP', userId: 'anne', attributes })).toEqual({
      userDirectory: 'CORP',
      userId: 'anne',
      emails: ['e@x'],
      groups: ['a', 'b', 'c'],
    });
  });
});
