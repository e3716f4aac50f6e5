import { WorkbenchError } from '#shared/base/errors.ts';
import { RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import type { Document } from '../connections/draft.ts';

/** A rule as its editor holds it: every key as it stands in the document, so that what nobody changed stays as it is. */
export type RuleRow = Document;

/** The rules of a document; what is no map is left out. */
export function rowsOf(document: Document): readonly RuleRow[] {
  const rows = document['rules'];
  return Array.isArray(rows) ? rows.filter((row): row is RuleRow => typeof row === 'object' && row !== null) : [];
}

/** Rules, read; or the one reason why their form is wrong. */
export type ReadRows = { readonly rules: readonly AccessRule[] } | { readonly problem: string };

/** Reads rows as the companion would. */
export function readRows(rows: readonly RuleRow[]): ReadRows {
  try {
    return { rules: readRules(rows) };
  } catch (error) {
    if (error instanceof WorkbenchError) return { problem: error.message };
    throw error;
  }
}

/** The actions of a row, whichever way they are written; none where they cannot be read. */
export function actionsOf(row: RuleRow): readonly RuleAction[] {
  const read = readRows([{ name: 'x', resourceFilter: '*', condition: '', actions: row['actions'] }]);
  return 'rules' in read ? (read.rules[0]?.actions ?? []) : [];
}

/** A row with one of its actions allowed or not; in the order of all actions. */
export function withAction(row: RuleRow, action: RuleAction, isAllowed: boolean): RuleRow {
  const others = actionsOf(row).filter((one) => one !== action);
  const actions = isAllowed ? [...others, action] : others;
  return { ...row, actions: RULE_ACTIONS.filter((one) => actions.includes(one)) };
}

/** A rule as a row: what is as usual is left out. */
export function toRow({ name, resourceFilter, actions, condition, disabled, comment }: AccessRule): RuleRow {
  return {
    ...{ name, resourceFilter, actions: [...actions], condition },
    ...(disabled ? { disabled } : {}),
    ...(comment === '' ? {} : { comment }),
  };
}

/** A rule that nobody has written yet: its name is one that no other has. */
export function newRow(rows: readonly RuleRow[]): RuleRow {
  return { name: freeName('New rule', rows), resourceFilter: 'App_*', actions: ['read'], condition: '' };
}

/** That name, or with the first number behind it that nobody has. */
export function freeName(name: string, rows: readonly RuleRow[]): string {
  const taken = new Set(rows.map((row) => row['name']));
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
  return free;
}
