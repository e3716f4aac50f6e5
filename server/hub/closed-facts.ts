import { firstOf } from '#shared/base/count-words.ts';
import type { ClosedByRule } from './explain-closed.ts';

/** Rules, and changes, that a page names. */
const NAMED = 20;
const CHANGES = 3;

/** What a page of refusal says of rules: of each that could have opened something what was false, and the least changes. */
export function closedFacts(closed: readonly ClosedByRule[]) {
  const rules = closed.map(({ rule, about, words }) => `“${rule}”, asked about ${about}: ${words}`);
  const least = closed.flatMap(({ change, size }) => (change !== null && size === closed[0]?.size ? [change] : []));
  return [
    { label: 'Rules that could open it', values: firstOf(rules, NAMED) },
    { label: 'The least that would open it', values: [...new Set(least)].slice(0, CHANGES) },
  ];
}
