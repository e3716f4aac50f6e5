import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { type AssertionOutcome, proveAssertions } from '#shared/rules/trials/prove-assertions.ts';
import { readAssertions } from '#shared/rules/trials/read-trials.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readData, readNamedRules } from './read-rules-file.ts';

const OPTIONS = { format: { type: 'string', default: 'text' } } as const;

/**
 * `rules prove FILE`: proves or refutes assertions about rules, over all users and resources. Gives 1 where one is
 * refuted, 2 where one could not be decided.
 * @throws WorkbenchError where the file cannot be read, or the call is wrong
 */
export async function proveRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('rules prove takes one file');
  const outcomes = await namingFile(file, async () => {
    const { rules, assertions } = readAssertions((await readData(file, io)).value);
    return proveAssertions(assertions, await readNamedRules(rules, file, io));
  });
  io.out(format === 'json' ? `${printJson({ assertions: outcomes }, 2)}\n` : outcomes.map(print).join(''));
  if (outcomes.some(({ verdict }) => verdict === 'refuted')) return 1;
  return outcomes.some(({ verdict }) => verdict === 'undecided') ? 2 : 0;
}

function print({ name, verdict, example, why }: AssertionOutcome): string {
  const lines = [
    `${verdict}: ${name}`,
    ...(example === null
      ? []
      : [`  user     ${JSON.stringify(example.user)}`, `  resource ${JSON.stringify(example.resource)}`]),
    ...(why === null ? [] : [`  ${why}`]),
  ];
  return `${lines.map((line) => visibleText(line, 2000)).join('\n')}\n`;
}
