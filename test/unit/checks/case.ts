import type { CheckCode } from '#shared/inspection/check-codes.ts';
import type { FindingOutcome, Severity } from '#shared/inspection/finding.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import type { Situation } from './situation.ts';

/** One situation, and what one check must make of it. */
export interface Case {
  readonly code: CheckCode;
  readonly outcome: FindingOutcome;
  readonly variant: string;
  /** Reads behind "when". */
  readonly when: string;
  readonly situation: Situation;
  /** What the evidence must say, where it matters. */
  readonly evidence?: {
    readonly path?: string;
    readonly expected?: string;
    readonly received?: string;
    readonly severity?: Severity;
    readonly owner?: Owner;
  };
}

/** Cases of one check: `[outcome, variant, when, situation, evidence?]`. */
export function casesOf(
  code: CheckCode,
  rows: readonly (readonly [FindingOutcome, string, string, Situation, Case['evidence']?])[],
): Case[] {
  return rows.map(([outcome, variant, when, situation, evidence]) => ({
    code,
    outcome,
    variant,
    when,
    situation,
    ...(evidence === undefined ? {} : { evidence }),
  }));
}
