import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { findAction, RULE_ACTIONS, type RuleAction } from '../actions.ts';
import type { RuleObject } from '../attributes.ts';
import { parseCondition } from '../parse-condition.ts';
import { RulesError } from '../rules-error.ts';

const Action = v.pipe(
  v.string('an action'),
  v.description(`One of ${RULE_ACTIONS.join(', ')}.`),
  v.transform(findAction),
  v.check((action) => action !== null, `one of ${RULE_ACTIONS.join(', ')}`),
  v.transform((action) => action ?? 'read'),
);

const Thing = v.pipe(
  v.custom<RuleObject>(
    (value) => isRuleObject(value),
    'attributes by name: texts, numbers, true or false, lists of them, or objects',
  ),
  v.description('Attributes by name: texts, numbers, true or false, lists of them, or objects.'),
);

const Rules = v.union([v.string(), v.array(v.unknown())], 'a file of rules, or a list of rules');

const Case = v.strictObject(
  {
    name: v.optional(v.string('a text')),
    user: Thing,
    resource: Thing,
    action: v.optional(Action, 'read'),
    expect: v.picklist(['allow', 'deny'], 'allow or deny'),
    by: v.optional(v.pipe(v.string('the name of a rule'), v.description('Name of the rule that must allow it.'))),
  },
  (issue) => (issue.expected === 'never' ? 'this key means nothing' : 'a case with user, resource and expect'),
);

/** The form of a file of tests (docs/rules.md). */
export const TRIALS_SCHEMA = v.strictObject(
  { rules: Rules, tests: v.pipe(v.array(Case, 'a list of cases'), v.minLength(1, 'at least one case')) },
  (issue) => (issue.expected === 'never' ? 'this key means nothing' : 'a file of tests has rules and tests'),
);

/** A condition that can be read; why one cannot is said where it stands. */
const Text = v.pipe(
  v.string('a condition'),
  v.check(
    (text) => problemOf(text) === null,
    ({ input }) => problemOf(input) ?? 'a condition',
  ),
);
function problemOf(condition: string): string | null {
  try {
    parseCondition(condition);
    return null;
  } catch (error) {
    if (error instanceof WorkbenchError)
      return `in the condition, ${error.message.replace(/^L/, 'l').replace(/\.$/, '')}`;
    throw error;
  }
}

const Pair = v.tuple([Text, Text], 'two conditions');

const Granted = v.strictObject({ may: Action, where: Text }, 'may (an action) and where (a condition)');

function told<Schema extends v.GenericSchema>(schema: Schema, words: string) {
  return v.pipe(schema, v.description(words));
}

const Assertion = v.strictObject(
  {
    name: v.optional(v.string('a text')),
    nobody: v.optional(told(Granted, 'Nobody for whom the condition is true may do it.')),
    everybody: v.optional(told(Granted, 'Everybody for whom the condition is true may do it.')),
    always: v.optional(told(Text, 'The condition is true, whoever and whatever it is about.')),
    never: v.optional(told(Text, 'The condition is true of nobody.')),
    equivalent: v.optional(told(Pair, 'Both are true of the same.')),
    disjoint: v.optional(told(Pair, 'Nobody is there for whom both are true.')),
    implies: v.optional(told(Pair, 'Where the first is true, the second is.')),
  },
  (issue) => (issue.expected === 'never' ? 'this key means nothing' : 'an assertion'),
);

/** The form of a file of assertions (docs/rules.md). */
export const ASSERTIONS_SCHEMA = v.strictObject(
  {
    rules: v.optional(Rules, []),
    assertions: v.pipe(v.array(Assertion, 'a list of assertions'), v.minLength(1, 'at least one assertion')),
  },
  (issue) => (issue.expected === 'never' ? 'this key means nothing' : 'a file of assertions has rules and assertions'),
);

/** One case of a file of tests. */
export type TrialCase = v.InferOutput<typeof Case>;

/** One assertion, of exactly one kind. */
export type RuleAssertion =
  | {
      readonly kind: 'nobody' | 'everybody';
      readonly name: string;
      readonly action: RuleAction;
      readonly where: string;
    }
  | { readonly kind: 'always' | 'never'; readonly name: string; readonly condition: string }
  | {
      readonly kind: 'equivalent' | 'disjoint' | 'implies';
      readonly name: string;
      readonly conditions: readonly [string, string];
    };

/**
 * Reads a file of tests. `rules` are as they stand there: a path, or a list to be read.
 * @throws WorkbenchError `rules-invalid`
 */
export function readTrials(raw: unknown): v.InferOutput<typeof TRIALS_SCHEMA> {
  return readForm(TRIALS_SCHEMA, raw);
}

/**
 * Reads a file of assertions.
 * @throws WorkbenchError `rules-invalid`
 */
export function readAssertions(raw: unknown): {
  readonly rules: string | readonly unknown[];
  readonly assertions: readonly RuleAssertion[];
} {
  const { rules, assertions } = readForm(ASSERTIONS_SCHEMA, raw);
  return { rules, assertions: assertions.map(toAssertion) };
}

function readForm<Schema extends v.GenericSchema>(schema: Schema, raw: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, raw, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RulesError('rules-invalid', { path: v.getDotPath(issue) ?? 'the top', reason: issue.message });
}

function toAssertion(form: v.InferOutput<typeof Assertion>, index: number): RuleAssertion {
  const { name = `assertion ${index + 1}`, nobody, everybody, always, never, equivalent, disjoint, implies } = form;
  const said: RuleAssertion[] = [];
  if (nobody !== undefined) said.push({ kind: 'nobody', name, action: nobody.may, where: nobody.where });
  if (everybody !== undefined) said.push({ kind: 'everybody', name, action: everybody.may, where: everybody.where });
  if (always !== undefined) said.push({ kind: 'always', name, condition: always });
  if (never !== undefined) said.push({ kind: 'never', name, condition: never });
  for (const [kind, conditions] of Object.entries({ equivalent, disjoint, implies })) {
    if (conditions !== undefined && isPairKind(kind)) said.push({ kind, name, conditions });
  }
  const [only] = said;
  if (only === undefined || said.length > 1) {
    const reason = 'say exactly one of nobody, everybody, always, never, equivalent, disjoint, implies';
    throw new RulesError('rules-invalid', { path: `assertions.${index}`, reason });
  }
  return only;
}

function isPairKind(kind: string): kind is 'equivalent' | 'disjoint' | 'implies' {
  return kind === 'equivalent' || kind === 'disjoint' || kind === 'implies';
}

/** Levels of objects and lists. */
const MOST_DEPTH = 20;

/** Whether a value read from outside is a user or a resource. */
export function isRuleObject(value: unknown, depth = 0): value is RuleObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > MOST_DEPTH) return false;
  return Object.values(value).every((inner) => isRuleValue(inner, depth + 1));
}

function isRuleValue(value: unknown, depth: number): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (Array.isArray(value)) return depth <= MOST_DEPTH && value.every((inner) => isRuleValue(inner, depth + 1));
  return isRuleObject(value, depth);
}
