import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';

/** The words for a text that is no XML; null where it is. */
function said(text: string): string | null {
  try {
    parseXml(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const FAULTS: readonly (readonly [string, string, string, string])[] = [
  [
    'an element that is not closed, by the element and where it begins',
    '<r>\n <a>\n  <b>x\n </a>\n</r>',
    'line 4, column 2: <b>, begun at line 3, column 3, is not closed before "</a>"',
    '<r>\n <a>\n  <b>x</b>\n </a>\n</r>',
  ],
  [
    'two that are crossed',
    '<r>\n<a><b>x</a></b>\n</r>',
    'line 2, column 8: "</a>" and "</b>" are crossed: <b>, begun at line 2, column 4, is inside <a>, and has to be closed first',
    '<r>\n<a><b>x</b></a>\n</r>',
  ],
  [
    'the last element, where the end was cut off',
    '<s:r xmlns:s="u:u">\r\n <s:a>x</s:a> <s:b>y',
    'line 2, column 21: the text ends before everything was closed: <s:b>, begun at line 2, column 15, is not closed, and 1 around it',
    '<s:r xmlns:s="u:u">\r\n <s:a>x</s:a> <s:b>y</s:b></s:r>',
  ],
  [
    'a cut within a tag',
    '<r><a>x</a><b c="1',
    'line 1, column 12: the text ends in the middle of a tag: <r>, begun at line 1, column 1, is not closed',
    '<r><a>x</a><b c="1"/></r>',
  ],
  [
    'an end tag too many',
    '<r><a>x</a></b></r>',
    'line 1, column 12: "</b>" ends nothing that was begun, inside <r>',
    '<r/>',
  ],
  [
    'an end tag behind the end',
    '<r>x</r>\n</s>',
    'line 2, column 1: "</s>" ends nothing that was begun: the document element has ended',
    '<r>x</r>\n<!--s-->',
  ],
  [
    'a second document element',
    '<r/>\n\n<s/>',
    'line 3, column 1: <s> begins a second document element, after the end of the first',
    '<r/>\n\n',
  ],
  ['text behind the end', '<r/> ok', 'line 1, column 6: text after the end of the document element', '<r/> '],
  [
    'a bare ampersand',
    '<r>\n<a>R&D x</a></r>',
    'line 2, column 5: an ampersand that begins no reference',
    '<r>R&amp;D</r>',
  ],
  [
    'a comment that is not closed, tags within or not',
    '<r><!-- x <b></r>',
    'line 1, column 4: a comment that never ends',
    '<r><!-- x <b> --></r>',
  ],
  ['a comment that was cut off', '<r><!-- x', 'line 1, column 4: a comment that never ends', '<r><!-- x --></r>'],
  [
    'a CDATA section that is not closed',
    '<r><![CDATA[ x <b/></r>',
    'line 1, column 4: a CDATA section that never ends',
    '<r><![CDATA[ x <b/>]]></r>',
  ],
  [
    'a bare less-than sign',
    '<r>\n<a>1 < 2</a></r>',
    'line 2, column 6: a "<" that begins no tag: in a text it is written "&lt;"',
    '<r>1 &lt; 2</r>',
  ],
  [
    'an attribute twice',
    '<r\n a="1"\n a="2"/>',
    'line 3, column 2: the attribute "a" is there twice',
    '<r a="1" b="2"/>',
  ],
  [
    'a prefix that nobody declares',
    '<r>\n <s:a/></r>',
    'The prefix "s" at line 2, column 2 is not declared',
    '<r xmlns:s="u:u"><s:a/></r>',
  ],
];

describe('XML that its sender malformed', () => {
  it.each(FAULTS)('names %s', (_, text, words, sound) => {
    expect(said(text)).toContain(words);
    expect(said(sound)).toBeNull();
  });

  it('names the first fault, and nothing that is a text of its own', () => {
    expect(said('<r>\u0001<b></r>')).toContain('forbidden');
    expect(said('<r>anne<secret@example.com</r>')).not.toContain('secret');
  });

  it('takes tags for none in comments, sections and quoted values', () => {
    expect(said('<r><!--<a>--><![CDATA[</b>]]><c d="/>"></c><f></r>')).toContain('<f>, begun at line 1, column 44');
    expect(said('<r><!--<a>--><![CDATA[</b>]]><c d="/>"></c></r>')).toBeNull();
  });
});
