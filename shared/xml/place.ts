/**
 * Where an offset is for whoever opens the text in an editor: `line 3, column 14`, both from 1, columns in UTF-16 units.
 * Lines end as XML has them end: LF, CR LF, CR (XML 1.0, 2.11).
 */
export function placeOf(text: string, position: number): string {
  const before = text.slice(0, position);
  const lines = before.split(/\r\n|\n|\r/);
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
