import { counted } from '#shared/base/count-words.ts';
import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { readTrials } from '#shared/rules/trials/read-trials.ts';
import { runTrials, type TrialOutcome } from '#shared/rules/trials/run-trials.ts';
import { changeWords, reasonsWords } from '#shared/rules/words/explain-words.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readData, readNamedRules } from './read-rules-file.ts';

const OPTIONS = { format: { type: 'string', default: 'text' } } as const;

/**
 * `rules test FILE`: asks the rules about the cases of a file. Gives 1 where a case came out otherwise.
 * @throws WorkbenchError where the file cannot be read, or the call is wrong
 */
export async function testRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const format = parseChoice('--format', values.format, ['text', 'json', 'junit']);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('rules test takes one file');
  const outcomes = await namingFile(file, async () => {
    const { rules, tests } = readTrials((await readData(file, io)).value);
    return runTrials(await readNamedRules(rules, file, io), tests);
  });
  const failed = outcomes.filter(({ holds }) => !holds);
  if (format === 'json')
    io.out(`${printJson({ tests: outcomes.length, failed: failed.length, cases: outcomes }, 2)}\n`);
  else if (format === 'junit') io.out(junit(outcomes, failed.length));
  else io.out(`${outcomes.map(print).join('')}${counted(outcomes.length, 'case')}, ${failed.length} failed\n`);
  return failed.length > 0 ? 1 : 0;
}

function print(outcome: TrialOutcome): string {
  const { name, holds } = outcome;
  const lines = holds ? [`ok    ${name}`] : [`FAIL  ${name}`, ...failureLines(outcome).map((line) => `      ${line}`)];
  return `${lines.map((line) => visibleText(line, 2000)).join('\n')}\n`;
}

function failureLines({ expected, expectedBy, explanation }: TrialOutcome): readonly string[] {
  const wanted = `expected ${expected}${expectedBy === null ? '' : ` by "${expectedBy}"`}`;
  const { allowed, by, couldHave, errors } = explanation;
  return [
    `${wanted}, got ${allowed ? 'allow' : 'deny'}`,
    ...by.map((rule) => `by "${rule.rule}": ${reasonsWords(rule)}`),
    ...couldHave.map((rule) => {
      const change = rule.change === null ? '' : `; the least that would change it: ${changeWords(rule.change)}`;
      return `not by "${rule.rule}": ${reasonsWords(rule)}${change}`;
    }),
    ...errors.map(({ rule, error }) => `in error: "${rule}": ${error}`),
  ];
}

/** The form that continuous integration reads. */
function junit(outcomes: readonly TrialOutcome[], failures: number): string {
  const cases = outcomes.map((outcome) => {
    const name = escapeXml(outcome.name);
    if (outcome.holds) return `  <testcase classname="rules" name="${name}"/>`;
    const [message = '', ...more] = failureLines(outcome);
    return `  <testcase classname="rules" name="${name}"><failure message="${escapeXml(message)}">${escapeXml(more.join('\n'))}</failure></testcase>`;
  });
  const head = `<testsuite name="rules" tests="${outcomes.length}" failures="${failures}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...cases, '</testsuite>', ''].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return visibleText(text, 5000).replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
