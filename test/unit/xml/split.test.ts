import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import { splitElements } from '#shared/xml/split.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

const NAMES = { container: 'Group', item: 'Item' };

function split(text: string): { items: XmlElement[]; rest: string } {
  const items: XmlElement[] = [];
  const pieces = splitElements(text, NAMES);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return { items, rest: value.text };
    items.push(...value);
  }
}

const namesOf = (items: readonly XmlElement[]) => items.map((item) => attributeOf(item, 'n'));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof WorkbenchError) return error.code;
    throw error;
  }
  return 'nothing';
}

describe('items of a large document', () => {
  test('come in document order, whatever stands between them, and the rest is what is left', () => {
    const { items, rest } = split(
      '<Group a="1"><!-- x --><Item n="1"/><Item n="2">t</Item> <!-- y --> <Item n="3"></Item></Group>',
    );
    expect(namesOf(items)).toEqual(['2', '3']);
    expect(rest).toBe('<Group a="1"><!-- x --><Item n="1"/></Group>');
  });

  test('of nested groups are found, those inside other elements are not', () => {
    const { items } = split(
      '<Group><Item n="1">a</Item><Group b="1"><Item n="2">b</Item></Group><Other><Item n="no">c</Item></Other><Item n="3"><Item n="in">d</Item></Item></Group>',
    );
    expect(namesOf(items)).toEqual(['1', '2', '3']);
  });

  test('keep the namespaces that were declared around them', () => {
    const [item] = split(
      '<p:Group xmlns:p="urn:p" xmlns="urn:d"><p:Group xmlns:q="urn:q"><Item n="1"><q:x/></Item></p:Group></p:Group>',
    ).items;
    expect(item?.namespace).toBe('urn:d');
    expect(item?.children[0]).toMatchObject({ namespace: 'urn:q' });
  });

  test('a document that is one item is not split', () => {
    expect(split('<Item n="1">a</Item>')).toEqual({ items: [], rest: '<Item n="1">a</Item>' });
  });

  test.each([
    ['xml-namespace', '<Group><Item><p:x/></Item></Group>'],
    ['xml-not-well-formed', '<Group><Item></Itm></Group>'],
    ['xml-not-well-formed', '<Group><Item>a</Item></Grup>'],
    ['xml-not-well-formed', '<Group><Item>a</Item>'],
    ['xml-not-well-formed', '<Group><Item>a</Item></Group><Group/>'],
    ['xml-not-well-formed', '<Group><Item a="1" a="2">a</Item></Group>'],
    ['xml-not-well-formed', '<Group>]]><Item>a</Item></Group>'],
    ['xml-doctype', '<!DOCTYPE Group><Group><Item>a</Item></Group>'],
    ['xml-processing-instruction', '<Group><Item>a</Item><?x y?></Group>'],
    ['xml-processing-instruction', '<Group><Item>a<?x y?></Item></Group>'],
    ['input-empty', ''],
    ['xml-not-well-formed', 'x'],
  ])('is as strict as the parser: %s, %s', (code, text) => {
    expect(codeOf(() => split(text))).toBe(code);
  });

  test('positions of errors belong to the whole document', () => {
    const text = `<Group><Item>${'a'.repeat(100_000)}</Item><Item><b></Item></Group>`;
    expect(() => split(text)).toThrowError(
      expect.objectContaining({
        facts: expect.objectContaining({ position: expect.closeTo(text.indexOf('</Item></Group>'), -1) }),
      }),
    );
  });

  test('start tags that are huge are not parsed again for every item: time stays linear', () => {
    const text = `<Group a="${'x'.repeat(200_000)}">${'<Item n="1">a</Item>'.repeat(20_000)}</Group>`;
    expect(split(text).items).toEqual([]);
  });
});
