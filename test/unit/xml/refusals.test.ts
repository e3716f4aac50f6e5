import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { parseXml } from '#shared/xml/parse.ts';

/** What is refused, with code and position, and beside each its nearest twin that is accepted. */
const PAIRS: readonly (readonly [
  what: string,
  refused: string,
  code: string,
  position: number | null,
  accepted: string,
])[] = [
  ['an end tag of another name', '<a><b></a></b>', 'xml-not-well-formed', 6, '<a><b></b></a>'],
  ['an end tag whose name goes on', '<a></ab>', 'xml-not-well-formed', 3, '<ab></ab>'],
  ['an element that is never closed', '<a><b></a>', 'xml-not-well-formed', 6, '<a><b/></a>'],
  ['an end tag without a start', '</a>', 'xml-not-well-formed', 0, '<a></a>'],
  ['a tag that is never closed', '<a><b', 'xml-not-well-formed', 3, '<a><b/></a>'],
  ['two document elements', '<a/><a/>', 'xml-not-well-formed', 4, '<a/><!--a-->'],
  ['text after the document element', '<a/>x', 'xml-not-well-formed', 4, '<a/>\n'],
  ['text before the document element', 'x<a/>', 'xml-not-well-formed', 0, '\n<a/>'],
  ['no element at all', '<!--a-->', 'xml-not-well-formed', 8, '<!--a--><a/>'],
  ['an attribute twice', '<a b="1" b="2"/>', 'xml-not-well-formed', 9, '<a b="1" c="2"/>'],
  [
    'an attribute twice by expanded name',
    '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="" q:b=""/>',
    'xml-not-well-formed',
    42,
    '<a xmlns:p="urn:x" xmlns:q="urn:y" p:b="" q:b="" b=""/>',
  ],
  [
    'a declaration twice',
    '<a xmlns:p="urn:x" xmlns:p="urn:y"/>',
    'xml-not-well-formed',
    19,
    '<a xmlns:p="urn:x" xmlns="urn:y"/>',
  ],
  ['an attribute without a value', '<a b/>', 'xml-not-well-formed', 4, '<a b=""/>'],
  ['an attribute without quotes', '<a b=1/>', 'xml-not-well-formed', 5, '<a b="1"/>'],
  ['attributes without white space between', '<a b="1"c="2"/>', 'xml-not-well-formed', 8, '<a b="1" c="2"/>'],
  ['a value with "<"', '<a b="<"/>', 'xml-not-well-formed', 6, '<a b=">"/>'],
  ['white space before a name', '< a/>', 'xml-not-well-formed', 0, '<a />'],
  ['a slash that ends nothing', '<a / >x</a>', 'xml-not-well-formed', 3, '<a >x</a>'],
  ['an undeclared prefix', '<p:a/>', 'xml-namespace', 0, '<p:a xmlns:p="urn:x"/>'],
  ['an undeclared prefix of an attribute', '<a p:b=""/>', 'xml-namespace', 3, '<a xmlns:p="urn:x" p:b=""/>'],
  [
    'a prefix out of its scope',
    '<a><b xmlns:p="urn:x"/><p:c/></a>',
    'xml-namespace',
    23,
    '<a xmlns:p="urn:x"><b/><p:c/></a>',
  ],
  ['a prefix undeclared', '<a xmlns:p=""/>', 'xml-not-well-formed', 3, '<a xmlns=""/>'],
  ['another namespace for xml', '<a xmlns:xml="urn:x"/>', 'xml-not-well-formed', 3, '<a xmlns:xmla="urn:x"/>'],
  [
    'another prefix for the namespace of xml',
    '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
    'xml-not-well-formed',
    3,
    '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
  ],
  ['a declaration of xmlns', '<a xmlns:xmlns="urn:x"/>', 'xml-not-well-formed', 3, '<a xmlns:xmln="urn:x"/>'],
  [
    'the namespace of xmlns',
    '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
    'xml-not-well-formed',
    3,
    '<a xmlns="http://www.w3.org/2000/xmlns"/>',
  ],
  ['a name of two colons', '<a:b:c xmlns:a="urn:x"/>', 'xml-not-well-formed', 0, '<a:c xmlns:a="urn:x"/>'],
  ['a name that begins with a digit', '<a><1/></a>', 'xml-not-well-formed', 3, '<a><_1/></a>'],
  ['an ampersand that begins no reference', '<a>a & b</a>', 'xml-not-well-formed', 5, '<a>a &amp; b</a>'],
  ['an unknown entity', '<a>&nbsp;</a>', 'xml-not-well-formed', 3, '<a>&#160;</a>'],
  ['an unknown entity in a value', '<a b="x&eacute;"/>', 'xml-not-well-formed', 7, '<a b="x&#233;"/>'],
  ['a reference to NUL', '<a>&#0;</a>', 'xml-not-well-formed', 3, '<a>&#9;</a>'],
  ['a reference to a surrogate', '<a>&#xD800;</a>', 'xml-not-well-formed', 3, '<a>&#xD7FF;</a>'],
  ['a reference beyond Unicode', '<a>&#x110000;</a>', 'xml-not-well-formed', 3, '<a>&#x10FFFF;</a>'],
  ['a reference with an upper-case X', '<a>&#X41;</a>', 'xml-not-well-formed', 3, '<a>&#x41;</a>'],
  ['NUL', '<a>\u0000</a>', 'xml-not-well-formed', 3, '<a>\u0009</a>'],
  ['U+FFFF in a comment', '<a><!--\uFFFF--></a>', 'xml-not-well-formed', 7, '<a><!--\uFFFD--></a>'],
  ['half of a surrogate pair', '<a>\uD83D</a>', 'xml-not-well-formed', 3, '<a>\uD83D\uDE00</a>'],
  ['"]]>" in text', '<a>x]]></a>', 'xml-not-well-formed', 4, '<a>x]]&gt;</a>'],
  ['"--" in a comment', '<a><!-- -- --></a>', 'xml-not-well-formed', 8, '<a><!-- - --></a>'],
  ['a comment that ends in "--->"', '<a><!-- ---></a>', 'xml-not-well-formed', 8, '<a><!-- --></a>'],
  ['a comment of "<!-->"', '<a><!--></a>', 'xml-not-well-formed', 3, '<a><!----></a>'],
  ['a comment that never ends', '<a><!-- </a>', 'xml-not-well-formed', 3, '<a><!-- --></a>'],
  ['a CDATA section that never ends', '<a><![CDATA[ </a>', 'xml-not-well-formed', 3, '<a><![CDATA[ ]]></a>'],
  ['a CDATA section in lower case', '<a><![cdata[ ]]></a>', 'xml-not-well-formed', 3, '<a><![CDATA[ ]]></a>'],
  ['a CDATA section outside', '<![CDATA[]]><a/>', 'xml-not-well-formed', 0, '<a><![CDATA[]]></a>'],
  ['a DOCTYPE', '<!DOCTYPE a><a/>', 'xml-doctype', 0, '<!--DOCTYPE a--><a/>'],
  [
    'a DOCTYPE after a comment',
    '<?xml version="1.0"?><!--x--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'xml-doctype',
    29,
    '<?xml version="1.0"?><!--x--><a>b</a>',
  ],
  ['a DOCTYPE inside', '<a><!DOCTYPE a></a>', 'xml-doctype', 3, '<a>&lt;!DOCTYPE a></a>'],
  ['a DOCTYPE after the end', '<a/><!DOCTYPE a>', 'xml-doctype', 4, '<a/><!--DOCTYPE a-->'],
  ['a processing instruction inside', '<a>x<?y?>z</a>', 'xml-processing-instruction', 4, '<?y?><a>xz</a>'],
  [
    'a processing instruction with a quote inside',
    "<a><?y don't?></a>",
    'xml-processing-instruction',
    3,
    "<?y don't?><a></a><?y don't?>",
  ],
  [
    'an XML declaration inside',
    '<a><?xml version="1.0"?></a>',
    'xml-processing-instruction',
    3,
    '<?xml version="1.0"?><a></a>',
  ],
  [
    'an XML declaration that is not first',
    ' <?xml version="1.0"?><a/>',
    'xml-not-well-formed',
    1,
    '<?xml version="1.0"?> <a/>',
  ],
  ['XML 1.1', '<?xml version="1.1"?><a/>', 'xml-not-well-formed', 0, '<?xml version="1.0"?><a/>'],
  [
    'an XML declaration out of order',
    '<?xml encoding="UTF-8" version="1.0"?><a/>',
    'xml-not-well-formed',
    0,
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?><a/>',
  ],
  ['a processing instruction called XML', '<?XML a?><a/>', 'xml-not-well-formed', 0, '<?XML-a a?><a/>'],
  ['a processing instruction that never ends', '<?a <b/>', 'xml-not-well-formed', 0, '<?a ?><b/>'],
  ['nothing', '', 'input-empty', null, '<a/>'],
];

describe('what is refused, and its nearest twin that is not', () => {
  it.each(PAIRS)('%s', (_, refused, code, position, accepted) => {
    const facts = position === null ? {} : expect.objectContaining({ position });
    expect(() => parseXml(refused)).toThrow(expect.objectContaining({ name: 'WorkbenchError', code, facts }));
    expect(parseXml(accepted).root.kind).toBe('element');
  });

  it('counts positions from behind a byte order mark, as the tree does', () => {
    expect(() => parseXml('\uFEFF<a>&x;</a>')).toThrow(
      expect.objectContaining({
        facts: { position: 3, place: 'line 1, column 4', reason: 'the entity "x" is not known' },
      }),
    );
  });

  it('knows the quote tricks of CVE-2025-25291: a DOCTYPE hidden behind quotes is seen', () => {
    expect(() => parseXml('<!DOCTYPE a [<!NOTATION x SYSTEM \'"\'>]><!--"--><a/>')).toThrow(
      expect.objectContaining({ code: 'xml-doctype' }),
    );
    expect(() => parseXml('<a x="\'"><!DOCTYPE b></a>')).toThrow(expect.objectContaining({ code: 'xml-doctype' }));
  });
});

describe('limits', { timeout: 60_000 }, () => {
  const nest = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  it('depth', () => {
    expect(parseXml(nest(LIMITS.xmlDepth)).root.name).toBe('a');
    expect(() => parseXml(nest(LIMITS.xmlDepth + 1))).toThrow(expect.objectContaining({ code: 'xml-too-deep' }));
    expect(() => parseXml(nest(1_000_000))).toThrow(expect.objectContaining({ code: 'xml-too-deep' }));
    expect(() => parseXml('<a>'.repeat(10_000))).toThrow(expect.objectContaining({ code: 'xml-too-deep' }));
  });

  it('attributes, declarations counted with them', () => {
    const tag = (count: number): string =>
      `<a ${Array.from({ length: count }, (_, index) => (index % 2 === 0 ? `b${index}=""` : `xmlns:c${index}="urn:c"`)).join(' ')}/>`;
    expect(parseXml(tag(LIMITS.xmlAttributes)).root.attributes).toHaveLength(LIMITS.xmlAttributes / 2);
    expect(() => parseXml(tag(LIMITS.xmlAttributes + 1))).toThrow(
      expect.objectContaining({ code: 'xml-too-many-attributes' }),
    );
    expect(() => parseXml(tag(100_000))).toThrow(expect.objectContaining({ code: 'xml-too-many-attributes' }));
  });

  it('duplicates among many attributes are found too', () => {
    const names = Array.from({ length: 200 }, (_, index) => `b${index}=""`);
    expect(() => parseXml(`<a ${names.join(' ')} b7=""/>`)).toThrow(
      expect.objectContaining({ code: 'xml-not-well-formed' }),
    );
  });

  it('nodes', () => {
    expect(() => parseXml(`<a>${'<b/>'.repeat(LIMITS.xmlNodes)}</a>`)).toThrow(
      expect.objectContaining({ code: 'xml-too-many-nodes' }),
    );
  });

  it('size, before anything is read', () => {
    expect(() => parseXml(`<a>${'x'.repeat(LIMITS.xmlChars)}</a>`)).toThrow(
      expect.objectContaining({ code: 'xml-too-large' }),
    );
  });
});
