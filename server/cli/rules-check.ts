import { counted } from '#shared/base/count-words.ts';
import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import type { Lint } from '#shared/rules/lint/lint.ts';
import { lintRules, lintText } from '#shared/rules/lint/lint-rules.ts';
import { lintWords } from '#shared/rules/words/lint-words.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readRulesFile } from './read-rules-file.ts';

const OPTIONS = {
  condition: { type: 'string' },
  sent: { type: 'string', multiple: true },
  format: { type: 'string', default: 'text' },
} as const;

/** One line of what `rules check` says. */
interface CheckedLint extends Lint {
  /** The line of the file in which the rule's condition begins. */
  readonly fileLine: number | null;
  readonly title: string;
  readonly fix: string;
}

/**
 * `rules check (FILE | --condition TEXT)`: what is wrong with rules, or worth a second look. Gives 1 where something is
 * wrong; warnings alone leave it at 0.
 * @throws WorkbenchError where the file cannot be read, or the call is wrong
 */
export async function checkRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const [file, ...more] = positionals;
  if (more.length > 0 || (file === undefined) === (values.condition === undefined))
    throw usage('rules check takes one file, or --condition TEXT');
  const sent = values.sent ?? null;
  const lints =
    file === undefined
      ? lintText(values.condition ?? '', sent).map((lint) => toChecked(lint, null))
      : await checkFile(file, sent, io);
  const errors = lints.filter(({ severity }) => severity === 'error').length;
  if (format === 'json') io.out(`${printJson({ errors, warnings: lints.length - errors, findings: lints }, 2)}\n`);
  else
    io.out(`${lints.map(print).join('')}${counted(errors, 'error')}, ${counted(lints.length - errors, 'warning')}\n`);
  return errors > 0 ? 1 : 0;
}

async function checkFile(file: string, sent: readonly string[] | null, io: CliIo): Promise<readonly CheckedLint[]> {
  const { rules, lineOf } = await namingFile(file, () => readRulesFile(file, io));
  return lintRules(rules, sent).map((lint) =>
    toChecked(lint, lineOf(rules.findIndex(({ name }) => name === lint.rule))),
  );
}

function toChecked(lint: Lint, fileLine: number | null): CheckedLint {
  return { ...lint, fileLine, ...lintWords(lint) };
}

function print({ severity, rule, place, fileLine, title, fix, code }: CheckedLint): string {
  const where = [
    ...(rule === null ? [] : [`rule "${visibleText(rule, 200)}"`]),
    ...(fileLine === null ? [] : [`line ${fileLine} of the file`]),
    ...(place === null ? [] : [`condition line ${place.line}, column ${place.column}`]),
  ].join(', ');
  return `${severity}: ${where}${where === '' ? '' : ': '}${title} [${code}]\n  ${fix}\n`;
}
