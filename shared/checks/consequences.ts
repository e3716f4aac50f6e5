import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { ALL_CHECKS } from './all-checks.ts';
import { ALL_FLOW_CHECKS } from './all-flow-checks.ts';

/** A flow that a receiver ended by its no goes nowhere. */
const OF_NO_CHECK: readonly (readonly [cause: FindingCode, code: FindingCode])[] = [
  ['receiver-refused', 'flow-broken-off'],
];

/** What each cause brings about in the same flow or message. What nothing else explains stands for itself. */
const CONSEQUENCES: ReadonlyMap<FindingCode, ReadonlySet<FindingCode>> = consequencesOf();

function consequencesOf(): Map<FindingCode, Set<FindingCode>> {
  const said = [...ALL_CHECKS, ...ALL_FLOW_CHECKS].flatMap(({ code, follows, brings }) => [
    ...follows.map((cause) => [cause, code] as const),
    ...brings.map((consequence) => [code, consequence] as const),
  ]);
  const found = new Map<FindingCode, Set<FindingCode>>();
  for (const [cause, code] of [...said, ...OF_NO_CHECK]) {
    const brought = found.get(cause) ?? new Set();
    found.set(cause, brought.add(code));
  }
  return found;
}

/** Whether a finding of this code can follow from one of that: data, whatever else is found. */
export function isConsequence(cause: FindingCode, code: FindingCode): boolean {
  return CONSEQUENCES.get(cause)?.has(code) === true;
}

/**
 * The reasons of a refusal that stand for themselves, in their order: what follows from one before it is left out. Never
 * empty where there was a reason. For telling people, not for deciding.
 */
export function rootReasons(reasons: readonly Finding[]): readonly Finding[] {
  const roots: Finding[] = [];
  for (const reason of reasons) {
    if (!roots.some(({ code }) => code !== reason.code && isConsequence(code, reason.code))) roots.push(reason);
  }
  return roots;
}
