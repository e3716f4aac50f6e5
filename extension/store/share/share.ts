import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import type { Workbench } from '../workbench.ts';
import { exchangesOf, wholeExchangesOf } from './exchanges-of.ts';
import { reportOn } from './part-report.ts';

/** How much is to be given away: all that there is, what the list shows, or what is chosen in it. */
export const SCOPES = ['all', 'shown', 'chosen'] as const;

/** One of them. */
export type Scope = (typeof SCOPES)[number];

/** What is to be given away. */
export interface Share {
  readonly exchanges: readonly Exchange[];
  readonly messages: readonly InspectedMessage[];
  readonly report: Report;
}

/** What of the source on screen belongs to a scope. */
export function shareOf(workbench: Workbench, scope: Scope): Share {
  const report = workbench.report.peek();
  const all = exchangesOf(workbench);
  if (scope === 'all') return { exchanges: all, messages: report.messages, report };
  const { flows, messages, exchanges } = scope === 'shown' ? shownParts(workbench) : chosenParts(workbench);
  const ids = new Set([
    ...exchanges.map(({ id }) => id),
    ...flows.flatMap(({ steps }) => steps.map(({ exchange }) => exchange)),
    ...messages.flatMap(({ exchange }) => exchange?.id ?? []),
  ]);
  return { exchanges: all.filter(({ id }) => ids.has(id)), messages, report: reportOn(report, messages, flows) };
}

/** The same with whole exchanges: of a large file these are asked for. */
export async function wholeShareOf(workbench: Workbench, scope: Scope): Promise<Share> {
  const share = shareOf(workbench, scope);
  const ids = new Set(share.exchanges.map(({ id }) => id));
  const all = await wholeExchangesOf(workbench);
  return { ...share, exchanges: all.filter(({ id }) => ids.has(id)) };
}

interface Parts {
  readonly flows: readonly Flow[];
  readonly messages: readonly InspectedMessage[];
  readonly exchanges: readonly Exchange[];
}

/** The messages of a folded flow are shown by its line. */
function shownParts({ view, report }: Workbench): Parts {
  const rows = view.rows.peek().slice();
  const flows = rows.flatMap((row) => (row.kind === 'flow' ? [row.flow] : []));
  const folded = rows.flatMap((row) => (row.kind === 'flow' && !row.open ? row.flow.messages : []));
  const indexes = new Set([...folded, ...rows.flatMap((row) => (row.kind === 'message' ? [row.message.index] : []))]);
  return {
    flows,
    messages: report.peek().messages.filter(({ index }) => indexes.has(index)),
    exchanges: rows.flatMap((row) => (row.kind === 'exchange' ? [row.exchange] : [])),
  };
}

function chosenParts({ view, report }: Workbench): Parts {
  const selection = view.selection.peek();
  if (selection === null) return { flows: [], messages: [], exchanges: [] };
  if (selection.kind === 'exchange') return { flows: [], messages: [], exchanges: [selection.exchange] };
  if (selection.kind === 'message') return { flows: [], messages: [selection.message], exchanges: [] };
  const { flow } = selection;
  const messages = flow.messages.flatMap((index) => report.peek().messages[index] ?? []);
  return { flows: [flow], messages, exchanges: [] };
}
