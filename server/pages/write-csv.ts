/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"). */
const FORMULA = /^\s*[=+\-@\t\r\n|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]/u;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it, which shows
 * that it is text; numbers are numbers.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  // NUL ends a text for some readers: what stands behind it would not be seen.
  const text = cell.replaceAll('\0', '\u{FFFD}');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
