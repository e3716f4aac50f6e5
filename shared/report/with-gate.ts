import { rankFindings } from '#shared/checks/rank-findings.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { GateView } from './ask-gate.ts';

/**
 * The findings of an inspector together with what the connection's gate says: what it refuses for is an error, and
 * stands in the place of the same finding of the inspector.
 */
export function withGate(findings: readonly Finding[], gate: GateView | null): readonly Finding[] {
  if (gate === null) return findings;
  const refused = new Map(gate.reasons.map((reason) => [identityOf(reason), reason]));
  const kept = findings.map((finding) => {
    const reason = refused.get(identityOf(finding));
    if (reason === undefined) return finding;
    refused.delete(identityOf(finding));
    return { ...finding, severity: reason.severity };
  });
  return rankFindings([...kept, ...refused.values(), ...gate.remarks]);
}

function identityOf({ code, variant, path, outcome }: Finding): string {
  return JSON.stringify([code, variant, path, outcome]);
}
