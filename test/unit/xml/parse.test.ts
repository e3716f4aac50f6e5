import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement, XmlNode } from '#shared/xml/tree.ts';

/** The source of every node, which must tile the element without a gap. */
function expectTiled(text: string, element: XmlElement): void {
  for (const [index, child] of element.children.entries()) {
    const next = element.children[index + 1];
    if (next !== undefined) expect(child.end).toBe(next.start);
    expect(child.start).toBeLessThan(child.end);
    if (child.kind === 'element') expectTiled(text, child);
  }
}

function valuesOf(nodes: readonly XmlNode[]): readonly string[] {
  return nodes.map((node) => (node.kind === 'element' ? `<${node.name}>` : node.value));
}

describe('the tree', () => {
  it('has names, namespaces and parents', () => {
    const { root } = parseXml('<p:a xmlns:p="urn:p" xmlns="urn:d" p:x="1" x="2"><b/><c xmlns=""/></p:a>');
    expect(root).toMatchObject({ name: 'p:a', prefix: 'p', localName: 'a', namespace: 'urn:p', parent: null });
    expect(root.attributes.map(({ name, namespace, value }) => [name, namespace, value])).toEqual([
      ['p:x', 'urn:p', '1'],
      ['x', '', '2'],
    ]);
    expect(root.declarations).toEqual([
      { prefix: 'p', namespace: 'urn:p' },
      { prefix: '', namespace: 'urn:d' },
    ]);
    expect(root.children.map((child) => child.kind === 'element' && [child.namespace, child.parent === root])).toEqual([
      ['urn:d', true],
      ['', true],
    ]);
  });

  it('has offsets that give back exactly what was written', () => {
    const text =
      `\uFEFF<?xml version="1.0"?>\r\n<!-- p --><?go  now ?><a  x = '1'\r\n><!--c-->t&amp;\r\n<![CDATA[ & ]]><b y="&lt;"/ >`.replace(
        '/ >',
        '/></a >\n<!--e-->',
      );
    const document = parseXml(text);
    expect(document.text).toBe(text.slice(1));
    const slice = ({ start, end }: { start: number; end: number }): string => document.text.slice(start, end);
    expect([...document.prolog, document.root, ...document.epilog].map(slice)).toEqual([
      '<!-- p -->',
      '<?go  now ?>',
      document.text.slice(document.root.start, document.text.indexOf('\n<!--e')),
      '<!--e-->',
    ]);
    expect(document.root.children.map(slice)).toEqual(['<!--c-->', 't&amp;\r\n', '<![CDATA[ & ]]>', '<b y="&lt;"/>']);
    expect(document.root.attributes.map(slice)).toEqual(["x = '1'"]);
    expectTiled(document.text, document.root);
  });

  it('keeps comments and CDATA sections as nodes of their own', () => {
    const { root } = parseXml('<a>one<!--two-->three<![CDATA[<four>]]>five<![CDATA[]]></a>');
    expect(root.children.map(({ kind }) => kind)).toEqual(['text', 'comment', 'text', 'text', 'text', 'text']);
    expect(valuesOf(root.children)).toEqual(['one', 'two', 'three', '<four>', 'five', '']);
    expect(root.children.map((node) => node.kind === 'text' && node.cdata)).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('has processing instructions and comments of prolog and epilog', () => {
    const { prolog, epilog } = parseXml('<?a b c ?><!--x--><r/><?d?>\n');
    expect(prolog).toMatchObject([
      { kind: 'instruction', target: 'a', data: 'b c ' },
      { kind: 'comment', value: 'x' },
    ]);
    expect(epilog).toMatchObject([{ kind: 'instruction', target: 'd', data: '' }]);
  });
});

describe('values', () => {
  it('have entities and character references decoded', () => {
    const { root } = parseXml(
      '<a b="&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;">&amp;&lt;&gt;&quot;&apos;&#65;&#x1f600;</a>',
    );
    expect(root.attributes[0]?.value).toBe('&<>"\'A😀');
    expect(valuesOf(root.children)).toEqual(['&<>"\'A😀']);
  });

  it('are decoded once: what an entity gives is no markup and no entity', () => {
    expect(valuesOf(parseXml('<a>&amp;lt;&#38;amp;</a>').root.children)).toEqual(['&lt;&amp;']);
  });

  it('have line ends normalised in text, but not those that a reference means (XML 1.0, 2.11)', () => {
    const { root } = parseXml('<a>1\r\n2\r3\n4&#13;\r\n5&#13;&#10;<![CDATA[\r\n]]><!--\r--></a>');
    expect(valuesOf(root.children)).toEqual(['1\n2\n3\n4\r\n5\r\n', '\n', '\n']);
  });

  it('have white space of attributes normalised, but not what a reference means (XML 1.0, 3.3.3)', () => {
    const { root } = parseXml('<a b=" 1\t2\n3\r\n4\r5 &#9;&#10;&#13; "/>');
    expect(root.attributes[0]?.value).toBe(' 1 2 3 4 5 \t\n\r ');
  });

  it('are texts, whatever they look like', () => {
    expect(valuesOf(parseXml('<a> 00123 <b>true</b></a>').root.children)).toEqual([' 00123 ', '<b>']);
  });
});

describe('names that are special to JavaScript or to the parser', () => {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '_text',
    'a.b-c',
    'é',
    '𐐀',
    'xmla',
  ])('%s is an element and an attribute like others', (name) => {
    const { root } = parseXml(`<${name} ${name}="1"><${name}>x</${name}><${name}/></${name}>`);
    expect([root.name, root.attributes[0]?.name, root.attributes[0]?.value]).toEqual([name, name, '1']);
    expect(valuesOf(root.children)).toEqual([`<${name}>`, `<${name}>`]);
    expect(Object.prototype.toString.call({})).toBe('[object Object]');
  });

  it('has the namespace of xml: without a declaration, and with the one that is allowed', () => {
    const namespace = 'http://www.w3.org/XML/1998/namespace';
    expect(parseXml('<a xml:lang="en"/>').root.attributes[0]?.namespace).toBe(namespace);
    expect(parseXml(`<a xmlns:xml="${namespace}" xml:lang="en"/>`).root.attributes[0]?.namespace).toBe(namespace);
  });
});

describe('long texts, which the parser is spared', () => {
  it('stand in the tree whole, beside short ones', () => {
    const long = 'QUJD'.repeat(1000);
    const { root } = parseXml(
      `<a>${long}<b>short</b>${long}&amp;\r\n<c>${long}</c><!--${long}--><![CDATA[${long}]]></a>`,
    );
    expect(valuesOf(root.children)).toEqual([long, '<b>', `${long}&\n`, '<c>', long, long]);
  });
});
