import type { FlowPart } from '#shared/flows/flow-part.ts';
import type { Finding, Severity } from '#shared/inspection/finding.ts';
import { type FlowSituation, pathOfPart } from './situation.ts';

/** A check of a flow: data, and one function. One file each; its words are in `explain/words/trace-flow.ts`. */
export interface FlowCheck {
  /** Stable, kebab-case, named for what is wrong. */
  readonly code: string;
  readonly clause: string;
  /** Every variant that a result may have. */
  readonly variants: readonly string[];
  /** Gives what is wrong; nothing where all is well, or where what is recorded does not tell. */
  readonly run: (situation: FlowSituation) => readonly FlowVerdict[];
}

/** What a check found. */
export interface FlowVerdict<V extends string = string> {
  readonly severity: Severity;
  readonly variant: V;
  /** The part that it is about; null: the flow as a whole. */
  readonly part: FlowPart | null;
  readonly expected?: string | null;
  readonly received?: string | null;
  readonly facts?: Finding['facts'];
}

interface FlowCheckDefinition<V extends string> extends Omit<FlowCheck, 'variants' | 'run'> {
  readonly variants: readonly V[];
  readonly run: (situation: FlowSituation) => readonly FlowVerdict<V>[];
}

/** Makes a check out of its definition; the compiler holds its verdicts to the variants it names. */
export function defineFlowCheck<const V extends string>(definition: FlowCheckDefinition<V>): FlowCheck {
  return definition;
}

/** The results of a check as findings. */
export function runFlowCheck({ code, clause, run }: FlowCheck, situation: FlowSituation): readonly Finding[] {
  return run(situation).map(({ severity, variant, part, expected, received, facts }) => ({
    code,
    severity,
    outcome: 'fail',
    message: part?.inspected.index ?? null,
    path: pathOfPart(part),
    range: null,
    expected: expected ?? null,
    received: received ?? null,
    clause,
    variant,
    facts: facts ?? {},
  }));
}
