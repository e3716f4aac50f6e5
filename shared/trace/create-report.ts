import type { Finding } from '#shared/checks/finding.ts';
import { rankFindings } from '#shared/checks/rank.ts';
import type { Flow, InspectedMessage, Report } from './report.ts';

/**
 * Puts a report together. Its findings are gathered and ranked when they are first asked for: a panel that shows one
 * message of ten thousand never asks.
 */
export function createReport(
  input: Report['input'],
  messages: readonly InspectedMessage[],
  flows: readonly Flow[],
): Report {
  let findings: readonly Finding[] | null = null;
  return {
    input,
    messages,
    flows,
    get findings() {
      findings ??= rankFindings([...messages.flatMap((message) => message.findings), ...flows.flatMap(ownCause)]);
      return findings;
    },
  };
}

/** The cause of a flow that is no finding about a message: what the receiver answered. */
function ownCause({ cause }: Flow): readonly Finding[] {
  return cause?.code === 'receiver-refused' ? [cause] : [];
}
