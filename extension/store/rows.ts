import type { FilterSubject } from '#shared/filter/filter-subject.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import { type Branch, branchesOf, type Item, itemsOf } from './branches.ts';
import { verdictOfFlow, verdictOfMessage } from './outcome.ts';

/** What can be chosen in the list, by a name that stays the same while the trace grows. */
export type RowKey = `flow:${string}` | `message:${string}` | `exchange:${string}`;

/** One line of the list: a tree of two levels, laid flat. `position` counts from 1 among `siblings`. */
export type ListRow =
  | (RowPlace & { readonly kind: 'flow'; readonly flow: Flow; readonly open: boolean })
  | (RowPlace & { readonly kind: 'message'; readonly message: InspectedMessage; readonly parent: RowKey | null })
  | (RowPlace & { readonly kind: 'exchange'; readonly exchange: Exchange; readonly parent: RowKey | null });

interface RowPlace {
  readonly key: RowKey;
  readonly level: 1 | 2;
  readonly position: number;
  readonly siblings: number;
}

/** In which order flows stand: as they began, the newest first, or what failed first. */
export const ORDERS = ['oldest', 'newest', 'failed'] as const;

/** One of them. */
export type Order = (typeof ORDERS)[number];

/** What the user asked to see. */
export interface RowFilter {
  /** Whether a message or an exchange is wanted; null: all are. */
  readonly passes: ((subject: FilterSubject) => boolean) | null;
  readonly onlyFailures: boolean;
  /** Whether what carries no message is listed, too. */
  readonly traffic: boolean;
  readonly order: Order;
  /** Flows that the user folded. */
  readonly folded: ReadonlySet<RowKey>;
}

/**
 * The list for a report: flows with their messages, messages of no flow, and at wish every other exchange. Without other
 * traffic an exchange of a flow is listed only where a filter finds it, and none of the flow's messages.
 */
export function toRows(report: Report, exchanges: () => readonly Exchange[], filter: RowFilter): ListRow[] {
  const needsExchanges = filter.traffic || filter.passes !== null;
  const branches = branchesOf(report, needsExchanges ? exchanges() : [], filter.traffic)
    .filter((branch) => !filter.onlyFailures || isFailing(branch))
    .map((branch) => narrow(branch, filter))
    .filter((branch) => branch.items.length > 0);
  const ordered = inOrder(branches, filter.order);
  return ordered.flatMap((branch, index) => rowsOf(branch, index + 1, ordered.length, filter.folded));
}

/** The key of a flow's row. */
export function keyOfFlow(flow: Flow): RowKey {
  return `flow:${flow.id}`;
}

/** The key of a message's row. */
export function keyOfMessage(message: InspectedMessage): RowKey {
  return `message:${message.index}`;
}

function inOrder(branches: readonly Branch[], order: Order): readonly Branch[] {
  if (order === 'oldest') return branches;
  if (order === 'newest') return branches.toReversed();
  return branches.toSorted((one, other) => Number(isFailing(other)) - Number(isFailing(one)));
}

function isFailing({ flow, items }: Branch): boolean {
  if (flow !== null && verdictOfFlow(flow).outcome === 'bad') return true;
  return items.some(({ message }) => message !== null && verdictOfMessage(message).outcome === 'bad');
}

function narrow(branch: Branch, { passes, traffic }: RowFilter): Branch {
  const { flow, items } = branch;
  // With all traffic most branches are one exchange, and there are very many of them.
  if (passes === null && traffic) return branch;
  const shown = traffic ? items : itemsOf(branch).messages;
  if (passes === null) return { ...branch, items: shown };
  const wanted = (item: Item) => passes({ flow, ...item });
  const found = shown.filter(wanted);
  return { ...branch, items: found.length > 0 || traffic ? found : itemsOf(branch).others.filter(wanted) };
}

function rowsOf({ flow, items }: Branch, position: number, siblings: number, folded: ReadonlySet<RowKey>): ListRow[] {
  if (flow === null) return items.map((item) => toRow(item, null, { level: 1, position, siblings }));
  const key = keyOfFlow(flow);
  const open = !folded.has(key);
  const head: ListRow = { kind: 'flow', key, flow, open, level: 1, position, siblings };
  if (!open) return [head];
  return [
    head,
    ...items.map((item, index) => toRow(item, key, { level: 2, position: index + 1, siblings: items.length })),
  ];
}

function toRow({ message, exchange }: Item, parent: RowKey | null, place: Omit<RowPlace, 'key'>): ListRow {
  if (message !== null) return { kind: 'message', key: keyOfMessage(message), message, parent, ...place };
  return { kind: 'exchange', key: `exchange:${exchange.id}`, exchange, parent, ...place };
}
