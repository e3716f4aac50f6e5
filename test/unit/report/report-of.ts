import type { Exchange } from '#shared/http/exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';

/** What is said of exchanges that came one after the other. */
export async function reportOf(exchanges: readonly Exchange[], knowledge: Knowledge): Promise<Report> {
  const trace = createTrace({ knowledge });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

/** The messages' kinds, in order. */
export const kinds = (report: Report) => report.messages.map(({ message }) => message?.kind);

/** Each flow by how it went and who is in it. */
export const flowsOf = (report: Report) =>
  report.flows.map(({ kind, outcome, initiator, messages }) => ({ kind, outcome, initiator, messages }));

/** Codes of the errors and warnings. */
export const troubles = (report: Report) =>
  report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info').map(({ code }) => code);
