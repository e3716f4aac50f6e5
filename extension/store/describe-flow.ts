import { counted } from '#shared/base/count-words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import { wordsFor } from './words.ts';

/** `Login`, `Logout by the IdP`. */
export function titleOfFlow(flow: Flow): string {
  const what = flow.kind === 'login' ? 'Login' : 'Logout';
  return flow.initiator === 'idp' ? `${what} begun by the IdP` : what;
}

/** Why it ended as it did, in one line. */
export function causeLine(flow: Flow): string {
  if (flow.cause !== null) return wordsFor(flow.cause).title;
  const count = counted(flow.messages.length, 'message');
  if (flow.outcome === 'unknown') return `${count}; how it ended was not seen`;
  return hasFailed(flow) ? `${count}; no check explains it` : count;
}

/** A flow's messages, in order of time. */
export function messagesOf(flow: Flow, report: Report): InspectedMessage[] {
  return flow.messages.flatMap((index) => report.messages[index] ?? []);
}
