import { WorkbenchError } from '#shared/base/errors.ts';
import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { findAction, RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { explainByRules, explainCondition } from '#shared/rules/explain/explain-condition.ts';
import type { Explanation, RulesExplanation } from '#shared/rules/explain/reason.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { isRuleObject } from '#shared/rules/trials/read-trials.ts';
import { changeWords, reasonsWords, reasonWords } from '#shared/rules/words/explain-words.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { readRulesFile } from './read-rules-file.ts';

const OPTIONS = {
  condition: { type: 'string' },
  user: { type: 'string' },
  resource: { type: 'string' },
  rules: { type: 'string' },
  action: { type: 'string' },
  format: { type: 'string', default: 'text' },
} as const;

/**
 * `rules explain (--condition TEXT | --rules FILE --action ACTION) --user JSON --resource JSON`: why a user may do
 * something or not, and the least that would change it. With both, HasPrivilege in the condition asks the rules.
 * @throws WorkbenchError where something cannot be read, or the call is wrong
 */
export async function explainRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (positionals.length > 0) throw usage('rules explain takes options only');
  const format = parseChoice('--format', values.format, ['text', 'json']);
  if (values.condition === undefined && values.rules === undefined)
    throw usage('rules explain needs --condition TEXT or --rules FILE');
  const user = parseThing('--user', values.user);
  const resource = parseThing('--resource', values.resource);
  const rules = values.rules === undefined ? [] : (await readRulesFile(values.rules, io)).rules;
  if (values.condition === undefined) {
    const why = explainByRules(rules, parseAction(values.action), user, resource);
    io.out(format === 'json' ? `${printJson({ decision: why.allowed, error: null, why }, 2)}\n` : printRules(why));
    return 0;
  }
  const { error, why } = explain(values.condition, user, resource, rules);
  io.out(
    format === 'json'
      ? `${printJson({ decision: why?.allowed ?? false, error, why }, 2)}\n`
      : printCondition(error, why),
  );
  return 0;
}

/** A condition with an error is false, and says what is wrong. */
function explain(text: string, user: RuleObject, resource: RuleObject, rules: readonly AccessRule[]) {
  try {
    return { error: null, why: explainCondition(text, parseCondition(text), { user, resource }, rules) };
  } catch (error) {
    if (error instanceof WorkbenchError) return { error: error.message, why: null };
    throw error;
  }
}

function parseThing(option: string, text: string | undefined): RuleObject {
  if (text === undefined) throw usage(`rules explain needs ${option} JSON`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw usage(`${option} is no JSON`);
  }
  if (!isRuleObject(value)) throw usage(`${option} is no object with texts, lists of texts, or objects`);
  return value;
}

function parseAction(text = 'read'): RuleAction {
  const action = findAction(text);
  if (action === null) throw usage(`--action ${text} is none of ${RULE_ACTIONS.join(', ')}`);
  return action;
}

function printCondition(error: string | null, why: Explanation | null): string {
  if (why === null) return lines(['false', `error: ${error ?? ''}`]);
  const reasons = why.reasons.map((reason) => `  ${reasonWords(reason)}`);
  return lines([String(why.allowed), ...reasons, ...(why.allowed ? [] : [changeLine(why)])]);
}

function printRules(why: RulesExplanation): string {
  const by = why.by.map((rule) => `  by "${rule.rule}": ${reasonsWords(rule)}`);
  const denials = why.couldHave.flatMap((rule) => [
    `  not by "${rule.rule}": ${reasonsWords(rule)}`,
    `  ${changeLine(rule)}`,
  ]);
  const errors = why.errors.map(({ rule, error }) => `  in error: "${rule}": ${error}`);
  const nothing = !why.allowed && why.couldHave.length === 0 ? ['  no rule is for such a resource and action'] : [];
  return lines([why.allowed ? 'allowed' : 'denied', ...by, ...denials, ...errors, ...nothing]);
}

function changeLine({ change, undecided }: Pick<Explanation, 'change' | 'undecided'>): string {
  if (change !== null) return `  the least that would change it: ${changeWords(change)}`;
  return undecided === null ? '  nothing would change it' : `  what would change it is not known: ${undecided}`;
}

function lines(all: readonly string[]): string {
  return `${all.map((line) => visibleText(line, 2000)).join('\n')}\n`;
}
