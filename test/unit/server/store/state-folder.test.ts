import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeStateFolder, writeStateFile } from '#server/store/state-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** The number of a process that has ended. */
function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', () => resolve(child.pid ?? 0)));
}

test('what a killed process has left half-written is removed, and nothing else is', async () => {
  await writeStateFile(folder, 'hub.key.json', 'key');
  await writeFile(join(folder, `.hub.key.json.${await endedPid()}`), 'half a key');
  const own = join(folder, `.session-ids.key.${process.pid}`);
  await writeFile(own, 'of a process that had this number before');
  await utimes(own, 0, 0);
  const kept = ['hub.key.json', 'companion.sqlite', 'companion.sqlite-wal', '.gitignore', `.other.key.${process.ppid}`];
  for (const name of kept.slice(1)) await writeFile(join(folder, name), 'of somebody');
  await makeStateFolder(folder);
  expect((await readdir(folder)).toSorted()).toEqual(kept.toSorted());
});
