import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';
import { printLines } from '#shared/xml/print.ts';

function show(text: string): readonly string[] {
  const document = parseXml(text);
  return printLines(document).map(
    ({ indent, tokens }) =>
      '  '.repeat(indent) + tokens.map(({ start, end }) => document.text.slice(start, end)).join(''),
  );
}

describe('the pretty view', () => {
  it('puts an element on a line, and content that is not only layout too', () => {
    expect(show('<?xml version="1.0"?><!--0--><a x="1"><b>t</b> \n <c/>mixed <d>\n<e/></d></a><?p?>')).toEqual([
      '<?xml version="1.0"?>',
      '<!--0-->',
      '<a x="1">',
      '  <b>t</b>',
      '  <c/>',
      '  mixed ',
      '  <d>',
      '    <e/>',
      '  </d>',
      '</a>',
      '<?p?>',
    ]);
  });

  it('shows comments and CDATA sections inside a value, in their place (CVE-2017-11427)', () => {
    expect(show('<a><NameID>admin<!-- x -->@evil<![CDATA[<&>]]></NameID></a>')).toEqual([
      '<a>',
      '  <NameID>admin<!-- x -->@evil<![CDATA[<&>]]></NameID>',
      '</a>',
    ]);
  });

  it('never escapes anew: it shows what was written', () => {
    expect(show("<a b='&#x41;\"'>&amp;&#65;></a>")).toEqual(["<a b='&#x41;\"'>&amp;&#65;></a>"]);
  });

  it('keeps white space that a reference means, and drops only layout', () => {
    expect(show('<a> <b/>&#32;<c/> </a>')).toEqual(['<a>', '  <b/>', '  &#32;', '  <c/>', '</a>']);
  });

  it('breaks lines where the source does', () => {
    expect(show('<a\r\n  b="1">x\ny</a\n>')).toEqual(['<a', '  b="1">x', 'y</a', '>']);
  });

  it('knows what each piece is and which element it belongs to', () => {
    const document = parseXml('<p:a xmlns:p="urn:p" b = "1">t<!--c--></p:a >');
    const [line] = printLines(document);
    expect(line?.element).toBe(document.root);
    expect(line?.tokens.map(({ kind, start, end }) => [kind, document.text.slice(start, end)])).toEqual([
      ['punctuation', '<'],
      ['element-name', 'p:a'],
      ['punctuation', ' '],
      ['attribute-name', 'xmlns:p'],
      ['punctuation', '='],
      ['attribute-value', '"urn:p"'],
      ['punctuation', ' '],
      ['attribute-name', 'b'],
      ['punctuation', ' = '],
      ['attribute-value', '"1"'],
      ['punctuation', '>'],
      ['text', 't'],
      ['comment', '<!--c-->'],
      ['punctuation', '</'],
      ['element-name', 'p:a'],
      ['punctuation', ' >'],
    ]);
  });
});
