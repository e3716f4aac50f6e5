import { describe, expect, it } from 'vitest';
import { parseParameters } from '#shared/wire/parameters.ts';

function show(raw: string): readonly (readonly string[])[] {
  return parseParameters(raw).map(({ name, value, steps }) => [name, value, ...steps.map(({ code }) => code)]);
}

describe('parameters', () => {
  it('keep their octets, order and duplicates', () => {
    expect(parseParameters('b=%2b&a=%2B&b=')).toMatchObject([
      { rawName: 'b', rawValue: '%2b', name: 'b', value: '+' },
      { rawName: 'a', rawValue: '%2B', name: 'a', value: '+' },
      { rawName: 'b', rawValue: '', name: 'b', value: '' },
    ]);
  });

  it.each([
    ['', []],
    ['&&', []],
    ['a', [['a', '']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a+b=c+d', [['a b', 'c d', 'name-escaped', 'percent-decoded']]],
    ['a=%C3%A9%F0%9F%98%80', [['a', 'é😀', 'percent-decoded']]],
    ['a=é', [['a', 'é']]],
  ])('%j', (raw, parameters) => {
    expect(show(raw)).toEqual(parameters);
  });

  it('record a name that is escaped: another reader may see another parameter', () => {
    expect(show('SAMLReques%74=x')).toEqual([['SAMLRequest', 'x', 'name-escaped']]);
  });

  it('keep a broken escape as it stands and say so', () => {
    expect(show('a=100%&b=%zz%41')).toEqual([
      ['a', '100%', 'percent-broken'],
      ['b', '%zzA', 'percent-decoded', 'percent-broken'],
    ]);
  });

  it('read bytes that are not UTF-8 as Windows-1252 and say so', () => {
    expect(show('a=M%FCller+%80')).toEqual([['a', 'Müller €', 'percent-decoded', 'value-not-utf8']]);
  });
});
