import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

const cellSchema = v.object({
  column: v.string(),
  /** Of a kind, or what a healthy recording shows. */
  name: v.string(),
  healthy: v.boolean(),
  /** The receiver minded it; false: it let the user in all the same. */
  minded: v.boolean(),
});

/** One recording of the matrix, as it was made. */
export type Cell = v.InferOutput<typeof cellSchema>;

const fileSchema = v.object({ metadata: v.array(v.string()) });
const FOLDER = new URL('recordings/', import.meta.url);

/** Every recording that there is, in the order in which they were made. */
export function readCells(): readonly Cell[] {
  return v.parse(v.array(cellSchema), JSON.parse(readFileSync(new URL('cells.json', FOLDER), 'utf8')));
}

/** Where a recording lies. */
export function fileOf({ column, name }: Pick<Cell, 'column' | 'name'>): URL {
  return new URL(`${column}/${name}.json.gz`, FOLDER);
}

/** The trace as text, and the metadata that an inspector is given beside it, which stands in the same file. */
export function readRecording(cell: Cell): { readonly trace: string; readonly metadata: readonly string[] } {
  const trace = gunzipSync(readFileSync(fileOf(cell))).toString('utf8');
  return { trace, metadata: v.parse(fileSchema, JSON.parse(trace)).metadata };
}
