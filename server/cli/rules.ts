import type { CliIo, ExitStatus } from './cli-io.ts';
import { help, RULES_HELP } from './help.ts';
import { usage } from './parse-options.ts';
import { checkRules } from './rules-check.ts';
import { diffRuleFiles } from './rules-diff.ts';
import { explainRules } from './rules-explain.ts';
import { exportRules } from './rules-export.ts';
import { proveRules } from './rules-prove.ts';
import { replayRules } from './rules-replay.ts';
import { testRules } from './rules-test.ts';

const COMMANDS: ReadonlyMap<string, (args: readonly string[], io: CliIo) => Promise<ExitStatus>> = new Map([
  ['check', checkRules],
  ['explain', explainRules],
  ['test', testRules],
  ['diff', diffRuleFiles],
  ['replay', replayRules],
  ['prove', proveRules],
  ['export', exportRules],
]);

/**
 * `rules COMMAND ...`: what can be asked about access rules.
 * @throws WorkbenchError where something cannot be read, or the call is wrong
 */
export async function rules([name, ...rest]: readonly string[], io: CliIo): Promise<ExitStatus> {
  if (name === undefined || name === '--help' || name === '-h' || rest.includes('--help') || rest.includes('-h')) {
    io.out(help(RULES_HELP, io.command));
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw usage(`there is no command rules ${name}`);
  return await command(rest, io);
}
