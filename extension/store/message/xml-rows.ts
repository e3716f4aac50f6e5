import { type PrintKind, printLines } from '#shared/xml/print.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';

/** A piece of the source on a row: `text.slice(start, end)` is what is shown. */
export interface XmlToken {
  readonly kind: PrintKind;
  readonly start: number;
  readonly end: number;
}

/** One row of the XML view; rows stand in the order of the source. */
export interface XmlRow {
  readonly indent: number;
  readonly tokens: readonly XmlToken[];
  readonly start: number;
  readonly end: number;
}

/** A longer row is cut, so that a message of one line stays quick to show. Characters. */
const ROW_CHARS = 8000;

/** The document laid out for reading. */
export function prettyRows(document: XmlDocument): XmlRow[] {
  return printLines(document)
    .filter((line) => line.tokens.length > 0)
    .flatMap((line) => cutLong(line.tokens).map((tokens) => toRow(line.indent, tokens)));
}

/** The source as it is, line by line; coloured where it could be parsed. */
export function exactRows(text: string, document: XmlDocument | null): XmlRow[] {
  const known = document === null ? [] : printLines(document).flatMap((line) => line.tokens);
  return toLines(text, fillGaps(text.length, known))
    .flatMap(cutLong)
    .map((tokens) => toRow(0, tokens));
}

/** The number of the row that holds an offset. */
export function rowAt(rows: readonly XmlRow[], offset: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low);
}

/** What lies between the tokens is white space that the layout leaves out; here it is part of the text. */
function fillGaps(length: number, tokens: readonly XmlToken[]): XmlToken[] {
  const filled: XmlToken[] = [];
  let at = 0;
  for (const token of tokens) {
    if (token.start > at) filled.push({ kind: 'text', start: at, end: token.start });
    filled.push(token);
    at = token.end;
  }
  if (at < length) filled.push({ kind: 'text', start: at, end: length });
  return filled;
}

function toLines(text: string, tokens: readonly XmlToken[]): XmlToken[][] {
  const lines: XmlToken[][] = [[]];
  for (const { kind, start, end } of tokens) {
    let at = start;
    for (const match of text.slice(start, end).matchAll(/\n/g)) {
      lines.at(-1)?.push({ kind, start: at, end: start + match.index });
      lines.push([]);
      at = start + match.index + 1;
    }
    if (at < end) lines.at(-1)?.push({ kind, start: at, end });
  }
  return lines.filter((line) => line.length > 0);
}

function cutLong(tokens: readonly XmlToken[]): XmlToken[][] {
  const rows: XmlToken[][] = [[]];
  let room = ROW_CHARS;
  for (const { kind, start, end } of tokens) {
    for (let at = start; at < end || at === start; at += ROW_CHARS) {
      const piece = { kind, start: at, end: Math.min(end, at + ROW_CHARS) };
      const size = piece.end - piece.start;
      if (size > room) {
        rows.push([]);
        room = ROW_CHARS;
      }
      rows.at(-1)?.push(piece);
      room -= size;
    }
  }
  return rows;
}

function toRow(indent: number, tokens: readonly XmlToken[]): XmlRow {
  return { indent, tokens, start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}
