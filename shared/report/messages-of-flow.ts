import type { Flow } from '#shared/flows/flow.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from './report.ts';

/** A flow's messages, in order of time. */
export function messagesOfFlow(flow: Flow, report: Report): readonly InspectedMessage[] {
  return flow.messages.flatMap((index) => report.messages[index] ?? []);
}
