import type { Flow } from '#shared/flows/flow.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import { verdictOfFlow, verdictOfMessage } from './outcome.ts';
import { matchesWords, toWords } from './search.ts';

/** What can be chosen in the list, by a name that stays the same while the trace grows. */
export type RowKey = `flow:${string}` | `message:${string}`;

/** One line of the list: a tree of two levels, laid flat. `position` counts from 1 among `siblings`. */
export type ListRow =
  | (RowPlace & { readonly kind: 'flow'; readonly flow: Flow; readonly open: boolean })
  | (RowPlace & { readonly kind: 'message'; readonly message: InspectedMessage; readonly parent: RowKey | null });

interface RowPlace {
  readonly key: RowKey;
  readonly level: 1 | 2;
  readonly position: number;
  readonly siblings: number;
}

/** What the user asked to see. */
export interface RowFilter {
  readonly text: string;
  readonly onlyFailures: boolean;
  /** Flows that the user folded. */
  readonly folded: ReadonlySet<RowKey>;
}

/** A branch of the tree before it is laid flat. */
interface Branch {
  readonly flow: Flow | null;
  readonly messages: readonly InspectedMessage[];
  readonly order: number;
}

/** The list for a report: flows with their messages, and messages of no flow, in the order they began. */
export function toRows(report: Report, filter: RowFilter): ListRow[] {
  const words = toWords(filter.text);
  const branches = branchesOf(report)
    .filter((branch) => !filter.onlyFailures || isFailing(branch))
    .map((branch) => narrow(branch, words))
    .filter((branch) => branch.messages.length > 0);
  return branches.flatMap((branch, index) => rowsOf(branch, index + 1, branches.length, filter.folded));
}

/** The key of a flow's row. */
export function keyOfFlow(flow: Flow): RowKey {
  return `flow:${flow.id}`;
}

/** The key of a message's row. */
export function keyOfMessage(message: InspectedMessage): RowKey {
  return `message:${message.index}`;
}

function branchesOf(report: Report): Branch[] {
  const inFlows = new Set(report.flows.flatMap((flow) => flow.messages));
  const loose = report.messages.filter((message) => !inFlows.has(message.index));
  const branches: Branch[] = loose.map((message) => ({ flow: null, messages: [message], order: message.index }));
  for (const flow of report.flows) {
    const messages = flow.messages.flatMap((index) => report.messages[index] ?? []);
    branches.push({ flow, messages, order: flow.messages[0] ?? 0 });
  }
  return branches.sort((a, b) => a.order - b.order);
}

function isFailing({ flow, messages }: Branch): boolean {
  if (flow !== null && verdictOfFlow(flow).outcome === 'bad') return true;
  return messages.some((message) => verdictOfMessage(message).outcome === 'bad');
}

function narrow(branch: Branch, words: readonly string[]): Branch {
  if (words.length === 0) return branch;
  return { ...branch, messages: branch.messages.filter((message) => matchesWords(message, words)) };
}

function rowsOf(
  { flow, messages }: Branch,
  position: number,
  siblings: number,
  folded: ReadonlySet<RowKey>,
): ListRow[] {
  if (flow === null) return messages.map((message) => toMessageRow(message, null, 1, position, siblings));
  const key = keyOfFlow(flow);
  const open = !folded.has(key);
  const head: ListRow = { kind: 'flow', key, flow, open, level: 1, position, siblings };
  if (!open) return [head];
  return [head, ...messages.map((message, index) => toMessageRow(message, key, 2, index + 1, messages.length))];
}

function toMessageRow(
  message: InspectedMessage,
  parent: RowKey | null,
  level: 1 | 2,
  position: number,
  siblings: number,
): ListRow {
  return { kind: 'message', key: keyOfMessage(message), message, parent, level, position, siblings };
}
