import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What is said of one result: what happened, and what to change and where. `{name}` is filled from the finding. */
export interface Words {
  readonly title: string;
  /** Empty where there is nothing to do. */
  readonly fix: string;
}

/** Words by the variants of one check. */
export type VariantWords = Readonly<Record<string, Words>>;

/** Words of some codes; `words.ts` holds that together the tables have all. */
export type WordTable = Readonly<Partial<Record<FindingCode, VariantWords>>>;

/** Something that is as it should be. */
export function fine(title: string): Words {
  return { title, fix: '' };
}

/** What every check of a time says when nobody knows what time to hold it against. */
export const NO_CLOCK_FIX =
  'Give the moment to check at (--at, or the time field of the panel). A recording has the time of receipt by itself.';

/** What to do about something that no product does by itself. */
export const ATTACK =
  'Treat it as an attack: do not accept the message, keep it, and tell the security people of both sides.';
