import type { Language } from './language.ts';

/** A text to be found: in all of some languages, in none of others. */
export interface TextSlot {
  readonly inside: readonly Language[];
  readonly outside: readonly Language[];
}

/** Slots whose texts are the same but for case, and which of them (by index) may not be the same letter by letter. */
export interface TextGroup {
  readonly slots: readonly TextSlot[];
  readonly apart: readonly (readonly [number, number])[];
}

/** Two slots, each by group and index, whose texts differ: even without case (`fold`), or letter by letter. */
export interface SlotsApart {
  readonly left: readonly [group: number, slot: number];
  readonly right: readonly [group: number, slot: number];
  readonly fold: boolean;
}

/** A text for each slot of a group. */
export type GroupTexts = readonly string[];
