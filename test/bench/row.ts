/** One row of the bench: ours against one peer. `ratio` is how many times faster ours is. */
export interface Row {
  readonly bench: string;
  readonly value: number;
  readonly unit: 'ms';
  readonly peer: string;
  readonly ratio: number;
  readonly target: number;
  readonly holds: boolean;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Makes a row out of two medians in milliseconds. */
export function toRow(bench: string, ours: number, peer: string, theirs: number, target: number): Row {
  const ratio = theirs / ours;
  return { bench, value: round(ours), unit: 'ms', peer, ratio: round(ratio), target, holds: ratio >= target };
}

/** The table for people, then a JSON line for each row for programs. */
export function printRows(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.bench,
    `${row.value} ${row.unit}`,
    row.peer,
    `${row.ratio}x`,
    `${row.target}x`,
    row.holds ? 'holds' : 'MISSED',
  ]);
  const table = [['bench', 'ours', 'peer', 'faster', 'target', ''], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log();
  for (const row of rows) console.log(JSON.stringify(row));
}
