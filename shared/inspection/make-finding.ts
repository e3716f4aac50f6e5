import type { Finding } from './finding.ts';

/** What every finding says of itself. */
type Told = Pick<Finding, 'code' | 'severity' | 'message' | 'kind' | 'path' | 'clause' | 'variant' | 'owner'>;

/**
 * Makes a finding, the only way to one. What is not said is: a failure, nothing to point at, nothing expected or
 * received, no facts; certain, unless it is unknown.
 */
export function makeFinding(told: Told & Partial<Omit<Finding, 'consequenceOf' | 'because'>>): Finding {
  return {
    code: told.code,
    severity: told.severity,
    outcome: told.outcome ?? 'fail',
    lacks: told.lacks ?? null,
    message: told.message,
    kind: told.kind,
    path: told.path,
    range: told.range ?? null,
    expected: told.expected ?? null,
    received: told.received ?? null,
    clause: told.clause,
    variant: told.variant,
    facts: told.facts ?? {},
    owner: told.owner,
    confidence: told.confidence ?? (told.outcome === 'unknown' ? 'possible' : 'certain'),
  };
}
