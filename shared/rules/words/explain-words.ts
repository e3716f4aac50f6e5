import { listFirst } from '#shared/base/count-words.ts';
import type { Change, Edit } from '../explain/change.ts';
import type { PrivilegeAnswer, Reason, RuleReasons } from '../explain/reason.ts';

/** Values that a sentence names. */
const MOST_NAMED = 5;

/** One part of a condition that decided, as a sentence without its full stop: `user.environment.group has SalesUS`. */
export function reasonWords(reason: Reason): string {
  switch (reason.kind) {
    case 'constant':
      return reason.holds ? 'it is always true' : 'it is always false';
    case 'comparison':
      return comparisonWords(reason);
    case 'empty':
      return `${reason.attribute} ${reason.values.length === 0 ? 'is missing' : `has ${named(reason.values)}`}`;
    case 'isAnonymous':
      return reason.holds ? 'the user has no user id' : `the user is ${named(reason.values)}`;
    case 'isOwned':
      return reason.holds ? `the owner is ${named(reason.values)}` : 'there is no owner';
    case 'hasPrivilege':
      return privilegeWords(reason);
  }
}

function comparisonWords(reason: Reason & { readonly kind: 'comparison' }): string {
  const { attribute, operator, values, hits } = reason;
  if (values.length === 0) return `${attribute} is missing, so "${reason.text}" is false`;
  const isOther = 'attribute' in reason.with;
  if ('attribute' in reason.with && reason.with.values.length === 0)
    return `${reason.with.attribute} is missing, so "${reason.text}" is false`;
  const [hit] = hits;
  if (hit === undefined) return `${attribute} is ${named(values)}, so "${reason.text}" is false`;
  const match = hit.other === null || hit.other === hit.value ? hit.value : `${hit.value} beside ${hit.other}`;
  if (isOther && 'attribute' in reason.with) {
    const verb = operator === '=' || operator === '==' ? 'share' : 'differ in';
    return `${attribute} and ${reason.with.attribute} ${verb} ${match}`;
  }
  return `${attribute} has ${listFirst(
    hits.map(({ value }) => quoted(value)),
    MOST_NAMED,
  )}, so "${reason.text}" is true`;
}

function privilegeWords({ attribute, action, asked }: Reason & { readonly kind: 'hasPrivilege' }): string {
  const granted = asked.filter(({ allowed }) => allowed);
  if (granted.length > 0) return granted.map((answer) => grantedWords(action, answer)).join('; ');
  if (asked.length === 0) return `no rule lets the user ${action} ${attribute}, or it is not there`;
  return `no rule lets the user ${action} ${named(asked.map(({ resource }) => resource))}`;
}

function grantedWords(action: string, { resource, by }: PrivilegeAnswer): string {
  const rules = by.map((rule) => `${quoted(rule.rule)} (${reasonsWords(rule)})`);
  return `the user may ${action} ${quoted(resource)} by ${rules.join(' and ')}`;
}

/** What decided about a rule, in one line. */
export function reasonsWords({ reasons }: Pick<RuleReasons, 'reasons'>): string {
  return [...new Set(reasons.map(reasonWords))].join('; ');
}

/** What would have to be changed, in one line: `add "SalesUS" to user.environment.group`. */
export function changeWords({ edits }: Change): string {
  return edits.map(editWords).join(', and ');
}

function editWords(edit: Edit): string {
  switch (edit.kind) {
    case 'add':
      return edit.values.length === 0 ? `have ${edit.attribute}` : `add ${named(edit.values)} to ${edit.attribute}`;
    case 'remove':
      return `take ${named(edit.values)} from ${edit.attribute}`;
    case 'set':
      return `set ${edit.attribute} to ${named(edit.values)}`;
    case 'case':
      return `write ${quoted(edit.to)} instead of ${quoted(edit.from)} in ${edit.attribute}`;
    case 'rename':
      return `send the values of ${quoted(edit.from)} as ${edit.attribute}`;
  }
}

function named(values: readonly string[]): string {
  return listFirst(values.map(quoted), MOST_NAMED);
}

function quoted(value: string): string {
  return `"${value}"`;
}
