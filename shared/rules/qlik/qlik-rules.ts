import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { actionsOfMask, maskOfActions } from '../actions.ts';
import { readRules } from '../read-rules.ts';
import type { AccessRule } from '../rule.ts';

/** A rule as Qlik Sense's repository exports it; what is not named here is left alone. */
const QlikRule = v.object({
  name: v.optional(v.string(), ''),
  resourceFilter: v.string(),
  rule: v.string(),
  actions: v.number(),
  disabled: v.optional(v.boolean(), false),
  comment: v.optional(v.nullable(v.string()), ''),
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
  return findQlikRules(raw, 0).map((found, index) => {
    const name = uniqueName(found.name.trim() || `Rule ${index + 1}`, taken);
    const { resourceFilter, rule: condition, actions: mask, disabled, comment } = found;
    return readOne({ name, resourceFilter, condition, mask, disabled, comment: comment ?? '' });
  });
}

/** The same rules in Qlik's form. */
export function toQlikRules(rules: readonly AccessRule[]): readonly object[] {
  return rules.map(({ name, resourceFilter, actions, condition, disabled, comment }) => {
    const own = { name, resourceFilter, actions: maskOfActions(actions), rule: condition, disabled, comment };
    return { ...own, category: 'Security', type: 'Custom', ruleContext: 0 };
  });
}

interface Found {
  readonly name: string;
  readonly resourceFilter: string;
  readonly condition: string;
  readonly mask: number;
  readonly disabled: boolean;
  readonly comment: string;
}

function readOne({ mask, ...form }: Found): AccessRule {
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

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
  taken.add(unique);
  return unique;
}

function findQlikRules(raw: unknown, depth: number): readonly v.InferOutput<typeof QlikRule>[] {
  if (depth > MOST_DEPTH || typeof raw !== 'object' || raw === null) return [];
  const read = v.safeParse(QlikRule, raw);
  if (read.success) return [read.output];
  return Object.values(raw).flatMap((inner) => findQlikRules(inner, depth + 1));
}
