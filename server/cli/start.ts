import { nodeEngine } from '#server/crypto/node-engine.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import type { CliIo } from './cli-io.ts';
import { CommandError } from './command-error.ts';
import { progressOn } from './progress.ts';
import { causeReason } from './read-file.ts';
import { run } from './run.ts';

/** Whoever reads our output may stop reading (`| head`): that ends the command without a word. A full disk does not. */
function endQuietly(error: Error & { code?: string }): void {
  if (error.code === 'EPIPE') process.exit();
  const { message } = new CommandError('file-unwritable', { file: 'standard output', reason: causeReason(error) });
  process.stderr.write(`saml-workbench: ${message}\n`);
  process.exit(2);
}

/**
 * Runs the command on this process: its arguments, streams and exit status.
 * @param command how the user has called it, for help and hints
 */
export async function start(command: string): Promise<void> {
  process.stdout.on('error', endQuietly);
  // Nothing is left to say it with.
  process.stderr.on('error', () => process.exit(2));
  useCryptoEngine(nodeEngine);
  const io: CliIo = {
    out: (text) => void process.stdout.write(text),
    err: (line) => void process.stderr.write(`${line}\n`),
    progress: progressOn(process.stderr),
    stdin: () => process.stdin,
    colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    command,
    now: Date.now,
  };
  process.exitCode = await run(process.argv.slice(2), io);
}
