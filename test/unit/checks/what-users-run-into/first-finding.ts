import { expect, test } from 'vitest';
import type { Finding } from '#shared/inspection/finding.ts';
import { findingsIn, type Situation } from '../situation.ts';

/** A row of docs/what-users-run-into.md: its number and words, the situation, and the code and variant that must come first. */
export type UserRow = readonly [row: string, situation: Situation, code: string, variant: string];

/** The first finding that is not `pass`. */
export function firstOf(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ outcome }) => outcome !== 'pass');
}

/** For each row, that its cause is the first finding. */
export function expectFirst(rows: readonly UserRow[]): void {
  test.each(rows)('%s', async (_, situation, code, variant) => {
    expect(firstOf(await findingsIn(situation))).toMatchObject({ code, variant });
  });
}
