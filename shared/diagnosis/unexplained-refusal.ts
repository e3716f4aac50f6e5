import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import { productsOf } from '#shared/checks/engine/vendors.ts';
import { refusalOf, unreachedOf } from '#shared/flows/refusal.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { Ending } from './outcome.ts';

const LOOPS: ReadonlySet<Finding['code']> = new Set(['login-loop', 'logout-loop']);

/** What a receiver answered, where that was no and neither a good answer nor a fault of a message explains it. */
export function unexplainedRefusal(
  { facts }: FlowSituation,
  ending: Ending,
  found: readonly Finding[],
): readonly Finding[] {
  const { parts } = facts;
  if (ending.outcome === 'succeeded' || parts.some(({ inspected }) => inspected.findings.some(isError))) return [];
  if (found.some((each) => isError(each) && (LOOPS.has(each.code) || isElsewhere(each, ending)))) return [];
  const refusal = refusalIn(ending);
  const unreached = refusal === null ? parts.flatMap((part) => unreachedOf(part) ?? []).slice(0, 1) : [];
  const findings = refusal === null ? unreached : [refusal];
  const products = productsOf(parts.flatMap(({ inspected: { message } }) => message ?? []));
  return products === null ? findings : findings.map((each) => ({ ...each, facts: { ...products, ...each.facts } }));
}

function refusalIn({ refusal }: Ending): Finding | null {
  return refusal === null || refusal.part === null ? null : refusalOf(refusal.part, refusal);
}

/** Where a flow stopped on another page than that which got the message, the check of that says so. */
function isElsewhere({ code }: Finding, { refusal }: Ending): boolean {
  return code === 'flow-broken-off' && refusal !== null && refusal.exchange !== refusal.part?.exchange;
}
