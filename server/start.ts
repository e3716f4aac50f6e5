import { resolve } from 'node:path';
import { buildAll } from '#server/start/build.ts';
import { greeting } from '#server/start/greeting.ts';
import { untilStopped } from '#server/start/until-stopped.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readStartOptions } from './start/options.ts';
import { startAll } from './start/start-all.ts';

/** `npm start`: builds what is served, starts test IdP and companion, and stays until it is told to stop. */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options.build) await buildAll(resolve(import.meta.dirname, '..'));
  const running = await startAll(options);
  process.stdout.write(greeting(running));
  await untilStopped();
  await running.close();
  process.stdout.write('Stopped.\n');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof WorkbenchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
