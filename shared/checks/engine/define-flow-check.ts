import type { FlowPart } from '#shared/flows/flow-part.ts';
import type { FlowCheckCode } from '#shared/inspection/check-codes.ts';
import type { Finding, Severity } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Confidence, Owner } from '#shared/inspection/owner.ts';
import { type FlowSituation, pathOfPart } from './situation.ts';

/** A check of a flow: data, and one function. One file each; its words are in `explain/words/flows.ts`. */
export interface FlowCheck {
  /** Stable, kebab-case, named for what is wrong. */
  readonly code: FlowCheckCode;
  /**
   * Its place among the checks of flows: a cause before what it can bring about. What they find stands behind what is
   * found of messages, in the order of the messages first.
   */
  readonly rank: number;
  /** Who must act, unless the variant or what was found tells better. */
  readonly owner: Owner;
  readonly owners: Readonly<Partial<Record<string, Owner>>>;
  readonly clause: string;
  /** What can have brought it about, in the same flow. Said here or by `brings` of the cause. */
  readonly follows: readonly FindingCode[];
  /** What it can bring about, in the same flow. */
  readonly brings: readonly FindingCode[];
  /** Every variant that a result may have. */
  readonly variants: readonly string[];
  /**
   * For what each flow of a row finds anew: the facts that say it is the same row. Of one row a report has one finding.
   * Null: each flow's finding stands for itself.
   */
  readonly onceBy: readonly string[] | null;
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
  readonly owner?: Owner;
  /** Left out: certain. */
  readonly confidence?: Confidence;
}

interface FlowCheckDefinition<V extends string>
  extends Omit<FlowCheck, 'owners' | 'variants' | 'run' | 'onceBy' | 'follows' | 'brings'> {
  readonly owners?: Readonly<Partial<Record<NoInfer<V>, Owner>>>;
  readonly follows?: readonly FindingCode[];
  readonly brings?: readonly FindingCode[];
  readonly onceBy?: readonly string[];
  readonly variants: readonly V[];
  readonly run: (situation: FlowSituation) => readonly FlowVerdict<V>[];
}

/** Makes a check out of its definition; the compiler holds its verdicts to the variants it names. */
export function defineFlowCheck<const V extends string>(definition: FlowCheckDefinition<V>): FlowCheck {
  const { owners = {}, follows = [], brings = [], onceBy = null } = definition;
  return { ...definition, owners, follows, brings, onceBy };
}

/** The results of a check as findings. */
export function runFlowCheck(check: FlowCheck, situation: FlowSituation): readonly Finding[] {
  const { code, clause, run } = check;
  return run(situation).map(({ variant, part, owner, expected = null, received = null, facts = {}, ...verdict }) =>
    makeFinding({
      code,
      ...verdict,
      message: part?.inspected.index ?? null,
      kind: part?.inspected.message?.kind ?? null,
      path: pathOfPart(part),
      expected,
      received,
      clause,
      variant,
      facts,
      owner: owner ?? check.owners[variant] ?? check.owner,
    }),
  );
}
