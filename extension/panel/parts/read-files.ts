import type { Workbench } from '../../store/workbench.ts';

/** From this many bytes on a file is read by a worker: smaller ones take less time than a worker takes to begin. */
const LARGE = 384 * 1024;

/** Opens each file; one that cannot be read becomes a notice. Gives whether every one could, as far as that is known at once. */
export async function readFiles(workbench: Workbench, files: readonly File[]): Promise<boolean> {
  workbench.notices.clearErrors();
  let all = true;
  for (const file of files) all = (await readFile(workbench, file)) && all;
  return all;
}

async function readFile(workbench: Workbench, file: File): Promise<boolean> {
  if (file.size > LARGE) return await workbench.openLarge(file.name, file);
  try {
    return await workbench.openInput(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    workbench.notices.showError(error, file.name);
    return false;
  }
}
