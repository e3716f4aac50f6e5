import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs `inspect` on a file. Gives its processor time and the most memory that it had, by its own account. */
export async function inspectByCommand(
  path: string,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const tell = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    process.stderr.write(JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024])); });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, 'server/cli/main.ts', 'inspect', path];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, 'close');
  const [seconds = Number.NaN, megabytes = Number.NaN]: readonly number[] = JSON.parse(said.slice(said.indexOf('[')));
  return { seconds, megabytes };
}
