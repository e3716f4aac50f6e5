import { foldText } from '#shared/pattern/fold-case.ts';
import { RulesError } from '../rules-error.ts';
import { enumerateTexts } from './enumerate-texts.ts';
import { ignoresCaseAtAll, includesText, type Language } from './language.ts';
import { PROOF_STEPS, type ProofBudget, spend } from './proof-budget.ts';
import type { GroupTexts, SlotsApart, TextGroup, TextSlot } from './text-slot.ts';

/** Texts that fit a group. `only`: there are no others; `but-case`: but for other spellings. */
interface Candidates {
  readonly texts: readonly GroupTexts[];
  readonly known: 'some' | 'but-case' | 'only';
}

/**
 * Texts for all groups, so that each is in its languages and those that must differ do; null if there are none. First
 * what a person would write is tried; only where that does not do, automata find out what texts there are.
 *
 * A group that has more texts than there are other groups, all different without case, is never the reason why there is
 * nothing: it can be chosen last. So no more texts are needed of any.
 *
 * @throws WorkbenchError `rule-proof-too-large` if the budget is spent
 */
export function chooseTexts(
  groups: readonly TextGroup[],
  apart: readonly SlotsApart[],
  budget: ProofBudget,
): readonly GroupTexts[] | null {
  spend(budget, 1 + groups.length);
  const likely = groups.map((group) => likelyTexts(group, budget));
  if (likely.some(({ texts, known }) => known !== 'some' && texts.length === 0)) return null;
  const first = likely.every(({ texts }) => texts.length > 0) ? combine(likely, apart, budget) : null;
  if (first !== null) return first;
  const all = groups.map((group, index) => allTexts(group, index, likely[index], groups.length, apart, budget));
  const found = all.every(({ texts }) => texts.length > 0) ? combine(all, apart, budget) : null;
  if (found !== null || all.every(({ known }) => known !== 'some')) return found;
  if (all.some(({ texts }) => texts.length === 0)) return null;
  throw new RulesError('rule-proof-too-large', { limit: PROOF_STEPS });
}

/** So many texts of a group that there is nothing if none of them will do. */
function allTexts(
  group: TextGroup,
  index: number,
  likely: Candidates | undefined,
  groups: number,
  apart: readonly SlotsApart[],
  budget: ProofBudget,
): Candidates {
  const links = apart.filter(({ left, right }) => left[0] === index || right[0] === index);
  const known = likely ?? { texts: [], known: 'some' };
  const minds = links.some(({ fold }) => !fold);
  if (known.known === 'only' || (known.known === 'but-case' && !minds)) return known;
  // What differs from nothing needs one text alone.
  if (links.length === 0 && known.texts.length > 0) return { ...known, known: 'only' };
  const isLinked = links.length > 0;
  const texts = enumerateTexts(group, isLinked ? groups : 1, minds ? links.length + 1 : 1, budget);
  // Of texts spelled side by side not every combination is made.
  const isPartial = minds && group.slots.length > 1;
  return { texts: [...known.texts, ...texts], known: isPartial ? 'some' : 'only' };
}

/** What the languages themselves propose, and words that are seldom meant. */
function likelyTexts(group: TextGroup, budget: ProofBudget): Candidates {
  const [slot, ...others] = group.slots;
  if (slot === undefined) return { texts: [[]], known: 'only' };
  const languages = group.slots.flatMap(({ inside }) => inside);
  const hints = new Set([
    ...hintsOf(languages, false),
    ...hintsOf(
      group.slots.flatMap(({ outside }) => outside),
      true,
    ),
  ]);
  const literal = languages.find(({ base, complement }) => base.kind === 'literal' && !complement);
  if (literal === undefined) for (const word of WORDS) hints.add(word);
  const texts: GroupTexts[] = [];
  for (const text of hints) {
    spend(budget, languages.length + slot.outside.length);
    if (group.apart.length === 0 && group.slots.every((each) => isIn(each, text)))
      texts.push(group.slots.map(() => text));
  }
  const minds = group.slots.some(({ inside, outside }) => ![...inside, ...outside].every(ignoresCaseAtAll));
  const isExact = literal?.base.kind === 'literal' && !literal.base.fold && others.length === 0;
  if (literal === undefined || group.apart.length > 0) return { texts, known: 'some' };
  // A text in quotes leaves one text, and its other spellings where nothing minds the case.
  return { texts, known: isExact ? 'only' : minds ? 'some' : 'but-case' };
}

/** Texts that languages propose: to be in one that is no complement, and outside of one that is. */
function hintsOf(languages: readonly Language[], complement: boolean): readonly string[] {
  return languages.filter((language) => language.complement === complement).flatMap(({ hints }) => hints);
}

const WORDS: readonly string[] = ['other', 'another', 'x', 'y', 'z', 'a', 'b', '1', '2'];

function isIn({ inside, outside }: TextSlot, text: string): boolean {
  return (
    inside.every((language) => includesText(language, text)) &&
    !outside.some((language) => includesText(language, text))
  );
}

/** One text for each group, by going back where two are alike that must not be. */
function combine(
  candidates: readonly Candidates[],
  apart: readonly SlotsApart[],
  budget: ProofBudget,
): readonly GroupTexts[] | null {
  const chosen: GroupTexts[] = [];
  const differs = ({ left, right, fold }: SlotsApart): boolean => {
    const [one, other] = [chosen[left[0]]?.[left[1]], chosen[right[0]]?.[right[1]]];
    if (one === undefined || other === undefined) return true;
    return fold ? foldText(one) !== foldText(other) : one !== other;
  };
  const choose = (index: number): boolean => {
    if (index === candidates.length) return true;
    const linked = apart.filter(({ left, right }) => Math.max(left[0], right[0]) === index);
    for (const texts of candidates[index]?.texts ?? []) {
      spend(budget, 1 + linked.length);
      chosen[index] = texts;
      if (linked.every(differs) && choose(index + 1)) return true;
    }
    chosen.length = index;
    return false;
  };
  return choose(0) ? chosen : null;
}
