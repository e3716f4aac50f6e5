import { describe, expect, test } from 'vitest';
import { accessFindingWords } from '#shared/explain/words/access-findings.ts';
import type { AccessFindingCode } from '#shared/reduction/access-finding.ts';
import type { DataField } from '#shared/reduction/data-fields.ts';
import { type LintOptions, lintAccessTable } from '#shared/reduction/lint-access-table.ts';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';

const DATA: readonly DataField[] = [
  { name: 'Country', column: 'country', kind: 'text', values: ['United States', 'Australia'] },
  { name: 'Region', column: 'region', kind: 'text', values: ['North', 'South', 'SOUTH'] },
  { name: 'Margin', column: 'margin', kind: 'number', values: [] },
];
const ANNE = { userDirectory: 'CORP', userId: 'anne', emails: [], groups: ['SalesUS'] };
const HELD: LintOptions = { data: DATA, emptyCell: 'nothing', inUse: [ANNE], serviceUser: null };

const lint = (csv: string, options: Partial<LintOptions> = {}) =>
  lintAccessTable(readAccessCsv(csv), { ...HELD, ...options });

const CASES: readonly [AccessFindingCode, string, string, Partial<LintOptions>?][] = [
  ['admin-missing', 'ACCESS,GROUP\nUSER,SalesUS', 'ACCESS,GROUP\nADMIN,SalesUS'],
  [
    'service-user-missing',
    'ACCESS,USERID\nADMIN,*',
    'ACCESS,USERID\nADMIN,internal\\sa_scheduler',
    { serviceUser: 'INTERNAL\\SA_SCHEDULER' },
  ],
  ['field-not-in-data', 'ACCESS,GROUP,PLANET\nUSER,SalesUS,Mars', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Australia'],
  ['omit-not-in-data', 'ACCESS,GROUP,OMIT\nUSER,SalesUS,Profit', 'ACCESS,GROUP,OMIT\nUSER,SalesUS,margin'],
  ['value-not-in-data', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Peru', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Australia'],
  ['row-locks-out', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Peru', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,AUSTRALIA'],
  [
    'case-differs-from-data',
    'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,AUSTRALIA',
    'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Australia',
  ],
  ['case-differs-in-data', 'ACCESS,GROUP,REGION\nUSER,SalesUS,North', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,Australia'],
  ['case-differs-from-group', 'ACCESS,GROUP\nUSER,SALESUS', 'ACCESS,GROUP\nUSER,SalesUS'],
  ['empty-cell', 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,', 'ACCESS,GROUP,COUNTRY\nADMIN,SalesUS,'],
  ['row-for-nobody', 'ACCESS,GROUP\nUSER,', 'ACCESS,GROUP\nUSER,*'],
  ['row-matches-nobody', 'ACCESS,GROUP\nUSER,SalesUK', 'ACCESS,GROUP\nUSER,SalesUS'],
  ['userid-without-directory', 'ACCESS,USERID\nUSER,anne', 'ACCESS,USERID\nUSER,CORP\\anne'],
  [
    'star-lists-nothing',
    'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,*',
    'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,*\nUSER,x,Australia',
  ],
  ['row-repeated', 'ACCESS,GROUP\nUSER,SalesUS\nuser,salesus', 'ACCESS,GROUP\nUSER,SalesUS\nUSER,*'],
  [
    'fields-cross',
    'ACCESS,GROUP,COUNTRY,REGION\nUSER,SalesUS,United States,North\nUSER,SalesUS,Australia,South',
    'ACCESS,GROUP,COUNTRY,REGION\nUSER,SalesUS,United States,North\nUSER,SalesUS,Australia,North',
  ],
];

describe('what is odd about an access table', () => {
  test.each(CASES)('%s', (code, odd, sound, options = {}) => {
    const found = lint(odd, options).filter((finding) => finding.code === code);
    expect(found).toHaveLength(1);
    expect(lint(sound, options).map((finding) => finding.code)).not.toContain(code);
    for (const finding of found) {
      const { title, fix } = accessFindingWords(finding);
      expect(`${title} ${fix}`).not.toMatch(/[{}?]|undefined/);
    }
  });

  test('names the row and the line', () => {
    const [finding] = lint('ACCESS,GROUP,COUNTRY\nADMIN,*,\n\nUSER,SalesUS,Peru').filter(
      ({ code }) => code === 'value-not-in-data',
    );
    expect(finding).toMatchObject({ row: 2, line: 4, column: 'COUNTRY', written: 'Peru' });
  });

  test('without users nothing is said of who is not there', () => {
    expect(lint('ACCESS,GROUP\nUSER,SalesUK', { inUse: null }).map(({ code }) => code)).toEqual(['admin-missing']);
  });

  test('a value with markup and controls stays text in its words', () => {
    const [finding] = lint('ACCESS,GROUP,COUNTRY\nUSER,SalesUS,"<b>\u0007"').filter(
      ({ code }) => code === 'value-not-in-data',
    );
    expect(finding && accessFindingWords(finding).title).not.toContain('\u0007');
  });
});
