import { describe, expect, test } from 'vitest';
import { compareReadings } from '#server/gate/compare-readings.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { root } = parseXml('<a/>');

function sent(name: string, values: readonly string[]): Attribute {
  return { element: root, name, friendlyName: null, nameFormat: null, values };
}

function compare(
  ours: Attribute[],
  theirs: Record<string, (string | null)[]>,
  names: [string | null, string | null] = ['anne', 'anne'],
) {
  const attributes = new Map(Object.entries(theirs));
  return compareReadings(
    { nameId: names[0], attributes: ours },
    { accepted: true, nameId: names[1], sessionIndex: null, attributes },
  );
}

describe('two readers agree', () => {
  test.each<[string, Attribute[], Record<string, (string | null)[]>]>([
    ['on the same values', [sent('g', ['a', 'b'])], { g: ['a', 'b'] }],
    ['where the other keeps the last of repeated names', [sent('g', ['a']), sent('g', ['b'])], { g: ['b'] }],
    ['where the other drops blank values', [sent('g', ['a', ' ', 'b'])], { g: ['a', '', 'b'] }],
    ['where an attribute has no value', [sent('g', [])], {}],
    ['on line ends and white space around', [sent('g', [' a\nb '])], { g: ['a\r\nb'] }],
    ['where the other gives XML inside as an object', [sent('g', ['inner'])], { g: [null] }],
    ['on __proto__, which the other loses', [sent('__proto__', ['x'])], {}],
  ])('%s', (_, ours, theirs) => {
    expect(compare(ours, theirs)).toBeNull();
  });
});

describe('two readers differ', () => {
  test.each<[string, Attribute[], Record<string, (string | null)[]>, string]>([
    ['on a value', [sent('g', ['a'])], { g: ['b'] }, 'g'],
    ['on the number of values', [sent('g', ['a'])], { g: ['a', 'b'] }, 'g'],
    ['on their order', [sent('g', ['a', 'b'])], { g: ['b', 'a'] }, 'g'],
    ['where one does not see an attribute', [sent('g', ['a'])], {}, 'g'],
    ['where the other sees one more', [], { h: ['a'] }, 'h'],
  ])('%s', (_, ours, theirs, what) => {
    expect(compare(ours, theirs)).toMatchObject({ what });
  });

  test('on the NameID (comment truncation, CVE-2017-11427)', () => {
    const difference = compare([], {}, ['admin@example.com.evil.example', 'admin@example.com']);
    expect(difference).toEqual({ what: 'NameID', ours: 'admin@example.com.evil.example', theirs: 'admin@example.com' });
  });
});
