import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rowLine, suggestRow } from '#shared/mapping/row-line.ts';

describe('a suggested row', () => {
  it.each([
    [{ name: 'groups', friendlyName: null }, 'groups'],
    [{ name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail' }, 'mail'],
    [
      { name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', friendlyName: null },
      'emailaddress',
    ],
    [{ name: 'urn:oid:1.2.3', friendlyName: null }, 'oid'],
    [{ name: '…', friendlyName: null }, 'attribute'],
  ])('of %j goes to %s', (names, to) => expect(suggestRow(names)).toEqual({ from: names.name, to }));

  it.each(['groups', 'a, b: c }', '"\\', 'no', '\u0085\u2028\ufeff', 'x\ny', "it's # no comment", '', '- { from: x }'])(
    'is one row of YAML that names %j exactly',
    (from) => {
      const line = rowLine({ from, to: 'to' });
      expect(line).not.toContain('\n');
      expect(parse(line)).toEqual([{ from, to: 'to' }]);
    },
  );
});
