import type { Lint } from '#shared/rules/lint/lint.ts';
import { lintRules } from '#shared/rules/lint/lint-rules.ts';
import { lintWords } from '#shared/rules/words/lint-words.ts';
import type { Document } from '../connections/draft.ts';
import { mappedNames, takesAnyAttribute } from './known-names.ts';
import { fixOf, type LintFix, spanOf } from './lint-fixes.ts';
import { type RuleRow, readRows } from './rule-rows.ts';

/** What is to be said of a rule. */
export interface RowNote {
  readonly title: string;
  /** What to do, in words. */
  readonly advice: string;
  readonly code: Lint['code'];
  readonly severity: Lint['severity'];
  /** Line and column, both from 1; null: it is about the rule as a whole. */
  readonly place: Lint['place'];
  /** Where in the condition that is, as offsets. */
  readonly from: number;
  readonly to: number;
  /** The same as a change; null: only who knows what is meant can mend it. */
  readonly fix: LintFix | null;
}

/**
 * What is odd about the rules of a connection, by their names. Nothing where their form is wrong. That nobody sends an
 * attribute is said only where the map alone decides what there is.
 */
export function lintRows(rows: readonly RuleRow[], document: Document): ReadonlyMap<string, readonly RowNote[]> {
  const read = readRows(rows);
  if ('problem' in read) return new Map();
  const mapped = mappedNames(document);
  const lints = lintRules(read.rules, mapped).filter(
    ({ code }) => code !== 'attribute-not-sent' || !takesAnyAttribute(document),
  );
  const conditions = new Map(read.rules.map(({ name, condition }) => [name, condition]));
  return Map.groupBy(
    lints.map((lint) => toNote(lint, conditions.get(lint.rule ?? '') ?? '')),
    ({ rule }) => rule,
  );
}

function toNote(lint: Lint, condition: string): RowNote & { readonly rule: string } {
  const { code, severity, place, rule } = lint;
  const { title, fix: advice } = lintWords(lint);
  return {
    ...{ code, severity, place, rule: rule ?? '', title, advice },
    ...spanOf(lint, condition),
    fix: fixOf(lint, condition),
  };
}
