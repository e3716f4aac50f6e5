import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapAttributes } from '#shared/mapping/map-attributes.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { type Remapped, remapAttributes } from '#shared/what-if/remap-attributes.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { root } = parseXml('<a/>');

type Sent = Readonly<Record<string, readonly string[]>>;

function row(from: string, to: string, changes: Partial<AttributeRow> = {}): AttributeRow {
  return { from, to, required: false, values: new Map(), ...changes };
}

function login(sent: Sent, rows: readonly AttributeRow[]) {
  const attributes = Object.entries(sent).map(([name, values]) => ({
    ...{ element: root, name, values },
    ...{ friendlyName: null, nameFormat: null },
  }));
  return mapAttributes(rows, attributes);
}

function valuesOf(attributes: ReturnType<typeof login>['attributes']) {
  return attributes.map(({ name, values }) => ({ name, values: values.map(({ value }) => value) }));
}

/** Order and repetitions do not count. */
function asSets(attributes: Remapped['attributes']) {
  return new Map(attributes.map(({ name, values }) => [name, new Set(values)]));
}

/** What another map makes of a login, by what its session kept. */
function remap(sent: Sent, before: readonly AttributeRow[], after: readonly AttributeRow[]) {
  return remapAttributes(login(sent, before).attributes, before, after);
}

describe('another attribute map, by what a session has kept', () => {
  test('another name, and another value map', () => {
    const after = [row('g', 'group', { values: new Map([['1f', 'SalesUS']]) })];
    expect(remap({ g: ['1f', '2e'] }, [row('g', 'groups')], after)).toEqual({
      attributes: [{ name: 'group', values: ['SalesUS', '2e'] }],
      ...{ unsure: [], problems: [] },
    });
  });

  test('an attribute that no row took is not known', () => {
    const { attributes, unsure, problems } = remap(
      { g: ['a'], mail: ['a@b'] },
      [row('g', 'group')],
      [row('g', 'group'), row('mail', 'email', { required: true })],
    );
    expect(attributes).toEqual([{ name: 'group', values: ['a'] }]);
    expect(unsure).toEqual([{ from: 'mail', to: 'email', why: 'not-kept' }]);
    expect(problems).toEqual([]);
  });

  test('one that a row would have taken and that did not come is known to be missing', () => {
    const rows = [row('g', 'group'), row('mail', 'email')];
    const { unsure, problems } = remap({ g: ['a'] }, rows, [
      rows[0] ?? row('', ''),
      row('mail', 'email', { required: true }),
    ]);
    expect(unsure).toEqual([]);
    expect(problems.map(({ reason }) => reason)).toEqual(['missing']);
  });

  test('values that a row left out are not known, unless another row kept them', () => {
    const dropping = row('g', 'group', { values: new Map([['1f', 'SalesUS']]), unmapped: 'drop' });
    const wider = row('g', 'group', {
      values: new Map([
        ['1f', 'SalesUS'],
        ['2e', 'SalesAUS'],
      ]),
      unmapped: 'drop',
    });
    const sent = { g: ['1f', '2e'] };
    expect(remap(sent, [dropping], [wider]).unsure).toEqual([{ from: 'g', to: 'group', why: 'left-out' }]);
    expect(remap(sent, [dropping, row('g', 'raw')], [wider])).toEqual({
      attributes: [{ name: 'group', values: ['SalesUS', 'SalesAUS'] }],
      ...{ unsure: [], problems: [] },
    });
  });

  test('a list in one value is one value again', () => {
    const after = [row('g', 'group')];
    expect(remap({ g: ['a; b'] }, [row('g', 'group', { split: ';' })], after).attributes).toEqual([
      { name: 'group', values: ['a; b'] },
    ]);
  });

  test('qualifiers are kept by the row that named them, and not known to another', () => {
    const named = row('id', 'who', { nested: 'qualified' });
    const kept = [
      {
        name: 'who',
        values: [{ value: 'i!s!x', raw: 'x', from: { name: 'id', friendlyName: null, nameFormat: null } }],
      },
    ];
    expect(remapAttributes(kept, [named], [{ ...named, to: 'whom' }]).attributes).toEqual([
      { name: 'whom', values: ['i!s!x'] },
    ]);
    expect(remapAttributes(kept, [named], [{ ...named, fold: 'upper' }]).unsure.map(({ why }) => why)).toEqual([
      'nested',
    ]);
  });

  test('a row that stays gives what it gave, where another one that left values out had taken more', () => {
    const values = new Map([
      ['x', 'Sales'],
      ['Y', 'Other'],
    ]);
    const upper = row('b', 'a', { fold: 'upper', values, unmapped: 'drop' });
    const lower = row('b', 'b', { fold: 'lower', values, unmapped: 'drop' });
    const sent = { b: ['x', 'x', 'Y'] };
    expect(remap(sent, [upper, lower], [upper])).toMatchObject({
      attributes: [{ name: 'a', values: ['Other'] }],
      ...{ unsure: [], problems: [] },
    });
    const required = { ...upper, required: true };
    expect(remap(sent, [upper, lower], [required, lower])).toMatchObject({ unsure: [], problems: [] });
  });

  test('a list that one row split is no value of a row that did not', () => {
    const values = new Map([['x', 'Sales']]);
    const whole = row('b', 'a', { values, unmapped: 'drop' });
    const parts = row('b', 'b', { split: ';', values, unmapped: 'drop' });
    expect(remap({ b: ['x;y'] }, [whole, parts], [whole, parts]).attributes).toEqual([
      { name: 'b', values: ['Sales'] },
    ]);
  });

  test('what came by another way in stays as it is', () => {
    const kept = [{ name: 'group', values: [{ value: 'x', raw: 'x', from: { way: 'ticket' } }] }];
    expect(remapAttributes(kept, [row('g', 'group')], []).attributes).toEqual([{ name: 'group', values: ['x'] }]);
  });

  test('of any maps: what is not named as unsure is what the login itself would have given', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const steps = fc.record(
      {
        fold: fc.constantFrom('lower' as const, 'upper' as const),
        values: fc.constant(
          new Map([
            ['x', 'Sales'],
            ['Y', 'Other'],
          ]),
        ),
        unmapped: fc.constantFrom('keep' as const, 'drop' as const),
      },
      { requiredKeys: [] },
    );
    const rows = fc.array(
      fc.tuple(name, name, steps).map(([from, to, changes]) => row(from, to, changes)),
      { maxLength: 4 },
    );
    const sent = fc.dictionary(
      name,
      fc.array(fc.constantFrom('x', 'X', 'y', 'Y', 'z'), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(sent, rows, rows, (came, before, after) => {
        const { attributes, unsure } = remap(came, before, after);
        const unsureOf = new Set(unsure.map(({ to }) => to));
        const sure = (list: Remapped['attributes']) => asSets(list.filter((one) => !unsureOf.has(one.name)));
        expect(sure(attributes)).toEqual(sure(valuesOf(login(came, after).attributes)));
      }),
      { numRuns: 2000 },
    );
  });
});
