import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { Workbench } from '../../store/workbench.ts';

/** Opens each file; one that cannot be read becomes a notice. Gives whether every one could. */
export async function readFiles(workbench: Workbench, files: readonly File[]): Promise<boolean> {
  workbench.notices.clearErrors();
  let all = true;
  for (const file of files) {
    const content = await readFile(workbench, file);
    all = content !== null && (await workbench.openInput(file.name, content)) && all;
  }
  return all;
}

async function readFile({ notices }: Workbench, file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    if (file.size > LIMITS.inputBytes)
      throw new InputError('input-too-large', { size: file.size, limit: LIMITS.inputBytes });
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    notices.showError(error, file.name);
    return null;
  }
}
