import { foldText } from '#shared/pattern/fold-case.ts';
import { matchesPattern, type PatternStep } from '#shared/pattern/pattern.ts';
import type { ConditionComparison, EqualityOperator } from '../condition.ts';
import { ignoresCase } from '../evaluate-condition.ts';
import { matchesWildcard, type Wildcard } from '../wildcard.ts';

/** A set of texts: those that one comparison with a text in quotes is true of, or all others (`complement`). */
export interface Language {
  /** The same for languages that have the same texts by their spelling. */
  readonly key: string;
  readonly base: LanguageBase;
  readonly complement: boolean;
  /** Texts that are likely to be in it (of a complement: in what it leaves out), as a person would write them. */
  readonly hints: readonly string[];
}

/** What a language is made of. `points` are code points, without case where `fold` is set. */
export type LanguageBase =
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly text: string; readonly points: readonly number[]; readonly fold: boolean }
  | { readonly kind: 'steps'; readonly steps: readonly PatternStep[]; readonly includes: (text: string) => boolean };

/** Every text. */
export const ANY_TEXT: Language = { key: 'any', base: { kind: 'any' }, complement: false, hints: [] };

/** Every text but the empty one. */
export const SOME_TEXT: Language = complementOf(literalLanguage('', false));

/** The texts that equal one: itself, or all that differ from it by case only. */
export function literalLanguage(text: string, fold: boolean): Language {
  const own = fold ? foldText(text) : text;
  const base = {
    kind: 'literal',
    text: own,
    points: [...own].map((character) => character.codePointAt(0) ?? 0),
    fold,
  } as const;
  return { key: `${fold ? '=' : '=='}${own}`, base, complement: false, hints: [text] };
}

/** All texts that are not in a language. */
export function complementOf(language: Language): Language {
  const base = language.key.startsWith('!') ? language.key.slice(1) : `!${language.key}`;
  return { ...language, key: base, complement: !language.complement };
}

/** The texts of `= "text"`, `!= "text"` and their twins that mind the case. */
export function equalityLanguage(operator: EqualityOperator, text: string): Language {
  const equal = literalLanguage(text, ignoresCase(operator));
  return operator === '=' || operator === '==' ? equal : complementOf(equal);
}

/** The texts that `like` or `matches` is true of. */
export function matchLanguage(comparison: ConditionComparison & { readonly kind: 'like' | 'matches' }): Language {
  const { kind, right } = comparison;
  const key = `${kind} ${kind === 'like' ? foldText(right.value) : right.value}`;
  if (comparison.kind === 'like') return wildcardLanguage(key, comparison.wildcard, [likeHint(right.value)]);
  const { pattern } = comparison;
  const base = {
    kind: 'steps',
    steps: pattern.steps,
    includes: (text: string) => matchesPattern(pattern, text),
  } as const;
  return { key, base, complement: false, hints: [right.value.replaceAll(/\.\*|[.*+?^$()\\]/g, '')] };
}

/** The texts that begin so, in any case. */
export function prefixLanguage(prefix: string): Language {
  const first = [...foldText(prefix)];
  return wildcardLanguage(`prefix ${foldText(prefix)}`, { runs: [first, []] }, [prefix]);
}

function wildcardLanguage(key: string, wildcard: Wildcard, hints: readonly string[]): Language {
  const includes = (text: string): boolean => matchesWildcard(wildcard, text);
  return { key, base: { kind: 'steps', steps: stepsOf(wildcard), includes }, complement: false, hints };
}

/** Whether a text is in a language: by the very functions that conditions are evaluated with. */
export function includesText({ base, complement }: Language, text: string): boolean {
  return isInBase(base, text) !== complement;
}

function isInBase(base: LanguageBase, text: string): boolean {
  switch (base.kind) {
    case 'any':
      return true;
    case 'literal':
      return (base.fold ? foldText(text) : text) === base.text;
    case 'steps':
      return base.includes(text);
  }
}

/** Whether no two texts that differ by case only are told apart. */
export function ignoresCaseAtAll({ base }: Language): boolean {
  return base.kind !== 'literal' || base.fold;
}

function likeHint(text: string): string {
  return text.replaceAll(
    /\\(.)|\*|\?/gsu,
    (found, escaped: string | undefined) => escaped ?? (found === '?' ? 'x' : ''),
  );
}

/** A wildcard as the automaton of a pattern: a star is a loop over any character. */
function stepsOf({ runs }: Wildcard): readonly PatternStep[] {
  const steps: PatternStep[] = [];
  runs.forEach((run, index) => {
    if (index > 0) {
      const at = steps.length;
      steps.push({ op: 'split', to: [at + 1, at + 3] }, { op: 'one', set: ANY_CHARACTER }, { op: 'jump', to: at });
    }
    for (const wanted of run) steps.push({ op: 'one', set: wanted === null ? ANY_CHARACTER : only(wanted) });
  });
  steps.push({ op: 'end' });
  return steps;
}

const ANY_CHARACTER = { negated: true, ranges: [] } as const;

function only(character: string) {
  const point = character.codePointAt(0) ?? 0;
  return { negated: false, ranges: [[point, point]] } as const;
}
