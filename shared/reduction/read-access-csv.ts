import { LIMITS } from '#shared/base/limits.ts';
import type { AccessTable } from './access-table.ts';
import { buildAccessTable, demandSize } from './build-access-table.ts';
import { readDelimited } from './read-delimited.ts';
import { textError } from './text-place.ts';

/** What may stand between two cells: what the head has first. */
const DELIMITERS = /[,;\t|]/;

/**
 * Reads an access table in CSV (RFC 4180), its first line the names of the columns. The delimiter is a comma, or
 * whichever of semicolon, tab and bar the head has first, as spreadsheets write it.
 *
 * @throws WorkbenchError `access-text-invalid` with line, column and reason; `access-table-large`
 */
export function readAccessCsv(text: string): AccessTable {
  demandSize(text.length, LIMITS.accessTableChars, 'characters');
  const wrong = (offset: number, reason: string) => textError(text, offset, reason);
  const start = text.startsWith('\u{FEFF}') ? 1 : 0;
  const head = /[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const delimiter = DELIMITERS.exec(head)?.[0] ?? ',';
  const read = readDelimited({ text, start, end: text.length, line: 1, delimiter }, wrong);
  if (read === null) throw wrong(text.length, 'there is no head with the names of the columns');
  return buildAccessTable(read, wrong);
}
