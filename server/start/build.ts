import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { StartError } from './start-error.ts';

interface BuildJob {
  /** What it makes, for the words. */
  readonly what: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** The same as `npm run build`. */
const JOBS: readonly BuildJob[] = [
  { what: 'the extension for Chrome', command: 'wxt', args: ['build', '-b', 'chrome'] },
  { what: 'the extension for Firefox', command: 'wxt', args: ['build', '-b', 'firefox', '--mv3'] },
  { what: 'the inspector', command: 'vite', args: ['build', '--config', 'extension/pages/inspect/vite.config.ts'] },
  { what: 'the console', command: 'vite', args: ['build', '--config', 'extension/pages/console/vite.config.ts'] },
];

/**
 * Builds the extension for both browsers and the pages of inspector and console into `.output`, one after the other. Their
 * output is shown only if one fails.
 * @param root the checkout
 * @param stop ends it early and quietly
 * @throws WorkbenchError `build-failed`
 */
export async function buildAll(root: string, stop: AbortSignal): Promise<void> {
  for (const job of JOBS) {
    if (stop.aborted) return;
    process.stdout.write(`Building ${job.what} …\n`);
    await runBuild(root, job, stop);
  }
}

async function runBuild(root: string, { what, command, args }: BuildJob, stop: AbortSignal): Promise<void> {
  const bin = join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(process.execPath, [await realpath(join(bin, command)), ...args], { cwd: root, env });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const kill = (): void => void child.kill();
  stop.addEventListener('abort', kill);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  stop.removeEventListener('abort', kill);
  if (code === 0 || stop.aborted) return;
  process.stderr.write(Buffer.concat(output));
  throw new StartError('build-failed', { what, code: String(code) });
}
