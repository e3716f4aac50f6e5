import { describe, expect, test } from 'vitest';
import { mapAttributes } from '#shared/mapping/map-attributes.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { ATTRIBUTE_FORMAT } from '#shared/saml/names.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

const { root } = parseXml('<a/>');

function sent(name: string, values: readonly string[], friendlyName: string | null = null): Attribute {
  return { element: root, name, friendlyName, nameFormat: null, values };
}

function row(from: string, to: string, changes: Partial<AttributeRow> = {}): AttributeRow {
  return { from, to, required: false, values: new Map(), ...changes };
}

/** The mapped values by name. */
function mapped(rows: readonly AttributeRow[], attributes: readonly Attribute[]) {
  const { attributes: made } = mapAttributes(rows, attributes);
  return made.map(({ name, values }) => [name, values.map(({ value }) => value)]);
}

describe('an attribute map', () => {
  test('keeps every value, in order, repetitions and all', () => {
    expect(mapped([row('groups', 'group')], [sent('groups', ['b', 'a', 'b', ''])])).toEqual([
      ['group', ['b', 'a', 'b', '']],
    ]);
  });

  test('takes every attribute of a repeated name (saml-core 2.7.3: nothing forbids it)', () => {
    expect(mapped([row('g', 'group')], [sent('g', ['a']), sent('x', ['y']), sent('g', ['b'])])).toEqual([
      ['group', ['a', 'b']],
    ]);
  });

  test('compares exactly: case, and white space at the ends', () => {
    expect(mapped([row('Groups', 'a'), row('groups ', 'b')], [sent('groups', ['x'])])).toEqual([]);
  });

  test('tries Name before FriendlyName', () => {
    const attributes = [sent('urn:oid:1', ['by friendly'], 'mail'), sent('mail', ['by name'])];
    expect(mapped([row('mail', 'email')], attributes)).toEqual([['email', ['by name']]]);
    expect(mapped([row('mail', 'email')], attributes.slice(0, 1))).toEqual([['email', ['by friendly']]]);
    expect(mapped([row('mail', 'email')], [sent('urn:oid:1', ['x'], 'mail'), sent('mail', [])])).toEqual([
      ['email', ['x']],
    ]);
  });

  test('maps values that are in the value map and keeps the others; raw and source are kept', () => {
    const values = new Map([['3f2a', 'Sales']]);
    const { attributes } = mapAttributes([row('g', 'group', { values })], [sent('g', ['3f2a', '77'], 'friendly')]);
    const from = { name: 'g', friendlyName: 'friendly', nameFormat: null };
    expect(attributes).toEqual([
      {
        name: 'group',
        values: [
          { value: 'Sales', raw: '3f2a', from, changed: ['values'] },
          { value: '77', raw: '77', from, changed: [] },
        ],
      },
    ]);
  });

  test('adds up rows with the same target, in the order of the rows', () => {
    expect(mapped([row('b', 'x'), row('a', 'x')], [sent('a', ['1']), sent('b', ['2'])])).toEqual([['x', ['2', '1']]]);
  });

  test('an optional attribute that is missing is absent; a required one is named', () => {
    const rows = [row('a', 'a'), row('b', 'b', { required: true }), row('c', 'c', { required: true })];
    const { attributes, problems } = mapAttributes(rows, [
      sent('c', []),
      sent('d', ['1'], 'friendly'),
      sent('d', ['2']),
    ]);
    expect(attributes).toEqual([]);
    expect(problems.map((problem) => [problem.row.from, problem.reason])).toEqual([
      ['b', 'missing'],
      ['c', 'no-value'],
    ]);
  });

  test('of a row that asks for it, Name, FriendlyName or NameFormat alone counts', () => {
    const attributes = [sent('urn:oid:1', ['by friendly'], 'mail'), sent('mail', ['by name'])];
    expect(mapped([row('mail', 'x', { by: 'friendlyName' })], attributes)).toEqual([['x', ['by friendly']]]);
    expect(mapped([row('mail', 'x', { by: 'name' })], attributes.slice(0, 1))).toEqual([]);
    const basic = { ...sent('mail', ['basic']), nameFormat: ATTRIBUTE_FORMAT.basic };
    const formats = (nameFormat: string) => mapped([row('mail', 'x', { nameFormat })], [...attributes, basic]);
    expect(formats(ATTRIBUTE_FORMAT.basic)).toEqual([['x', ['basic']]]);
    expect(formats(ATTRIBUTE_FORMAT.unspecified)).toEqual([['x', ['by name']]]);
    expect(formats(ATTRIBUTE_FORMAT.uri)).toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s is a name like others', (name) => {
    expect(mapped([row(name, name)], [sent(name, ['x'])])).toEqual([[name, ['x']]]);
    expect(mapped([row(name, name)], [])).toEqual([]);
  });

  test('values and attributes take time in proportion', async () => {
    await expectLinear(
      (size) => ({
        many: Array.from({ length: 10 * size }, (_, index) => `v${index}`),
        others: Array.from({ length: size }, (_, index) => sent(`n${index}`, ['x'])),
      }),
      ({ many, others }) => {
        const rows = [row('g', 'group'), ...others.map(({ name }) => row(name, name))];
        expect(mapped(rows, [...others, sent('g', many)])[0]?.[1]).toHaveLength(many.length);
      },
      500,
    );
  });
});
