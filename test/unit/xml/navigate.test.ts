import { describe, expect, it } from 'vitest';
import {
  attributeOf,
  childElements,
  descendants,
  findAttribute,
  firstChild,
  hasComments,
  namespaceInScope,
  pathOf,
  textOf,
} from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { root } = parseXml(`<p:Response xmlns:p="urn:p" xmlns:s="urn:s" ID="_1" p:ID="_2">
  <s:Assertion><s:Subject>a</s:Subject></s:Assertion>
  <Assertion xmlns="urn:other" xmlns:q="urn:q"><Deep xmlns=""/></Assertion>
  <s:Assertion><s:Conditions/><s:Subject>b</s:Subject></s:Assertion>
</p:Response>`);

describe('children', () => {
  it('are found by expanded name, never by local name alone where a namespace is given', () => {
    expect(childElements(root).map(({ name }) => name)).toEqual(['s:Assertion', 'Assertion', 's:Assertion']);
    expect(childElements(root, 'urn:s', 'Assertion')).toHaveLength(2);
    expect(childElements(root, 'urn:other')).toHaveLength(1);
    expect(firstChild(root, 'urn:other', 'Assertion')?.name).toBe('Assertion');
    expect(firstChild(root, 'urn:s', 'Subject')).toBeNull();
  });

  it('and what is below them come in document order', () => {
    expect([...descendants(root)].map(({ localName }) => localName)).toEqual([
      'Response',
      'Assertion',
      'Subject',
      'Assertion',
      'Deep',
      'Assertion',
      'Conditions',
      'Subject',
    ]);
  });
});

describe('attributes', () => {
  it('are those without namespace, unless one is asked for', () => {
    expect(attributeOf(root, 'ID')).toBe('_1');
    expect(findAttribute(root, 'urn:p', 'ID')?.value).toBe('_2');
    expect(attributeOf(root, 'Destination')).toBeNull();
  });
});

describe('text', () => {
  it('is whole across comments and CDATA sections (CVE-2017-11427)', () => {
    const element = parseXml('<n>admin<!-- -->@good<![CDATA[.exa]]>mple<x>not this</x></n>').root;
    expect(textOf(element)).toBe('admin@good.example');
    expect(hasComments(element)).toBe(true);
    expect(hasComments(parseXml('<n>admin<x><!-- --></x></n>').root)).toBe(false);
  });
});

describe('paths', () => {
  it('have an index only where siblings share the local name', () => {
    expect([...descendants(root)].map(pathOf)).toEqual([
      '/Response',
      '/Response/Assertion[1]',
      '/Response/Assertion[1]/Subject',
      '/Response/Assertion[2]',
      '/Response/Assertion[2]/Deep',
      '/Response/Assertion[3]',
      '/Response/Assertion[3]/Conditions',
      '/Response/Assertion[3]/Subject',
    ]);
  });
});

describe('namespaces in scope', () => {
  it('come from the nearest declaration', () => {
    const deep = [...descendants(root)][4];
    if (deep === undefined) throw new Error('no such element');
    expect(['', 'q', 'p', 'none', 'xml'].map((prefix) => namespaceInScope(deep, prefix))).toEqual([
      '',
      'urn:q',
      'urn:p',
      null,
      'http://www.w3.org/XML/1998/namespace',
    ]);
    expect(namespaceInScope(root, '')).toBe('');
  });
});
