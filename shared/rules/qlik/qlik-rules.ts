import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { actionsOfMask, maskOfActions } from '../actions.ts';
import { readRules } from '../read-rules.ts';
import type { AccessRule } from '../rule.ts';
import { RulesError } from '../rules-error.ts';

/** By these two a rule as Qlik Sense's repository exports it is known. */
const QlikRule = v.looseObject({ resourceFilter: v.string(), rule: v.string() });

const MASK = "Qlik's bit mask of actions";

/** What else is read of one; what is not named here is left alone. */
const Rest = v.object({
  name: v.optional(v.nullable(v.string('a name')), ''),
  actions: v.number(MASK),
  disabled: v.optional(v.nullable(v.boolean('true or false')), false),
  comment: v.optional(v.nullable(v.string('a text')), ''),
});

/** Levels of lists and wrappers around rules. */
const MOST_DEPTH = 6;

/** Whether some JSON is, or has in it, rules as Qlik exports them. */
export function isQlikRules(raw: unknown): boolean {
  return findQlikRules(raw, 0).length > 0;
}

/**
 * Reads rules as Qlik exports them: one, a list, or a list inside a wrapper (rule packages). Names that are there twice
 * are told apart by a number. A rule whose action mask, filter or condition cannot be read is kept, in error, and allows
 * nothing.
 */
export function readQlikRules(raw: unknown): readonly AccessRule[] {
  const taken = new Set<string>();
  return findQlikRules(raw, 0).map((found, index) => readOne(found, `Rule ${index + 1}`, taken));
}

/** The same rules in Qlik's form. */
export function toQlikRules(rules: readonly AccessRule[]): readonly object[] {
  return rules.map(({ name, resourceFilter, actions, condition, disabled, comment }) => {
    const own = { name, resourceFilter, actions: maskOfActions(actions), rule: condition, disabled, comment };
    return { ...own, category: 'Security', type: 'Custom', ruleContext: 0 };
  });
}

type Found = v.InferOutput<typeof QlikRule>;

/** A rule without a name has a number for one. */
function readOne(found: Found, numbered: string, taken: Set<string>): AccessRule {
  const rest = v.safeParse(Rest, found, { abortEarly: true });
  const { name, disabled, comment } = rest.success
    ? rest.output
    : { name: nameOf(found), disabled: false, comment: '' };
  const form = {
    name: uniqueName(name?.trim() || numbered, taken),
    resourceFilter: found.resourceFilter,
    condition: found.rule,
    disabled: disabled ?? false,
    comment: comment ?? '',
  };
  if (rest.success) return readForm(form, rest.output.actions);
  const [issue] = rest.issues;
  const error = new RulesError('rules-invalid', { path: v.getDotPath(issue) ?? 'the rule', reason: issue.message });
  return { ...form, actions: [], parsed: { error } };
}

function readForm(form: Omit<AccessRule, 'actions' | 'parsed'>, mask: number): AccessRule {
  const actions = actionsOfMask(mask);
  try {
    const [rule] = readRules([{ ...form, actions: actions ?? mask }]);
    if (rule !== undefined) return rule;
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...form, actions: actions ?? [], parsed: { error } };
  }
  throw new Error('a rule was read as none');
}

function nameOf({ name }: Found): string {
  return typeof name === 'string' ? name : '';
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
  taken.add(unique);
  return unique;
}

function findQlikRules(raw: unknown, depth: number): readonly Found[] {
  if (depth > MOST_DEPTH || typeof raw !== 'object' || raw === null) return [];
  const read = v.safeParse(QlikRule, raw);
  if (read.success) return [read.output];
  return Object.values(raw).flatMap((inner) => findQlikRules(inner, depth + 1));
}
