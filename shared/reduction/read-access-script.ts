import { nameWords } from '#shared/base/issue-words.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { AccessTable } from './access-table.ts';
import { buildAccessTable, demandSize } from './build-access-table.ts';
import { foldCase } from './fold-case.ts';
import { readDelimited } from './read-delimited.ts';
import { ScriptCursor } from './script-cursor.ts';
import type { ReadTable } from './table-cells.ts';

const SECTION_ACCESS = /section\s+access\s*;/iy;
const SECTION_APPLICATION = /section\s+application\s*;/iy;
const STAR = /star\s+is\s+\*\s*;/iy;
const LABEL = /(?:[\p{L}_][\p{L}\p{N}_]*|\[[^\]\r\n]*\])\s*:/uy;
const LOAD = /load\b/iy;
const ALL_FIELDS = /\*/y;
const COMMA = /,/y;
const INLINE = /inline\b/iy;
/** `ACCESS`, `[USER.EMAIL]`, `upper(GROUP) as GROUP`. */
const FIELD =
  /(?:upper\s*\(\s*)?("[^"\r\n]*"|\[[^\]\r\n]*\]|[\p{L}_][\p{L}\p{N}_.]*)(?:\s*\))?(?:\s+as\s+("[^"\r\n]*"|\[[^\]\r\n]*\]|[\p{L}_][\p{L}\p{N}_.]*))?/iuy;
const OPEN = /\[/y;
/** `(txt, delimiter is ';')` */
const FORMAT = /\(\s*(?:txt\s*)?,?\s*(?:delimiter\s+is\s+'([^'\r\n]|\\t)'\s*)?\)/iy;
const END = /;/y;

/**
 * Reads the access table of a load script of Qlik: `Section Access; LOAD * INLINE [ … ]; Section Application;`. There may
 * be comments, `Star is *`, labels, several loads with the same columns, fields named one by one with or without
 * `upper()` (everything is compared in upper case anyway), and another delimiter. What stands behind `Section Application`
 * loads the data and is not read.
 *
 * @throws WorkbenchError `access-text-invalid` with line, column and reason, for anything else; `access-table-large`
 */
export function readAccessScript(text: string): AccessTable {
  demandSize(text.length, LIMITS.accessTableChars, 'characters');
  const cursor = new ScriptCursor(text);
  const wrong = (offset: number, reason: string) => cursor.wrong(reason, offset);
  cursor.demand(SECTION_ACCESS, 'the script must begin with Section Access;');
  const loads: ReadTable<number>[] = [];
  const lines = new LineCount(text);
  while (cursor.take(SECTION_APPLICATION) === null) {
    if (cursor.isAtEnd) break;
    if (cursor.take(STAR) !== null) continue;
    loads.push(readLoad(cursor, lines));
  }
  const [first, ...others] = loads;
  if (first === undefined) throw cursor.wrong('there is no LOAD * INLINE [ … ]');
  for (const other of others) demandSameColumns(first, other, wrong);
  return buildAccessTable({ ...first, rows: loads.flatMap(({ rows }) => rows) }, wrong);
}

function readLoad(cursor: ScriptCursor, lines: LineCount): ReadTable<number> {
  cursor.take(LABEL);
  const start = cursor.at;
  cursor.demand(LOAD, 'this is not expected here: LOAD, or Section Application;');
  const named = cursor.take(ALL_FIELDS) === null ? readFieldNames(cursor) : null;
  cursor.demand(INLINE, 'only tables in the script itself are read: INLINE [ … ]');
  cursor.demand(OPEN, 'the table must stand in brackets: INLINE [ … ]', true);
  const from = cursor.at;
  const end = cursor.text.indexOf(']', from);
  if (end === -1) throw cursor.wrong('this bracket is not closed', from - 1);
  cursor.moveTo(end + 1);
  const delimiter = cursor.take(FORMAT)?.[1] ?? ',';
  cursor.demand(END, 'a semicolon must end the LOAD');
  const part = {
    text: cursor.text,
    start: from,
    end,
    line: lines.at(from),
    delimiter: delimiter === '\\t' ? '\t' : delimiter,
  };
  const read = readDelimited(part, (offset, reason) => cursor.wrong(reason, offset));
  if (read === null) throw cursor.wrong('there is no head with the names of the columns', from);
  if (named !== null) demandAllNamed(read, named, cursor, start);
  return read;
}

/** Names in front of INLINE, as `LOAD ACCESS, upper(GROUP) as GROUP` has them. */
function readFieldNames(cursor: ScriptCursor): ReadonlySet<string> {
  const names = new Set<string>();
  do {
    const { at } = cursor;
    const [, name = '', alias = name] = cursor.demand(FIELD, 'the name of a column is missing');
    if (nameOf(alias) !== nameOf(name)) throw cursor.wrong('a column cannot have another name here', at);
    names.add(nameOf(name));
  } while (cursor.take(COMMA) !== null);
  return names;
}

function nameOf(written: string): string {
  return foldCase(written.replace(/^["[]|["\]]$/g, '').trim());
}

function demandAllNamed(
  { head }: ReadTable<number>,
  named: ReadonlySet<string>,
  cursor: ScriptCursor,
  start: number,
): void {
  const there = new Set(head.map(({ text }) => foldCase(text.trim())));
  const left = [...there].find((name) => !named.has(name));
  if (left !== undefined) throw cursor.wrong(`the LOAD leaves out the column ${nameWords(left)} of its table`, start);
  const unknown = [...named].find((name) => !there.has(name));
  if (unknown !== undefined) throw cursor.wrong(`the table of the LOAD has no column ${nameWords(unknown)}`, start);
}

/** Of tables with other columns Qlik makes two, which are joined by what they share; one with them all says the same. */
function demandSameColumns(
  first: ReadTable<number>,
  other: ReadTable<number>,
  wrong: (offset: number, reason: string) => Error,
): void {
  const names = ({ head }: ReadTable<number>) => head.map(({ text }) => foldCase(text.trim())).join('\n');
  if (names(first) !== names(other))
    throw wrong(other.place, 'every LOAD must have the same columns in the same order');
}

/** Lines of a text, asked for by offsets that only grow. */
class LineCount {
  readonly #ends: Iterator<RegExpExecArray>;
  #next: IteratorResult<RegExpExecArray>;
  #line = 1;

  constructor(text: string) {
    this.#ends = text.matchAll(/\r\n|\r|\n/g);
    this.#next = this.#ends.next();
  }

  at(offset: number): number {
    while (!this.#next.done && this.#next.value.index < offset) {
      this.#line += 1;
      this.#next = this.#ends.next();
    }
    return this.#line;
  }
}
