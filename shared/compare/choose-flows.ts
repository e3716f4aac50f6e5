import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { FlowView } from './features.ts';

/** What is compared of a report. */
interface Compared {
  readonly flows: readonly Flow[];
  readonly messages: readonly InspectedMessage[];
}

/** The two flows of two reports that are worth comparing; null where one of them has none of the kind. */
export function chooseFlows(
  one: Compared,
  other: Compared,
): { readonly one: FlowView; readonly other: FlowView } | null {
  const first = one.flows.find(hasFailed) ?? one.flows[0];
  const alike = other.flows.filter(({ kind }) => kind === first?.kind);
  const second = alike.find(({ outcome }) => outcome !== first?.outcome) ?? alike[0];
  if (first === undefined || second === undefined) return null;
  return { one: flowView(first, one), other: flowView(second, other) };
}

/** A flow of a report with its messages. */
export function flowView(flow: Flow, report: Pick<Compared, 'messages'>): FlowView {
  return { flow, messages: flow.messages.flatMap((index) => report.messages[index] ?? []) };
}
