import type { Range } from '../condition.ts';

/** What can be wrong with a rule, or worth a second look. */
export type LintCode =
  | 'unreadable'
  | 'always-true'
  | 'never-true'
  | 'part-always-true'
  | 'part-never-true'
  | 'shadowed'
  | 'not-equal-on-list'
  | 'not-equal-when-missing'
  | 'path-in-text'
  | 'filter-everything'
  | 'filter-type-alone'
  | 'attribute-near-known'
  | 'attribute-case'
  | 'attribute-not-sent';

/** One of these, with where it stands. */
export interface Lint {
  readonly code: LintCode;
  readonly severity: 'error' | 'warning';
  /** The rule's name; null of a condition by itself. */
  readonly rule: string | null;
  /** Where in the condition, both from 1; null where it is about the filter or the rule as a whole. */
  readonly place: { readonly line: number; readonly column: number } | null;
  /** What the words of the code are filled with. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Only these make a rule wrong. */
const ERRORS: ReadonlySet<LintCode> = new Set(['unreadable', 'always-true', 'never-true']);

/** Makes a lint about a part of a condition, or about a rule as a whole where there is no range. */
export function makeLint(
  code: LintCode,
  rule: string | null,
  at: { readonly text: string; readonly range: Range } | null,
  facts: Lint['facts'],
): Lint {
  return {
    code,
    severity: ERRORS.has(code) ? 'error' : 'warning',
    rule,
    place: at === null ? null : placeOf(at.text, at.range.start),
    facts,
  };
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
