import { expect, test } from 'vitest';
import { csvLine } from '#server/pages/write-csv.ts';

test.each([
  ["=cmd|' /C calc'!A0", `"'=cmd|' /C calc'!A0"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  [' =1', `"' =1"`],
  ['＝1', `"'＝1"`],
  ['a"b', '"a""b"'],
  ['a,b', '"a,b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['a\0=1', 'a\u{FFFD}=1'],
  ['%', `"'%"`],
  ['_', '_'],
  ['Côte d’Ivoire', 'Côte d’Ivoire'],
  [-5, '-5'],
  [0, '0'],
])('a cell of CSV: %j', (cell, written) => {
  expect(csvLine([cell, 'x'])).toBe(`${written},x\r\n`);
});
