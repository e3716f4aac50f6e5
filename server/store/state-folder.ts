import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StoreError } from './store-error.ts';

/**
 * Makes the state folder if need be, for its owner only: it holds private keys and sessions. What a process that was
 * killed has left half-written is removed. Call it before anything is written there.
 * @throws WorkbenchError `state-unwritable`
 */
export async function makeStateFolder(folder: string): Promise<void> {
  await explained(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    for (const name of await readdir(folder)) {
      if (await isLeftOver(join(folder, name))) await rm(join(folder, name), { force: true });
    }
  });
}

/** `.NAME.PID`: written by a process that was killed before it could give the file its name; it may hold a key. */
async function isLeftOver(path: string): Promise<boolean> {
  const pid = Number(/^\..+\.(\d+)$/.exec(basename(path))?.[1] ?? 0);
  if (pid === 0) return false;
  // In a container the number is the same each time.
  return pid === process.pid ? (await stat(path)).mtimeMs < performance.timeOrigin : !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** The text of a state file; null where there is none yet. */
export async function readStateFile(folder: string, name: string): Promise<string | null> {
  return explained(folder, async () => {
    try {
      return await readFile(join(folder, name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  });
}

/** Writes a state file with mode 0600, whole or not at all: a kill in between leaves the old one. */
export async function writeStateFile(folder: string, name: string, text: string): Promise<void> {
  await explained(folder, async () => {
    const temporary = join(folder, `.${name}.${process.pid}`);
    try {
      // Flushed: after a loss of power the name would otherwise stand for an empty file.
      await writeFile(temporary, text, { mode: 0o600, flush: true });
      await rename(temporary, join(folder, name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

async function explained<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError('state-unwritable', { folder, reason }, { cause });
  }
}
