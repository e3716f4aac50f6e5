import { printJson } from '#shared/base/print-json.ts';
import { toQlikRules } from '#shared/rules/qlik/qlik-rules.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readRulesFile } from './read-rules-file.ts';

/**
 * `rules export FILE`: the rules of a file as Qlik Sense imports them (JSON).
 * @throws WorkbenchError where the file cannot be read, or the call is wrong
 */
export async function exportRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { positionals } = parseOptions(args, {});
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('rules export takes one file');
  const { rules } = await namingFile(file, () => readRulesFile(file, io));
  io.out(`${printJson(toQlikRules(rules), 2)}\n`);
  return 0;
}
