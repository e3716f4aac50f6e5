import type { ReadCell, ReadRow, ReadTable } from './table-cells.ts';

/** A part of a text that holds a table, one row a line. */
export interface DelimitedPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The line that `start` is in, from 1. */
  readonly line: number;
  /** One character between two cells. */
  readonly delimiter: string;
}

/** Makes the error for a mistake at an offset. */
type WrongAt = (offset: number, reason: string) => Error;

/**
 * Reads rows of cells: a cell in double quotes may hold the delimiter and the end of a line, and two of them are one
 * (RFC 4180). White space around cells does not count, lines without any are left out.
 *
 * @returns offsets as places; null: there is no line at all
 * @throws what `wrong` makes for a quote that is not closed, one in the middle of a cell, and text behind one
 */
export function readDelimited(part: DelimitedPart, wrong: WrongAt): ReadTable<number> | null {
  const lines: ReadRow<number>[] = [];
  let [at, line] = [part.start, part.line];
  while (at < part.end) {
    const { row, next, ended } = readLine(part, at, line, wrong);
    if (row.cells.length > 1 || row.cells[0]?.text.trim() !== '') lines.push(row);
    [at, line] = [next, line + ended];
  }
  const [head, ...rows] = lines;
  return head === undefined ? null : { head: head.cells, rows, place: head.place };
}

/** One row; `ended` counts the lines that end in it. */
function readLine(part: DelimitedPart, start: number, line: number, wrong: WrongAt) {
  const cells: ReadCell<number>[] = [];
  let [at, ended] = [start, 0];
  for (;;) {
    const cell = part.text[skipBlank(part, at)] === '"' ? readQuoted(part, at, wrong) : readPlain(part, at, wrong);
    cells.push({ text: cell.text, place: skipBlank(part, at) });
    ended += cell.ended;
    at = cell.next;
    if (at >= part.end || part.text[at] !== part.delimiter) break;
    at += 1;
  }
  const next = at >= part.end ? at : afterLineEnd(part.text, at);
  return { row: { line, place: start, cells }, next, ended: ended + 1 };
}

interface CellEnd {
  readonly text: string;
  /** Where the delimiter, the end of the line or the end of the part stands. */
  readonly next: number;
  readonly ended: number;
}

function readPlain(part: DelimitedPart, start: number, wrong: WrongAt): CellEnd {
  let at = start;
  for (; at < part.end && !endsCell(part, at); at++)
    if (part.text[at] === '"') throw wrong(at, 'a quote in the middle of a cell: the whole cell needs quotes');
  return { text: part.text.slice(start, at), next: at, ended: 0 };
}

function readQuoted(part: DelimitedPart, start: number, wrong: WrongAt): CellEnd {
  const opened = skipBlank(part, start);
  let [at, text, ended] = [opened + 1, '', 0];
  for (;;) {
    const close = part.text.indexOf('"', at);
    if (close === -1 || close >= part.end) throw wrong(opened, 'this quote is not closed');
    text += part.text.slice(at, close);
    at = close + 1;
    if (part.text[at] !== '"' || at >= part.end) break;
    text += '"';
    at += 1;
  }
  ended = (text.match(/\r\n|\r|\n/g) ?? []).length;
  const next = skipBlank(part, at);
  if (next < part.end && !endsCell(part, next)) throw wrong(next, 'text behind a closing quote');
  return { text, next, ended };
}

function endsCell({ text, delimiter }: DelimitedPart, at: number): boolean {
  const character = text[at];
  return character === delimiter || character === '\n' || character === '\r';
}

function skipBlank({ text, end, delimiter }: DelimitedPart, start: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t') && text[at] !== delimiter) at++;
  return at;
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}
