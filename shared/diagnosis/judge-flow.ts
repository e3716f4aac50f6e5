import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { nextStepOf } from './next-step-of.ts';
import type { Ending } from './outcome.ts';
import type { Weighed } from './weigh.ts';

/** Why a flow ended as it did, how sure that is, and who must act. */
export type Judgement = Pick<Flow, 'cause' | 'confidence' | 'owner' | 'candidates' | 'next'>;

/** What is to be said of a flow that ended so. Of one that succeeded nothing is a cause. */
export function judgeFlow(situation: FlowSituation, ending: Ending, weighed: Weighed): Judgement {
  if (ending.outcome === 'succeeded')
    return { cause: null, confidence: ending.confidence, owner: null, candidates: [], next: null };
  const { cause, confidence, candidates } = weighed;
  return {
    cause,
    confidence,
    owner: cause?.owner ?? ending.refusal?.by ?? null,
    candidates,
    next: nextStepOf(situation, ending, weighed),
  };
}
