import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAttribute, escapeText } from '#shared/xml/escape.ts';
import { textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';

const xmlText = fc
  .string({ unit: 'binary' })
  .map((text) => [...text].filter((char) => char >= ' ' || '\t\n\r'.includes(char)).join(''))
  .filter((text) => text.isWellFormed() && !/[\uFFFE\uFFFF]/.test(text));

describe('escaping', { timeout: 60_000 }, () => {
  it('lets a parser read back exactly what was given, as text and as attribute', () => {
    fc.assert(
      fc.property(xmlText, (text) => {
        const { root } = parseXml(`<a b="${escapeAttribute(text)}">${escapeText(text)}</a>`);
        expect(root.attributes[0]?.value).toBe(text);
        expect(textOf(root)).toBe(text);
      }),
    );
  });

  it('leaves nothing that could end the place it is put in', () => {
    expect(escapeText('</a>&]]>\r')).toBe('&lt;/a&gt;&amp;]]&gt;&#xD;');
    expect(escapeAttribute('" x="<\n\t\r&')).toBe('&quot; x=&quot;&lt;&#xA;&#x9;&#xD;&amp;');
  });
});
