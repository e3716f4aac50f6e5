import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { type AdviceWhen, adviceWhen } from './advice-when.ts';

/** Advice of one product for one finding: the setting, menu or command by its name there, and when it helps. */
export interface Advice {
  readonly text: string;
  /** In place of what holds for the code with every product (`ADVICE_WHEN`). */
  readonly when: AdviceWhen;
}

/** What to do at one product, by the code of the finding. Text alone stands for what holds for its code. */
export type VendorHints = Readonly<Partial<Record<FindingCode, string | Advice | readonly Advice[]>>>;

/** The advice of a product for a code, each with when it helps. */
export function advicesIn(hints: VendorHints, code: FindingCode): readonly Advice[] {
  const given = hints[code];
  if (given === undefined) return [];
  if (typeof given === 'string') return [{ text: given, when: adviceWhen(code) }];
  return isList(given) ? given : [given];
}

function isList(given: Advice | readonly Advice[]): given is readonly Advice[] {
  return Array.isArray(given);
}
