import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { type CounterExample, diffRules, type RulesDiff } from '#shared/rules/proofs/diff-rules.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readRulesFile } from './read-rules-file.ts';

const OPTIONS = { format: { type: 'string', default: 'text' } } as const;

const STATUS = { same: 0, less: 0, more: 1, both: 1, undecided: 2 } as const;

const WORDS: Readonly<Record<RulesDiff['verdict'], string>> = {
  same: 'same: both grant the same, to everybody',
  more: 'more: the new rules grant more, and take nothing away',
  less: 'less: the new rules grant less, and nothing more',
  both: 'both: the new rules grant something more and something less',
  undecided: 'undecided: not everything could be decided',
};

/**
 * `rules diff OLD NEW`: what NEW grants that OLD does not, and the reverse, over all users and resources.
 * @throws WorkbenchError where a file cannot be read, or the call is wrong
 */
export async function diffRuleFiles(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0)
    throw usage('rules diff takes two files, OLD and NEW');
  const old = await namingFile(before, () => readRulesFile(before, io));
  const next = await namingFile(after, () => readRulesFile(after, io));
  const diff = diffRules(old.rules, next.rules);
  io.out(format === 'json' ? `${printJson(diff, 2)}\n` : print(diff));
  return STATUS[diff.verdict];
}

function print({ verdict, gained, lost, undecided }: RulesDiff): string {
  const lines = [
    WORDS[verdict],
    ...exampleLines('gained', gained),
    ...exampleLines('lost', lost),
    ...undecided.map(({ rule, why }) => `  undecided: rule "${rule}": ${why}`),
  ];
  return `${lines.map((line) => visibleText(line, 2000)).join('\n')}\n`;
}

function exampleLines(what: string, example: CounterExample | null): readonly string[] {
  if (example === null) return [];
  const { user, resource, action, by } = example;
  return [
    `  ${what}: ${action}, by ${by.map((rule) => `"${rule}"`).join(', ')}`,
    `    user     ${JSON.stringify(user)}`,
    `    resource ${JSON.stringify(resource)}`,
  ];
}
