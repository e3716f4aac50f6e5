import type { Finding } from '#shared/inspection/finding.ts';
import { ALL_CHECKS } from './all-checks.ts';

const RANKS: ReadonlyMap<string, number> = new Map(ALL_CHECKS.map(({ code, rank }) => [code, rank]));

/** Behind all checks of messages. */
const LAST = 1 + Math.max(...RANKS.values());

/**
 * Orders findings: failures by how bad they are, then what is unknown, then what is only worth knowing, `pass`
 * last. Within each the cause before its consequences, an AuthnRequest before what it led to, and otherwise the
 * messages in their order.
 */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map((finding) => ({ finding, place: placeOf(finding), message: finding.message ?? -1 }));
  return placed.sort((a, b) => a.place - b.place || a.message - b.message).map(({ finding }) => finding);
}

/** Class, stage and rank in one number. */
function placeOf(finding: Finding): number {
  return (classOf(finding) * 2 + stageOf(finding)) * (LAST + 1) + rankOf(finding);
}

const CLASS_OF_FAILURE = { error: 0, warning: 1, info: 3 } as const;

function classOf({ outcome, severity }: Finding): number {
  if (outcome === 'pass') return 5;
  if (outcome === 'unknown') return severity === 'info' ? 4 : 2;
  return CLASS_OF_FAILURE[severity];
}

function stageOf({ kind }: Finding): number {
  return kind === 'AuthnRequest' ? 0 : 1;
}

function rankOf({ code }: Finding): number {
  return RANKS.get(code) ?? LAST;
}
