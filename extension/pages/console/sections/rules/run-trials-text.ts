import { WorkbenchError } from '#shared/base/errors.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { proveAssertions } from '#shared/rules/trials/prove-assertions.ts';
import { readAssertions, readTrials } from '#shared/rules/trials/read-trials.ts';
import { runTrials } from '#shared/rules/trials/run-trials.ts';
import { changeWords, reasonsWords } from '#shared/rules/words/explain-words.ts';
import { readData } from './read-data.ts';
import { type RuleRow, readRows } from './rule-rows.ts';

/** What a test or an assertion came to. */
export interface TrialResult {
  readonly name: string;
  readonly result: 'holds' | 'fails' | 'not decided';
  readonly words: string;
}

/**
 * Runs the tests and assertions of a text, as files of `rules test` and `rules prove` have them (YAML or JSON), on rules as
 * they are being edited; `rules` of the text are left aside. A text says why nothing could be run.
 */
export async function runTrialsText(text: string, rows: readonly RuleRow[]): Promise<readonly TrialResult[] | string> {
  const read = readRows(rows);
  if ('problem' in read) return read.problem;
  try {
    const form = await readData(text);
    if (typeof form !== 'object' || form === null || Array.isArray(form)) return NO_MAP;
    const { tests, assertions } = { tests: undefined, assertions: undefined, ...form };
    if (tests === undefined && assertions === undefined) return NO_MAP;
    return [...runTests(tests, read.rules), ...prove(assertions, read.rules)];
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

const NO_MAP = 'It has neither tests nor assertions: write tests: or assertions: and a list below it.';

function runTests(tests: unknown, rules: readonly AccessRule[]): readonly TrialResult[] {
  return tests === undefined ? [] : runTrials(rules, readTrials({ rules: [], tests }).tests).map(ofTrial);
}

function prove(assertions: unknown, rules: readonly AccessRule[]): readonly TrialResult[] {
  if (assertions === undefined) return [];
  return proveAssertions(readAssertions({ assertions }).assertions, rules).map(ofAssertion);
}

function ofTrial({ name, holds, explanation, expected }: ReturnType<typeof runTrials>[number]): TrialResult {
  const { by, couldHave, errors } = explanation;
  const words = [
    ...(holds ? [] : [`expected ${expected}`]),
    ...by.map((rule) => `allowed by “${rule.rule}”: ${reasonsWords(rule)}`),
    ...couldHave.map((rule) => {
      const least = rule.change === null ? '' : ` (least change: ${changeWords(rule.change)})`;
      return `not by “${rule.rule}”: ${reasonsWords(rule)}${least}`;
    }),
    ...errors.map(({ rule, error }) => `“${rule}” is in error: ${error}`),
  ];
  return { name, result: holds ? 'holds' : 'fails', words: words.join('; ') || 'no rule is for such a resource' };
}

const RESULTS = { proven: 'holds', refuted: 'fails', undecided: 'not decided' } as const;

function ofAssertion({ name, verdict, example, why }: ReturnType<typeof proveAssertions>[number]): TrialResult {
  const words =
    example === null ? (why ?? 'proven of all users and resources') : `not so for ${JSON.stringify(example)}`;
  return { name, result: RESULTS[verdict], words };
}
