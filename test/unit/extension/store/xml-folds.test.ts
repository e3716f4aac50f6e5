import { describe, expect, it } from 'vitest';
import { parseXml } from '#shared/xml/parse.ts';
import { foldedAtFirst, foldsOf, unfoldedRows } from '../../../../extension/store/message/xml-folds.ts';
import { prettyRows } from '../../../../extension/store/message/xml-rows.ts';

const XML = '<a><b><c><d>1</d></c></b><e><f/></e></a>';
const document = parseXml(XML);
const rows = prettyRows(document);
const folds = foldsOf(rows);
const texts = (numbers: readonly number[]) =>
  numbers.map((number) => XML.slice(rows[number]?.start, rows[number]?.end));

describe('folding', () => {
  it('is offered where something goes on below a row, to where it ends', () => {
    expect([...folds.keys()].sort((one, other) => one - other).map((row) => texts([row])[0])).toEqual([
      '<a>',
      '<b>',
      '<c>',
      '<e>',
    ]);
    for (const [start, end] of folds) expect(rows[end]?.indent ?? 0).toBe(rows[start]?.indent);
  });

  it('leaves the row that opens and the one that closes', () => {
    const b = rows.findIndex(({ start }) => XML.startsWith('<b>', start));
    expect(texts(unfoldedRows(rows.length, folds, new Set([b]), null)).join('')).toBe('<a><b></b><e><f/></e></a>');
  });

  it('shows what is looked for, whatever is folded around it', () => {
    const d = rows.findIndex(({ start }) => XML.startsWith('<d>', start));
    expect(unfoldedRows(rows.length, folds, new Set(folds.keys()), d)).toContain(d);
  });

  it('begins a tree with all folded that is below the second level', () => {
    const shown = unfoldedRows(rows.length, folds, foldedAtFirst(rows, folds), null);
    expect(texts(shown).join('')).toBe('<a><b><c></c></b><e><f/></e></a>');
  });
});
