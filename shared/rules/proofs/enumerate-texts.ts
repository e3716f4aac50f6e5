import { RulesError } from '../rules-error.ts';
import { type CharacterClass, casesOf, readAlphabet } from './alphabet.ts';
import { type Automaton, automatonOf, DEAD } from './automaton.ts';
import type { Language } from './language.ts';
import type { ProofBudget } from './proof-budget.ts';
import { PROOF_STEPS, spend } from './proof-budget.ts';
import type { GroupTexts, TextGroup } from './text-slot.ts';

/** A language that one slot's text must be in, or must not be in. */
interface Reader {
  readonly slot: number;
  readonly automaton: Automaton;
  readonly wanted: boolean;
  readonly complement: boolean;
}

/** Where the automata stand, and which slots that must differ do so already. */
interface Place {
  readonly states: readonly number[];
  readonly differ: readonly boolean[];
  /** The text so far without case, and each slot's spelling of it. */
  readonly folded: string;
  readonly texts: readonly string[];
}

/**
 * The shortest texts of a group, breadth first through all its automata at once: up to `words` that differ without case,
 * each in up to `spellings` spellings; fewer only if there are no more. An empty list is a proof that there is none.
 *
 * @throws WorkbenchError `rule-proof-too-large` if the budget is spent, or more characters would have to be told apart
 * than were looked at
 */
export function enumerateTexts(
  group: TextGroup,
  words: number,
  spellings: number,
  budget: ProofBudget,
): readonly GroupTexts[] {
  const search: Search = { group, readers: readersOf(group), words, spellings, budget, visits: new Map() };
  const alphabet = readAlphabet(group.slots.flatMap(({ inside, outside }) => [...inside, ...outside]));
  const found = new Map<string, GroupTexts[]>();
  for (let places = [startOf(search)]; places.length > 0; ) {
    const next: Place[] = [];
    for (const place of places) {
      spend(budget, search.readers.length + 1);
      if (!enter(search, place)) continue;
      if (isEnd(search.readers, place)) note(found, place, spellings);
      if (found.size >= words && [...found.values()].every(({ length }) => length >= spellings))
        return [...found.values()].flat();
      for (const of of alphabet) extend(search, place, of, next);
    }
    places = next;
  }
  return [...found.values()].flat();
}

interface Search {
  readonly group: TextGroup;
  readonly readers: readonly Reader[];
  readonly words: number;
  readonly spellings: number;
  readonly budget: ProofBudget;
  /** How often each place was gone on from, by the text so far. */
  readonly visits: Map<string, Map<string, number>>;
}

function readersOf({ slots }: TextGroup): readonly Reader[] {
  const reader = (slot: number, language: Language, wanted: boolean): Reader => {
    return { slot, automaton: automatonOf(language), wanted, complement: language.complement };
  };
  return slots.flatMap(({ inside, outside }, slot) => [
    ...inside.map((language) => reader(slot, language, true)),
    ...outside.map((language) => reader(slot, language, false)),
  ]);
}

function startOf({ group, readers }: Search): Place {
  const states = readers.map(({ automaton }) => automaton.start);
  return { states, differ: group.apart.map(() => false), folded: '', texts: group.slots.map(() => '') };
}

function note(found: Map<string, GroupTexts[]>, { folded, texts }: Place, spellings: number): void {
  const same = found.get(folded) ?? [];
  if (same.length < spellings) same.push(texts);
  found.set(folded, same);
}

/** Each place is gone on from for no more texts than are asked for: any more would only be longer. */
function enter({ visits, words, spellings }: Search, place: Place): boolean {
  const key = `${place.states.join(' ')}|${place.differ.join(' ')}`;
  const known = visits.get(key) ?? new Map<string, number>();
  visits.set(key, known);
  const times = known.get(place.folded) ?? 0;
  if (times >= spellings || (times === 0 && known.size >= words)) return false;
  known.set(place.folded, times + 1);
  return true;
}

/** Adds each way to spell one more character of a class. */
function extend(search: Search, place: Place, of: CharacterClass, next: Place[]): void {
  const { group, words } = search;
  if (of.open && words > of.members.length) throw new RulesError('rule-proof-too-large', { limit: PROOF_STEPS });
  for (const folded of of.members.slice(0, words)) {
    const cases = casesOf(folded);
    let spelled: (readonly number[])[] = [[]];
    for (const _ of group.slots) spelled = spelled.flatMap((points) => cases.map((point) => [...points, point]));
    for (const points of spelled) addPlace(search, place, of, points, folded, next);
  }
}

function addPlace(
  { group, readers, budget }: Search,
  place: Place,
  of: CharacterClass,
  points: readonly number[],
  folded: number,
  next: Place[],
): void {
  spend(budget, readers.length + 1);
  const states = stepAll(readers, place.states, of, points, folded);
  if (states === null) return;
  const differ = place.differ.map((already, index) => {
    const [left = 0, right = 0] = group.apart[index] ?? [];
    return already || points[left] !== points[right];
  });
  const texts = place.texts.map((text, slot) => text + String.fromCodePoint(points[slot] ?? folded));
  next.push({ states, differ, folded: place.folded + String.fromCodePoint(folded), texts });
}

/** Null if a text that must be in a language no longer can. */
function stepAll(
  readers: readonly Reader[],
  states: readonly number[],
  of: CharacterClass,
  points: readonly number[],
  folded: number,
): readonly number[] | null {
  const next: number[] = [];
  for (const [index, { slot, automaton, wanted, complement }] of readers.entries()) {
    const state = automaton.step(states[index] ?? DEAD, of, points[slot] ?? folded, folded);
    if (state === DEAD && wanted !== complement) return null;
    next.push(state);
  }
  return next;
}

function isEnd(readers: readonly Reader[], { states, differ }: Place): boolean {
  return (
    differ.every((already) => already) &&
    readers.every(({ automaton, wanted }, index) => automaton.accepts(states[index] ?? DEAD) === wanted)
  );
}
