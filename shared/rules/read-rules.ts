import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { actionsOfMask, findAction, RULE_ACTIONS, type RuleAction } from './actions.ts';
import { parseCondition } from './parse-condition.ts';
import { parseResourceFilter } from './resource-filter.ts';
import type { AccessRule } from './rule.ts';
import { RulesError } from './rules-error.ts';

const KINDS_OF_ACTIONS = `a list of actions (${RULE_ACTIONS.join(', ')}), or Qlik's bit mask`;

/** Names in any case, or Qlik's bit mask as in its exported rules. */
const Actions = v.pipe(
  v.union([v.array(v.string()), v.number()], KINDS_OF_ACTIONS),
  v.description(`Names (${RULE_ACTIONS.join(', ')}), or Qlik's bit mask.`),
  v.transform((written) => (typeof written === 'number' ? actionsOfMask(written) : findActions(written))),
  v.check((actions) => actions !== null, KINDS_OF_ACTIONS),
  v.transform((actions) => actions ?? []),
  v.check((actions) => actions.length > 0, 'at least one action'),
);

const RuleForm = v.strictObject(
  {
    name: v.pipe(v.string('a name'), v.trim(), v.nonEmpty('a name')),
    resourceFilter: v.pipe(
      v.string('a text such as Stream_*'),
      v.description('Stream_*, App_us, *, ..., comma-separated.'),
      v.trim(),
      v.nonEmpty('a text such as Stream_*'),
    ),
    actions: Actions,
    condition: v.pipe(v.string('a text; an empty one holds for everyone'), v.description('Empty: everyone.')),
    disabled: v.optional(v.boolean('true or false'), false),
    comment: v.optional(v.string('a text'), ''),
  },
  (issue) =>
    issue.expected === 'never' ? 'this key means nothing' : 'a rule with name, resourceFilter, actions and condition',
);

/** The form of rules in YAML or JSON; `npm run schemas` makes a part of `companion.schema.json` of it. */
export const RULES_SCHEMA = v.array(RuleForm, 'a list of rules');

/**
 * Reads rules from their YAML or JSON form: a list of `{ name, resourceFilter, actions, condition, disabled?,
 * comment? }`. Names are unique. A condition or a filter that cannot be parsed does not stop anything: it is
 * kept in that rule's `parsed.error`, and the rule allows nothing.
 *
 * @throws WorkbenchError `rules-invalid` with `path` (`0.actions`) and `reason`, if the form itself is wrong
 */
export function readRules(raw: unknown): readonly AccessRule[] {
  const result = v.safeParse(RULES_SCHEMA, raw, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw new RulesError('rules-invalid', { path: v.getDotPath(issue) ?? 'the top', reason: issue.message });
  }
  const seen = new Set<string>();
  result.output.forEach(({ name }, index) => {
    if (seen.has(name))
      throw new RulesError('rules-invalid', { path: `${index}.name`, reason: `"${name}" is there twice` });
    seen.add(name);
  });
  return result.output.map((form) => ({ ...form, parsed: parse(form) }));
}

/** Null if a name is no action. */
function findActions(names: readonly string[]): readonly RuleAction[] | null {
  const actions = names.map(findAction).filter((action) => action !== null);
  return actions.length === names.length ? actions : null;
}

function parse({ resourceFilter, condition }: v.InferOutput<typeof RuleForm>): AccessRule['parsed'] {
  try {
    return { filter: parseResourceFilter(resourceFilter), condition: parseCondition(condition), error: null };
  } catch (error) {
    if (error instanceof WorkbenchError) return { error };
    throw error;
  }
}
