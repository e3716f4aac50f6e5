/** Bytes of a file with rules or tests. */
export const MAX_FILE = 4 * 1024 * 1024;

/** The text of the first file that was chosen; null where it is too large. */
export async function readTextFile([file]: readonly File[]): Promise<string | null> {
  return file === undefined || file.size > MAX_FILE ? null : await file.text();
}
