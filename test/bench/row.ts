/**
 * One row of the bench. Against a peer, `ratio` is how many times faster ours is and `target` how many times it shall
 * be. Against a limit, `peer` names what was measured, `target` is the limit and `ratio` how far below it ours is.
 */
export interface Row {
  readonly bench: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'x';
  readonly peer: string;
  readonly ratio: number;
  readonly target: number;
  readonly holds: boolean;
  /** Whether `target` is a limit; only for the table. */
  readonly isLimit: boolean;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Makes a row out of two medians in milliseconds. */
export function toRow(bench: string, ours: number, peer: string, theirs: number, target: number): Row {
  const ratio = theirs / ours;
  return {
    bench,
    value: round(ours),
    unit: 'ms',
    peer,
    ratio: round(ratio),
    target,
    holds: ratio >= target,
    isLimit: false,
  };
}

/** Makes a row out of a value that shall stay below a limit in the same unit. */
export function toLimitRow(bench: string, value: number, unit: Row['unit'], of: string, limit: number): Row {
  return {
    bench,
    value: round(value),
    unit,
    peer: of,
    ratio: round(limit / value),
    target: limit,
    holds: value <= limit,
    isLimit: true,
  };
}

/** The table for people, then a JSON line for each row for programs. */
export function printRows(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.bench,
    `${row.value} ${row.unit}`,
    row.peer,
    `${row.ratio}x`,
    row.isLimit ? `<= ${row.target} ${row.unit}` : `${row.target}x`,
    row.holds ? 'holds' : 'MISSED',
  ]);
  const table = [['bench', 'ours', 'peer, or of what', 'ratio', 'target', ''], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log();
  for (const { isLimit, ...row } of rows) console.log(JSON.stringify(row));
}
