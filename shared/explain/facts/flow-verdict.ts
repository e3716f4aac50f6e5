import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { evidenceWords } from '../words/evidence.ts';
import { NEXT_STEPS } from '../words/next-steps.ts';
import { CONFIDENCE_WORDS, OWNER_WORDS } from '../words/verdict-words.ts';

/** One thing that was seen, and in which exchange. */
export interface SeenFact {
  /** `Exchange.id` */
  readonly id: string;
  /** `Exchange 3`: exchanges count from 1 where people read. */
  readonly name: string;
  readonly text: string;
}

/** What is known of a flow beside its title and its cause, in words. Null where there is nothing to say. */
export interface FlowVerdict {
  readonly sure: string | null;
  readonly owner: string | null;
  readonly seen: readonly SeenFact[];
  readonly next: string | null;
}

/** How sure a flow's cause is (without one: its outcome), who must act, what was seen, and what to get next. */
export function flowVerdict({ cause, confidence, outcome, owner, evidence, next }: Flow): FlowVerdict {
  return {
    sure: cause === null && outcome === 'unknown' ? null : CONFIDENCE_WORDS[confidence],
    owner: owner === null ? null : OWNER_WORDS[owner],
    seen: evidence.map((each) => ({ id: each.id, name: exchangeName(each.exchange), text: evidenceWords(each) })),
    next: next === null ? null : NEXT_STEPS[next],
  };
}

/** @param place of an exchange in its recording, from 0 */
export function exchangeName(place: number): string {
  return `Exchange ${place + 1}`;
}

/**
 * What may have caused a flow's end, the likeliest first, where it is more than one: of a refusal what explains it, and not
 * that it was one.
 *
 * @param findings of the flow and its messages
 */
export function candidatesOf({ candidates, cause }: Flow, findings: readonly Finding[]): readonly Finding[] {
  const because = cause?.because ?? null;
  const all = [...(because === null ? [cause] : [because]), ...findings].filter((each) => each !== null);
  const known = (code: string) => all.find((each) => each.code === code && each.outcome !== 'pass');
  const codes = candidates.filter((code) => because === null || code === because.code || code !== cause?.code);
  return codes.length < 2 ? [] : codes.flatMap((code) => known(code) ?? []);
}
