import { expect, test } from 'vitest';
import { printTable, readTable } from '../../../../extension/pages/console/sections/access/table-text.ts';

test.each([
  ['rows', 'rows', [{ ACCESS: 'USER', GROUP: 'SalesUS', COUNTRY: 'United States' }, { ACCESS: 'ADMIN' }]],
  ['no rows', 'rows', []],
  ['CSV', 'text', 'ACCESS,GROUP\nUSER,SalesUS\n'],
  ['the name of a file', 'file', 'tables/sales.csv'],
])('%s: printed as %s, and read back as they were', (_, form, access) => {
  const printed = printTable(access);
  expect(printed.form).toBe(form);
  expect(readTable(printed)).toEqual(access);
});

test('rows stand a line each, and what is no list is none', () => {
  expect(printTable([{ A: 1 }, { A: 2 }]).text.split('\n')).toEqual(['[', '  {"A":1},', '  {"A":2}', ']']);
  for (const text of ['[', '{}', '"x"']) expect(readTable({ form: 'rows', text })).toBeNull();
});
