import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/** The earliest day that a zip can state, at noon: no zone moves it to a day before. */
const ALWAYS = new Date(1980, 0, 1, 12);

/**
 * A zip of some files that is the same bytes whenever and wherever it is made: in the order of their names, of one day,
 * without owners and modes.
 *
 * @param files by their paths in the zip, `/` between folders
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: ALWAYS });
}

/** Every file below a folder, by its path from there, `/` between folders. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await readFiles(folder, paths);
}

/** Some files by their paths from `root`. */
export async function readFiles(root: string, paths: readonly string[]): Promise<Map<string, Uint8Array>> {
  const read = await Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path))));
  return new Map(paths.map((path, index) => [relative(root, path).split(sep).join('/'), read[index] ?? NOTHING]));
}

const NOTHING = new Uint8Array();
