import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { type Cell, readRecording } from './cells.ts';
import type { Kind } from './kinds/kind.ts';

/** What the inspector says of a recording. */
export interface Told {
  /** What the first finding says, in a word (`Cause`); `nothing` where none failed. */
  readonly cause: string;
  readonly owner: Owner | null;
  /** How the flow of that sort ended that went worst, or the last one; `none` where there is no flow. */
  readonly outcome: Flow['outcome'] | 'none';
  /** The command would end with 1. */
  readonly failed: boolean;
  /** Errors and warnings, in order. */
  readonly problems: readonly string[];
}

const WORST = ['refused', 'broken-off', 'unknown', 'succeeded'] as const;

/** Inspects one recording as the command does, with the metadata that belongs to it. */
export async function tell(cell: Cell, sort: Kind['flow'] | 'last' = 'login'): Promise<Told> {
  const { trace, metadata } = readRecording(cell);
  const report = await inspectInput(trace, await knowledgeFrom({ metadataTexts: metadata }));
  const first = report.findings.find(({ outcome }) => outcome === 'fail') ?? null;
  const outcomes = new Set(report.flows.filter(({ kind }) => kind === sort).map(({ outcome }) => outcome));
  return {
    cause: first === null ? 'nothing' : causeIn(first),
    owner: first?.owner ?? null,
    outcome: (sort === 'last' ? report.flows.at(-1)?.outcome : WORST.find((each) => outcomes.has(each))) ?? 'none',
    failed: report.findings.some(isError) || report.flows.some(hasFailed),
    problems: report.findings.filter(isProblem).map((each) => `${each.severity} ${causeIn(each)}`),
  };
}

/** Of a refusal what was understood of it, else the code. */
function causeIn({ code, because, facts, variant }: Finding): string {
  if (code !== 'receiver-refused') return code;
  if (because != null) return because.code;
  const suspect = facts['suspect'];
  if (suspect !== undefined) return `${suspect}`;
  return facts['topic'] === undefined ? `refused ${variant}` : `says ${facts['topic']}`;
}
