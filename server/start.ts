import { resolve } from 'node:path';
import { WorkbenchError } from '#shared/base/errors.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { buildAll } from './start/build.ts';
import { greeting } from './start/greeting.ts';
import { readStartOptions } from './start/options.ts';
import { startAll } from './start/start-all.ts';
import { stopSignal, untilGiven } from './start/stop-signal.ts';

/**
 * `npm start`: starts test IdP and companion, builds what they serve, and stays until it is told to stop. They start
 * first, so that a port in use or a mistake in the configuration is told at once and not after the build.
 */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  const stop = stopSignal();
  const running = await startAll(options);
  try {
    if (options.build) await buildAll(resolve(import.meta.dirname, '..'), stop);
    if (!stop.aborted) process.stdout.write(greeting(running));
    await untilGiven(stop);
  } finally {
    await running.close();
  }
  process.stdout.write('Stopped.\n');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof WorkbenchError)) throw error;
  process.stderr.write(`${visibleText(error.message)}\n`);
  process.exitCode = 1;
}
