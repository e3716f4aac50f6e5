import { describe, expect, it } from 'vitest';
import { type CanonicalOptions, canonicalize, canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import { childElements, descendants, firstChild } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

const EXCLUSIVE: CanonicalOptions = { exclusive: true, comments: false };
const INCLUSIVE: CanonicalOptions = { exclusive: false, comments: false };

function find(text: string, localName: string): XmlElement {
  const element = [...descendants(parseXml(text).root)].find((candidate) => candidate.localName === localName);
  if (element === undefined) throw new Error(`no ${localName}`);
  return element;
}

describe('characters (c14n 2.3)', () => {
  it('are escaped by place, and nothing else is', () => {
    const { root } = parseXml("<a b='\"&#9;&#10;&#13;&lt;>&amp;&apos;'>\"&#13;&lt;&gt;&amp;' <![CDATA[<&>]]></a>");
    expect(canonicalize(root, EXCLUSIVE)).toBe(
      '<a b="&quot;&#x9;&#xA;&#xD;&lt;>&amp;\'">"&#xD;&lt;&gt;&amp;\' &lt;&amp;&gt;</a>',
    );
  });

  it('of a namespace name are escaped as those of an attribute', () => {
    expect(canonicalize(parseXml('<a xmlns="http://x/?a&amp;b"/>').root, EXCLUSIVE)).toBe(
      '<a xmlns="http://x/?a&amp;b"></a>',
    );
  });
});

describe('order (c14n 2.2)', () => {
  it('is by namespace and local name for attributes, by prefix for declarations', () => {
    const { root } = parseXml('<a b:x="" a:y="" z="" c="" a:x="" xmlns:b="urn:1" xmlns:a="urn:2" xmlns="urn:0"/>');
    expect(canonicalize(root, EXCLUSIVE)).toBe(
      '<a xmlns="urn:0" xmlns:a="urn:2" xmlns:b="urn:1" c="" z="" b:x="" a:x="" a:y=""></a>',
    );
  });

  it('is by code point, not by UTF-16 unit', () => {
    expect(canonicalize(parseXml('<a 𐐀="" \uF900="" b=""/>').root, EXCLUSIVE)).toBe('<a b="" \uF900="" 𐐀=""></a>');
  });
});

describe('exclusive: namespaces (exc-c14n 3)', () => {
  const text = '<r xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b"><a:e b:x="1"><f/><a:g xmlns:a="urn:a2"/></a:e></r>';

  it('are written where they are first used', () => {
    expect(canonicalize(find(text, 'e'), EXCLUSIVE)).toBe(
      '<a:e xmlns:a="urn:a" xmlns:b="urn:b" b:x="1"><f xmlns="urn:d"></f><a:g xmlns:a="urn:a2"></a:g></a:e>',
    );
  });

  it('of a PrefixList are written at the top, used or not', () => {
    const options = { ...EXCLUSIVE, inclusivePrefixes: ['b', '#default', 'none'] };
    expect(canonicalize(find('<r xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b"><a:e/></r>', 'e'), options)).toBe(
      '<a:e xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b"></a:e>',
    );
  });

  it('of a PrefixList follow what is declared further down', () => {
    const options = { ...EXCLUSIVE, inclusivePrefixes: ['b', ''] };
    expect(
      canonicalize(
        parseXml('<e xmlns:b="urn:1" xmlns="urn:d"><f xmlns:b="urn:2"/><g xmlns:b="urn:1" xmlns=""/></e>').root,
        options,
      ),
    ).toBe('<e xmlns="urn:d" xmlns:b="urn:1"><f xmlns:b="urn:2"></f><g xmlns=""></g></e>');
  });

  it('xmlns="" is written only where it undoes something', () => {
    expect(canonicalize(parseXml('<a xmlns=""><b xmlns="urn:x"><c xmlns=""/></b></a>').root, EXCLUSIVE)).toBe(
      '<a><b xmlns="urn:x"><c xmlns=""></c></b></a>',
    );
  });

  it('do not leak from an element to its siblings', () => {
    expect(canonicalize(parseXml('<r><p:a xmlns:p="urn:1"/><p:b xmlns:p="urn:1"/></r>').root, EXCLUSIVE)).toBe(
      '<r><p:a xmlns:p="urn:1"></p:a><p:b xmlns:p="urn:1"></p:b></r>',
    );
  });

  it('xml is never declared', () => {
    const xml = 'http://www.w3.org/XML/1998/namespace';
    expect(canonicalize(parseXml(`<a xmlns:xml="${xml}" xml:lang="en"/>`).root, EXCLUSIVE)).toBe(
      '<a xml:lang="en"></a>',
    );
    expect(canonicalize(parseXml(`<a xmlns:xml="${xml}" xml:lang="en"/>`).root, INCLUSIVE)).toBe(
      '<a xml:lang="en"></a>',
    );
  });
});

describe('inclusive: an element inside a document (c14n 2.4)', () => {
  it('takes along all namespaces in scope and the nearest xml: attributes', () => {
    const text =
      '<r xmlns="urn:d" xmlns:a="urn:a" xml:lang="en" xml:space="preserve"><m xmlns="" xml:lang="de" x="1"><e xml:id="i"/></m></r>';
    expect(canonicalize(find(text, 'e'), INCLUSIVE)).toBe(
      '<e xmlns:a="urn:a" xml:id="i" xml:lang="de" xml:space="preserve"></e>',
    );
  });
});

describe('comments', () => {
  const document = parseXml('<?a b?><!--0--><r>x<!--1-->y</r><!--2--><?c?>');

  it('are kept or left out, around the element too', () => {
    expect(canonicalizeDocument(document, { exclusive: true, comments: true })).toBe(
      '<?a b?>\n<!--0-->\n<r>x<!--1-->y</r>\n<!--2-->\n<?c?>',
    );
    expect(canonicalizeDocument(document, EXCLUSIVE)).toBe('<?a b?>\n<r>xy</r>\n<?c?>');
    expect(canonicalize(document.root, { exclusive: true, comments: true })).toBe('<r>x<!--1-->y</r>');
  });
});

describe('the enveloped signature (xmldsig-core 6.6.4)', () => {
  it('is left out, only that one, with all it holds', () => {
    const { root } = parseXml('<r xmlns:d="urn:d"><d:S><x/></d:S>a<d:S/>b</r>');
    const [omit] = childElements(root, 'urn:d', 'S');
    if (omit === undefined) throw new Error('no signature');
    expect(canonicalize(root, { ...EXCLUSIVE, omit })).toBe('<r>a<d:S xmlns:d="urn:d"></d:S>b</r>');
  });
});

describe('relative namespace names (c14n 1.3; CVE-2025-66475)', () => {
  it('have no canonical form, instead of an empty one', () => {
    const text = '<a><b xmlns:x="relative"/></a>';
    for (const options of [EXCLUSIVE, INCLUSIVE]) {
      expect(() => canonicalize(parseXml(text).root, options)).toThrow(
        expect.objectContaining({ code: 'xml-relative-namespace', facts: { namespace: 'relative', position: 3 } }),
      );
    }
  });

  it('do no harm outside of what is canonicalized', () => {
    const { root } = parseXml('<a xmlns:x="relative"><b xmlns="urn:x"/></a>');
    expect(canonicalize(firstChild(root, 'urn:x', 'b') ?? root, EXCLUSIVE)).toBe('<b xmlns="urn:x"></b>');
  });
});
