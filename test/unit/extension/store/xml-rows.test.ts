import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';
import { signedRanges } from '../../../../extension/store/message/coverage.ts';
import { marksOn, markTokens, signedBy, type XmlMark } from '../../../../extension/store/message/xml-marks.ts';
import { exactRows, prettyRows, rowAt, type XmlRow } from '../../../../extension/store/message/xml-rows.ts';
import { plainResponse } from '../../../fixtures/plain-messages.ts';
import { makeSigner, verifyText } from '../../../fixtures/signer.ts';

const SOURCE = '<?xml version="1.0"?>\n<a x="1">\r\n  <!-- note --><b>one\ntwo</b><c/></a>\n';

const textOf = (text: string, rows: readonly XmlRow[]) =>
  rows.map((row) => row.tokens.map(({ start, end }) => text.slice(start, end)).join(''));

describe('the exact view', () => {
  it('is the source, line by line, and nothing of it is lost', () => {
    const rows = exactRows(SOURCE, parseXml(SOURCE));
    expect(textOf(SOURCE, rows).join('\n')).toBe(SOURCE.slice(0, -1));
  });

  it('shows what could not be parsed', () => {
    expect(textOf('<a\n<', exactRows('<a\n<', null))).toEqual(['<a', '<']);
  });

  it('cuts a line of a megabyte into rows', () => {
    const text = `<a>${'x'.repeat(1_000_000)}</a>`;
    const rows = exactRows(text, parseXml(text));
    expect(rows.length).toBeGreaterThan(100);
    expect(textOf(text, rows).join('')).toBe(text);
  });
});

describe('the pretty view', () => {
  it('keeps comments and text, and leaves out white space between tags', () => {
    expect(textOf(SOURCE, prettyRows(parseXml(SOURCE)))).toEqual([
      '<?xml version="1.0"?>',
      '<a x="1">',
      '<!-- note -->',
      '<b>one',
      'two</b>',
      '<c/>',
      '</a>',
    ]);
  });

  it('has its rows in the order of the source, so that an offset leads to its row', () => {
    const document = parseXml(SOURCE);
    const rows = prettyRows(document);
    expect(rows.every((row, index) => index === 0 || row.start >= (rows[index - 1]?.end ?? 0))).toBe(true);
    expect(
      textOf(SOURCE, [rows[rowAt(rows, SOURCE.indexOf('<c/>'))] ?? { indent: 0, tokens: [], start: 0, end: 0 }]),
    ).toEqual(['<c/>']);
    expect(rowAt(rows, 0)).toBe(0);
    expect(rowAt(rows, 1e9)).toBe(rows.length - 1);
  });
});

describe('marks on a row', () => {
  const text = '<a>hello world</a>';
  const [row] = prettyRows(parseXml(text));
  const cut = (marks: readonly XmlMark[]) =>
    row === undefined
      ? []
      : markTokens(row, marksOn(row, marks)).map(({ start, end, mark }) => [text.slice(start, end), mark]);

  it('cut tokens where they begin and end, the current one above the rest', () => {
    const marks: XmlMark[] = [
      { start: 3, end: 14, kind: 'focus' },
      { start: 9, end: 11, kind: 'current' },
    ];
    expect(cut(marks)).toEqual([
      ['<', null],
      ['a', null],
      ['>', null],
      ['hello ', 'focus'],
      ['wo', 'current'],
      ['rld', 'focus'],
      ['</', null],
      ['a', null],
      ['>', null],
    ]);
  });

  it('that lie elsewhere leave it alone', () => {
    expect(cut([{ start: 100, end: 120, kind: 'hit' }]).every(([, mark]) => mark === null)).toBe(true);
  });
});

describe('what is signed', () => {
  it('is marked on the rows of the signed element, and on no other', async () => {
    const signer = await makeSigner();
    const xml = await signer.sign(plainResponse(), '_assertion');
    const ranges = signedRanges(await verifyText(xml, [signer.trusted]));
    const marked = prettyRows(parseXml(xml)).map((row) => [
      xml.slice(row.start, row.end).slice(0, 15),
      signedBy(row, ranges),
    ]);
    expect(marked[0]).toEqual(['<samlp:Response', null]);
    expect(marked.find(([text]) => text === '<saml:Assertion')?.[1]).toBe('valid');
    expect(marked.at(-1)?.[1]).toBeNull();
  });
});
