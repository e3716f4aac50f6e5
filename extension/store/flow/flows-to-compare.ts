import { flowLine } from '#shared/explain/facts/flow-title.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Report } from '#shared/report/report.ts';
import { toClockTime } from '../base/times.ts';
import { LIVE, type Workbench } from '../workbench.ts';

/** A flow that another can be compared with, wherever it was opened. */
export interface ComparableFlow {
  readonly key: string;
  /** `login.har: Login succeeded, 10:43:12.000` */
  readonly name: string;
  readonly flow: Flow;
  readonly report: Report;
}

/** Every flow of the same kind in the recording and the opened inputs but the given one; those that ended otherwise first. */
export function flowsToCompare({ recording, inputs, source }: Workbench, chosen: Flow): ComparableFlow[] {
  const lists = [
    ...(recording === null ? [] : [{ id: LIVE, name: 'Recording', report: recording.report.value }]),
    ...inputs.list.value,
  ];
  const all = lists.flatMap(({ id, name, report }) =>
    report.flows
      .filter((flow) => flow.kind === chosen.kind && !(id === source.value?.id && flow.id === chosen.id))
      .map((flow) => ({ key: `${id} ${flow.id}`, name: `${name}: ${nameOfRun(flow)}`, flow, report })),
  );
  return [
    ...all.filter(({ flow }) => flow.outcome !== chosen.outcome),
    ...all.filter(({ flow }) => flow.outcome === chosen.outcome),
  ];
}

/** `Login refused, 10:43:12.000` */
export function nameOfRun(flow: Flow): string {
  const what = flowLine(flow);
  return flow.startedAt === null ? what : `${what}, ${toClockTime(flow.startedAt)}`;
}
