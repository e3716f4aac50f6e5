import { counted } from '#shared/base/count-words.ts';
import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import type { Lint } from '#shared/rules/lint/lint.ts';
import { lintRules, lintText } from '#shared/rules/lint/lint-rules.ts';
import { lintWords } from '#shared/rules/words/lint-words.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readRuleSets } from './read-rules-file.ts';

const OPTIONS = {
  condition: { type: 'string' },
  sent: { type: 'string', multiple: true },
  format: { type: 'string', default: 'text' },
} as const;

/** One line of what `rules check` says. */
interface CheckedLint extends Lint {
  /** Of a configuration: the connection whose rule it is. */
  readonly connection: string | null;
  /** The line of the file in which the rule's condition begins. */
  readonly fileLine: number | null;
  readonly title: string;
  readonly fix: string;
}

/**
 * `rules check (FILE | --condition TEXT)`: what is wrong with rules, or worth a second look. Gives 1 where something is
 * wrong; warnings alone leave it at 0. FILE may be a companion's configuration: then its maps say which attributes are sent.
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

async function checkFile(file: string, named: readonly string[] | null, io: CliIo): Promise<readonly CheckedLint[]> {
  const sets = await namingFile(file, () => readRuleSets(file, io));
  return sets.flatMap(({ connection, rules, lineOf, sent, isAllSent }) => {
    const known = sent === null ? named : [...sent, ...(named ?? [])];
    const lints = lintRules(rules, known);
    // Of a configuration it is known what its maps send, which need not be all.
    const told = sent === null || isAllSent ? lints : lints.filter(({ code }) => code !== 'attribute-not-sent');
    return told.map((lint) => {
      const line = lineOf(rules.findIndex(({ name }) => name === lint.rule));
      return { ...toChecked(lint, line), connection };
    });
  });
}

function toChecked(lint: Lint, fileLine: number | null): CheckedLint {
  return { ...lint, connection: null, fileLine, ...lintWords(lint) };
}

function print({ severity, connection, rule, place, fileLine, title, fix, code }: CheckedLint): string {
  const where = [
    ...(connection === null ? [] : [`connection "${visibleText(connection, 200)}"`]),
    ...(rule === null ? [] : [`rule "${visibleText(rule, 200)}"`]),
    ...(fileLine === null ? [] : [`line ${fileLine} of the file`]),
    ...(place === null ? [] : [`condition line ${place.line}, column ${place.column}`]),
  ].join(', ');
  return `${severity}: ${where}${where === '' ? '' : ': '}${title} [${code}]\n  ${fix}\n`;
}
