import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import { folded } from '../base/fold.ts';

/** A report on one message alone. */
export function reportOnMessage(message: InspectedMessage, report: Report): Report {
  return reportOn(report, [message], []);
}

/** A report on one flow alone. */
export function reportOnFlow(flow: Flow, report: Report): Report {
  return reportOn(
    report,
    flow.messages.flatMap((index) => report.messages[index] ?? []),
    [flow],
  );
}

/** A report on some messages and flows. Messages are numbered anew, and whatever names them by number follows. */
export function reportOn({ input }: Report, chosen: readonly InspectedMessage[], wanted: readonly Flow[]): Report {
  const numbers = new Map(chosen.map(({ index }, number) => [index, number]));
  const renumber = (finding: Finding): Finding => ({ ...finding, message: numbers.get(finding.message ?? -1) ?? null });
  const messages = chosen.map((message, index) => ({ ...message, index, findings: message.findings.map(renumber) }));
  const flows = wanted.map((flow) => renumberFlow(flow, numbers, renumber));
  const findings = [...messages, ...flows].flatMap((part) => part.findings);
  return {
    input: { ...input, exchanges: new Set(chosen.map(({ exchange }) => exchange?.id)).size },
    messages,
    flows,
    findings: folded(findings, flows[0]?.cause ?? null),
  };
}

function renumberFlow(flow: Flow, numbers: ReadonlyMap<number, number>, renumber: (finding: Finding) => Finding): Flow {
  return {
    ...flow,
    messages: flow.messages.flatMap((index) => numbers.get(index) ?? []),
    cause: flow.cause === null ? null : renumber(flow.cause),
    steps: flow.steps.map((step) => ({ ...step, message: numbers.get(step.message ?? -1) ?? null })),
    findings: flow.findings.map(renumber),
  };
}
