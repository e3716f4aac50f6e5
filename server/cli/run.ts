import { WorkbenchError } from '#shared/base/errors.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { CliIo, ExitStatus } from './cli-io.ts';
import { CommandError } from './command-error.ts';
import { HELP, help } from './help.ts';
import { usage } from './parse-options.ts';

type Command = (args: readonly string[], io: CliIo) => Promise<ExitStatus>;

/** Loaded when asked for: the server's gate brings much along that inspecting does not need. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['inspect', async () => (await import('./inspect.ts')).inspect],
  ['metadata', async () => (await import('./metadata.ts')).metadata],
  ['rules', async () => (await import('./rules.ts')).rules],
  ['redact', async () => (await import('./redact.ts')).redact],
  ['validate', async () => (await import('./validate.ts')).validate],
]);

/**
 * Runs the command with its arguments (without `node` and the script). Never throws: what goes wrong is one line on
 * standard error, never a stack trace, and status 2.
 */
export async function run(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  try {
    return await runCommand(args, io);
  } catch (error) {
    io.err(`saml-workbench: ${visibleText(errorLine(error), 500)}${hintOf(error, io)}`);
    return 2;
  }
}

async function runCommand([name, ...rest]: readonly string[], io: CliIo): Promise<ExitStatus> {
  if (name === 'help' && rest[0] !== undefined) return await runCommand([rest[0], '--help'], io);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(help(HELP, io.command));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    io.out(`${manifest.version}\n`);
    return 0;
  }
  const load = COMMANDS.get(name);
  if (load === undefined) throw usage(`there is no command ${name}`);
  const command = await load();
  return await command(rest, io);
}

function errorLine(error: unknown): string {
  if (error instanceof WorkbenchError) return error.message;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a defect of this program, please report it: ${reason}`;
}

/** Who called it wrongly is told where the right way stands. */
function hintOf(error: unknown, { command }: CliIo): string {
  return CommandError.is(error, 'usage') ? ` See ${command} --help.` : '';
}
