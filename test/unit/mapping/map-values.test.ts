import { describe, expect, test } from 'vitest';
import { mapValues } from '#shared/mapping/map-values.ts';
import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import type { AttributeRow, Extraction } from '#shared/saml/connection/connection.ts';
import { readAttribute } from '#shared/saml/read-attributes.ts';
import { parseXml } from '#shared/xml/parse.ts';

const SAML = 'xmlns="urn:oasis:names:tc:SAML:2.0:assertion"';

function row(changes: Partial<AttributeRow>): AttributeRow {
  return { from: 'g', to: 'group', required: false, values: new Map(), ...changes };
}

function extract(text: string): Extraction {
  return { text, pattern: parseExtraction(text, (_, reason) => new Error(reason)) };
}

/** What a row makes of these values: value, raw and steps of each; then what it left out, and why it refuses. */
function made(changes: Partial<AttributeRow>, values: readonly string[], xml = values.map(plain).join('')) {
  const attribute = readAttribute(parseXml(`<Attribute ${SAML} Name="g">${xml}</Attribute>`).root);
  const { values: kept, dropped, refused } = mapValues(row(changes), [attribute]);
  return {
    kept: kept.map(({ value, raw, changed }) => [value, raw, changed.join(' ')]),
    dropped: dropped.map(({ raw, by }) => [raw, by]),
    refused,
  };
}

function plain(value: string): string {
  return `<AttributeValue>${value}</AttributeValue>`;
}

describe('the steps of a row', () => {
  test('none: a value is as it came, white space and all', () => {
    expect(made({}, [' a ', '']).kept).toEqual([
      [' a ', ' a ', ''],
      ['', '', ''],
    ]);
  });

  test('split: parts of one value, in order; what is left out is told', () => {
    expect(made({ split: ';' }, ['b; a;b; ;'])).toEqual({
      kept: [
        ['b', 'b', 'split'],
        ['a', ' a', 'split'],
        ['b', 'b', 'split'],
      ],
      dropped: [
        [' ', 'split'],
        ['', 'split'],
      ],
      refused: null,
    });
    expect(made({ split: ';' }, ['a']).kept).toEqual([['a', 'a', '']]);
    expect(made({ split: '::' }, ['a:b::c']).kept.map(([value]) => value)).toEqual(['a:b', 'c']);
  });

  test('split refuses several values, and nothing is split that was not asked for', () => {
    expect(made({ split: ';' }, ['a;b', 'c'])).toMatchObject({
      kept: [],
      refused: { reason: 'split-several', raw: 'a;b', count: 2 },
    });
    const pair = 'arn:aws:iam::123456789012:role/Dev,arn:aws:iam::123456789012:saml-provider/Idp';
    expect(made({}, [pair]).kept).toEqual([[pair, pair, '']]);
  });

  test('extract takes the group, in any case; what does not match is left out, kept or refused', () => {
    const cn = extract('CN=([^,]+),.*');
    const values = ['cn=Sales,OU=x', 'other'];
    expect(made({ extract: cn }, values)).toMatchObject({
      kept: [['Sales', 'cn=Sales,OU=x', 'extract']],
      dropped: [['other', 'extract']],
    });
    expect(made({ extract: cn, unmatched: 'keep' }, values).kept[1]).toEqual(['other', 'other', '']);
    const { refused } = made({ extract: cn, unmatched: 'refuse' }, values);
    expect(refused).toEqual({ reason: 'unmatched', raw: 'other', count: 1 });
  });

  test('a pattern without a group keeps the values that it matches as they are', () => {
    expect(made({ extract: extract('app-.*') }, ['app-a', 'b'])).toMatchObject({ kept: [['app-a', 'app-a', '']] });
  });

  test('fold, then the value map; what is not in it is kept, left out or refused', () => {
    const values = new Map([['3f2a', 'Sales']]);
    expect(made({ fold: 'lower', values }, ['3F2A', 'X']).kept).toEqual([
      ['Sales', '3F2A', 'fold values'],
      ['x', 'X', 'fold'],
    ]);
    expect(made({ values, unmapped: 'drop' }, ['3f2a', '77'])).toMatchObject({
      kept: [['Sales', '3f2a', 'values']],
      dropped: [['77', 'values']],
    });
    expect(made({ values, unmapped: 'refuse' }, ['77', '78']).refused).toEqual({
      reason: 'unmapped',
      raw: '77',
      count: 2,
    });
  });

  test('all steps, each named where it changed something', () => {
    const all = {
      split: '|',
      extract: extract('CN=([^,]+),.*'),
      fold: 'upper',
      values: new Map([['A', 'Apple']]),
    } as const;
    expect(made(all, ['CN=a,x|CN=b,x']).kept).toEqual([
      ['Apple', 'CN=a,x', 'split extract fold values'],
      ['B', 'CN=b,x', 'split extract fold'],
    ]);
  });

  test('nested: the text of a NameID, or its qualifiers before it (eduPersonTargetedID)', () => {
    const nested = `<AttributeValue>
      <NameID NameQualifier="https://idp" SPNameQualifier="https://sp" Format="x"> 84e4 </NameID>
    </AttributeValue>`;
    expect(made({}, [], nested).kept).toEqual([['84e4', '84e4', '']]);
    expect(made({ nested: 'qualified' }, [], nested + plain('b')).kept).toEqual([
      ['https://idp!https://sp!84e4', '84e4', 'nested'],
      ['b', 'b', ''],
    ]);
    const nil = `<AttributeValue xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1"/>`;
    expect(made({ nested: 'qualified' }, [], nil + nested).kept).toHaveLength(1);
  });
});
