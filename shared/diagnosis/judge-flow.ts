import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import { foldFindings } from './fold-findings.ts';
import { nextStepOf } from './next-step-of.ts';
import type { Ending } from './outcome.ts';

/** Why a flow ended as it did, how sure that is, and who must act. */
export type Judgement = Pick<Flow, 'cause' | 'confidence' | 'owner' | 'candidates' | 'next'>;

/** Of a flow with very many problems so many are named as candidates. */
const MAX_CANDIDATES = 8;

/**
 * Weighs what was found of a flow and its messages against how it ended. Of a flow that succeeded nothing is a cause.
 *
 * @param findings of the flow as such
 */
export function judgeFlow(situation: FlowSituation, ending: Ending, findings: readonly Finding[]): Judgement {
  const { parts } = situation.facts;
  if (ending.outcome === 'succeeded')
    return { cause: null, confidence: ending.confidence, owner: null, candidates: [], next: null };
  const cause = causeOf(parts, findings);
  const problems = failuresOf(parts, findings).filter((each) => isProblem(each) && each.consequenceOf == null);
  const codes = [...(cause === null ? [] : [cause.code]), ...problems.map(({ code }) => code)];
  return {
    cause,
    confidence: cause?.confidence ?? ending.confidence,
    owner: cause?.owner ?? ending.refusal?.by ?? null,
    candidates: [...new Set(codes)].slice(0, MAX_CANDIDATES),
    next: nextStepOf(situation, ending, cause),
  };
}

/** The first error by rank that is nobody's consequence; else the first warning. */
function causeOf(parts: readonly FlowPart[], findings: readonly Finding[]): Finding | null {
  const failures = failuresOf(parts, findings);
  return failures.find(isError) ?? failures.find(({ severity }) => severity === 'warning') ?? null;
}

function failuresOf(parts: readonly FlowPart[], findings: readonly Finding[]): readonly Finding[] {
  return foldFindings([
    ...parts.flatMap(({ inspected }) => inspected.findings.filter(({ outcome }) => outcome === 'fail')),
    ...findings,
  ]);
}
