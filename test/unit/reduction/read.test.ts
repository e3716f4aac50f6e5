import { describe, expect, test } from 'vitest';
import type { AccessTable } from '#shared/reduction/access-table.ts';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { readAccessRows } from '#shared/reduction/read-access-rows.ts';
import { readAccessScript } from '#shared/reduction/read-access-script.ts';

const ROWS = [
  { ACCESS: 'ADMIN', USERID: 'CORP\\root', GROUP: null },
  { ACCESS: 'USER', GROUP: 'SalesUS', Country: 'United States' },
  { access: 'user', group: 'SalesAUS', COUNTRY: 'Australia', OMIT: 'Margin' },
];

const CSV = `ACCESS,USERID,GROUP,Country,OMIT
ADMIN,CORP\\root,,,
USER,,SalesUS,"United States",
user,,SalesAUS,Australia,Margin
`;

const SCRIPT = `
// who sees what
Section Access;
Star is *;
Rights:
LOAD * INLINE [
  ACCESS, USERID, GROUP, Country, OMIT
  ADMIN, CORP\\root, , ,
  USER, , SalesUS, United States,
  user, , SalesAUS, Australia, Margin
];
Section Application;
LOAD * FROM [lib://data/sales.qvd] (qvd);
`;

/** What a table says, without where it stood. */
function said({ identities, fields, rows }: AccessTable) {
  return {
    identities: [...identities].sort(),
    fields,
    rows: rows.map(({ number, access, identities: who, omit, values }) => ({
      number,
      access,
      who: [...who].map(([name, { key }]) => `${name} ${key}`),
      omit: omit?.key ?? null,
      values: [...values].map(([name, { key, written }]) => `${name} ${key} ${written}`),
    })),
  };
}

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'was read';
}

describe('an access table', () => {
  test('says the same as rows, as CSV and as an inline script', () => {
    const table = said(readAccessCsv(CSV));
    expect(table).toEqual({
      identities: ['GROUP', 'USERID'],
      fields: ['COUNTRY'],
      rows: [
        { number: 1, access: 'ADMIN', who: ['USERID CORP\\ROOT'], omit: null, values: [] },
        {
          number: 2,
          access: 'USER',
          who: ['GROUP SALESUS'],
          omit: null,
          values: ['COUNTRY UNITED STATES United States'],
        },
        { number: 3, access: 'USER', who: ['GROUP SALESAUS'], omit: 'MARGIN', values: ['COUNTRY AUSTRALIA Australia'] },
      ],
    });
    expect(said(readAccessScript(SCRIPT))).toEqual(table);
    expect(said(readAccessRows(ROWS))).toEqual(table);
  });

  test('read from a text knows the line of each row', () => {
    expect(readAccessCsv(CSV).rows.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(readAccessScript(SCRIPT).rows.map(({ line }) => line)).toEqual([8, 9, 10]);
  });

  test.each([
    [';', 'ACCESS;GROUP;Country\nUSER;SalesUS;"a;b"'],
    ['tab', 'ACCESS\tGROUP\tCountry\nUSER\tSalesUS\ta;b'],
    ['a byte order mark and CRLF', '\u{FEFF}ACCESS,GROUP,Country\r\n\r\nUSER,SalesUS,a;b\r\n'],
  ])('CSV with %s', (_, text) => {
    expect(readAccessCsv(text).rows[0]?.values.get('COUNTRY')?.written).toBe('a;b');
  });

  test('a quoted cell may hold quotes, the delimiter and the end of a line; lines are still counted', () => {
    const { rows } = readAccessCsv('ACCESS,GROUP,Country\nUSER,A,"say ""x"",\ny"\nUSER,B,z');
    expect(rows.map(({ line, values }) => [line, values.get('COUNTRY')?.written])).toEqual([
      [2, 'say "x",\ny'],
      [4, 'z'],
    ]);
  });

  test('a script may name its columns, in upper(), and have another delimiter', () => {
    const text = `section access; load upper(ACCESS) as ACCESS, [GROUP], Country inline [
ACCESS|GROUP|Country
USER|SalesUS|United States
] (delimiter is '|'); LOAD * INLINE [ACCESS,GROUP,Country
USER,B,x];`;
    expect(readAccessScript(text).rows.map(({ values }) => values.get('COUNTRY')?.key)).toEqual(['UNITED STATES', 'X']);
  });

  test.each([
    ['an unclosed quote', 'ACCESS,GROUP\nUSER,"a', 'Line 2, column 6: this quote is not closed.'],
    ['a quote within', 'ACCESS,GROUP\nUSER,a"b', 'Line 2, column 7: a quote in the middle of a cell'],
    ['text behind a quote', 'ACCESS,GROUP\nUSER,"a" b', 'Line 2, column 10: text behind a closing quote'],
    ['a short row', 'ACCESS,GROUP,X\nUSER,a,b\nUSER,c', 'Line 3, column 1: the row has 2 cells, and the head has 3.'],
    ['another word', 'ACCESS,GROUP\nUSR,a', 'Line 2, column 1: ACCESS must be ADMIN or USER.'],
    ['a column twice', 'ACCESS,GROUP,group\nUSER,a,b', 'Line 1, column 14: the column GROUP is there twice.'],
    ['no ACCESS', 'GROUP\na', 'Line 1, column 1: there is no column ACCESS.'],
    ['nobody named', 'ACCESS,COUNTRY\nUSER,US', 'Line 1, column 1: there is no column that says whom a row is for'],
    ['a column of Qlik alone', 'ACCESS,NTNAME\nUSER,a', 'Line 1, column 8: NTNAME is not read here'],
    ['a column without a name', 'ACCESS,GROUP,\nUSER,a,b', 'Line 1, column 14: a column has no name.'],
    ['nothing', ' \n', 'there is no head with the names of the columns.'],
  ])('CSV with %s is refused, with the place', (_, text, words) => {
    expect(refusal(() => readAccessCsv(text))).toContain(words);
  });

  test.each([
    [
      'no section',
      'LOAD * INLINE [ACCESS,GROUP\nUSER,a];',
      'Line 1, column 1: the script must begin with Section Access;',
    ],
    ['a file', 'Section Access;\nLOAD * FROM [a.csv];', 'Line 2, column 8: only tables in the script itself'],
    ['an open bracket', 'Section Access;\nLOAD * INLINE [ACCESS', 'Line 2, column 15: this bracket is not closed.'],
    ['no semicolon', 'Section Access;\nLOAD * INLINE [ACCESS,GROUP\nUSER,a]', 'a semicolon must end the LOAD'],
    ['no load', 'Section Access; Section Application;', 'there is no LOAD * INLINE'],
    ['another statement', 'Section Access;\nDROP TABLE x;', 'Line 2, column 1: this is not expected here'],
    ['a renamed column', 'Section Access; LOAD ACCESS as X INLINE [X];', 'a column cannot have another name here'],
    ['a column left out', 'Section Access; LOAD ACCESS INLINE [ACCESS,GROUP\nUSER,a];', 'leaves out the column GROUP'],
    ['a column too many', 'Section Access; LOAD ACCESS, B INLINE [ACCESS\nUSER];', 'has no column B'],
    ['an open comment', 'Section Access; /* x', 'this comment is not closed'],
    [
      'other columns later',
      'Section Access; LOAD * INLINE [ACCESS,GROUP\nUSER,a]; LOAD * INLINE [ACCESS,USERID\nUSER,a];',
      'every LOAD must have the same columns',
    ],
  ])('a script with %s is refused, with the place', (_, text, words) => {
    expect(refusal(() => readAccessScript(text))).toContain(words);
  });

  test.each([
    ['a map', {}, 'the top: must be a list of rows'],
    ['a list in a cell', [{ ACCESS: ['USER'] }], '0.ACCESS: must be text or a number'],
    [
      'another word',
      [
        { ACCESS: 'USER', GROUP: 'a' },
        { ACCESS: 'X', GROUP: 'a' },
      ],
      '1.ACCESS: ACCESS must be',
    ],
    ['a column twice', [{ ACCESS: 'USER', GROUP: 'a', group: 'b' }], '0.group: this column is there twice'],
  ])('rows with %s are refused, with the path', (_, value, words) => {
    expect(refusal(() => readAccessRows(value))).toContain(words);
  });

  test('its size has bounds', () => {
    expect(refusal(() => readAccessCsv('x'.repeat(17 * 1024 * 1024)))).toContain('16777216 characters');
    const wide = `ACCESS,GROUP,${Array.from({ length: 80 }, (_, index) => `f${index}`).join(',')}\n`;
    expect(refusal(() => readAccessCsv(wide))).toContain('64 columns');
  });
});
