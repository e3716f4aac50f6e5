import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { sortByTime } from '#shared/http/sort-by-time.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';

/** A message, with its exchange where one carried it; or an exchange that carries none. */
export type Item =
  | { readonly message: InspectedMessage; readonly exchange: Exchange | null }
  | { readonly message: null; readonly exchange: Exchange };

/** A branch of the list's tree before it is laid flat: a flow with what belongs to it, or a message that belongs to none. */
export interface Branch {
  readonly flow: Flow | null;
  readonly items: readonly Item[];
  readonly order: number;
}

/** What stands in the list's first level. An exchange of no flow stands for itself: of these there are very many. */
export type Limb = Branch | Exchange;

/** Whether it is a branch, and not an exchange of no flow. */
export function isBranch(limb: Limb): limb is Branch {
  return 'items' in limb;
}

/**
 * What a list of a report holds, in the order in which it began: a browser may tell of a request long after those that
 * followed it. Where no times are known it is that of the recording.
 *
 * @param exchanges those of the recording; none where nobody asked for them: then there are messages alone
 * @param loose whether exchanges of no flow are in it, too
 */
export function limbsOf(report: Report, exchanges: readonly Exchange[], loose: boolean): readonly Limb[] {
  const told = toldIn(report);
  const known = sortByTime(exchanges.length > 0 ? exchanges : carriersOf(report));
  const places = new Map<string, number>();
  known.forEach(({ id }, place) => {
    if (told.has(id)) places.set(id, place);
  });
  const branches = branchesOf(report, known, places);
  return loose ? withLoose(branches, known, told) : branches;
}

/** The exchanges that carried the messages. */
function carriersOf(report: Report): readonly Exchange[] {
  return report.messages.flatMap(({ exchange }) => exchange ?? []);
}

/** The ids of the exchanges that flows and messages tell of. */
function toldIn(report: Report): ReadonlySet<string> {
  const told = new Set<string>();
  for (const flow of report.flows) for (const { exchange } of flow.steps) told.add(exchange);
  for (const { exchange } of report.messages) if (exchange !== null) told.add(exchange.id);
  return told;
}

function branchesOf(
  report: Report,
  exchanges: readonly Exchange[],
  places: ReadonlyMap<string, number>,
): readonly Branch[] {
  const byId = (id: string): Exchange | undefined => exchanges[places.get(id) ?? -1];
  const placeOf = ({ exchange, index }: InspectedMessage): number => places.get(exchange?.id ?? '') ?? index;
  const inFlows = new Set<number>();
  const branches: Branch[] = [];
  for (const flow of report.flows) {
    const messages = flow.messages.flatMap((index) => report.messages[index] ?? []);
    for (const index of flow.messages) inFlows.add(index);
    const [first] = messages;
    branches.push({ flow, items: withSteps(flow, messages, byId), order: first === undefined ? 0 : placeOf(first) });
  }
  for (const message of report.messages) {
    if (inFlows.has(message.index)) continue;
    branches.push({ flow: null, items: [{ message, exchange: message.exchange }], order: placeOf(message) });
  }
  return branches.sort((a, b) => a.order - b.order);
}

/** The branches, and between them each exchange that none of them tells of, where it came. */
function withLoose(
  branches: readonly Branch[],
  exchanges: readonly Exchange[],
  told: ReadonlySet<string>,
): readonly Limb[] {
  const limbs: Limb[] = [];
  let next = 0;
  exchanges.forEach((exchange, place) => {
    for (let branch = branches[next]; branch !== undefined && branch.order <= place; branch = branches[next]) {
      limbs.push(branch);
      next += 1;
    }
    if (!told.has(exchange.id)) limbs.push(exchange);
  });
  for (const branch of branches.slice(next)) limbs.push(branch);
  return limbs;
}

/** The messages of a flow, and between them its other exchanges where these are known, in the order of its steps. */
function withSteps(
  flow: Flow,
  messages: readonly InspectedMessage[],
  byId: (id: string) => Exchange | undefined,
): readonly Item[] {
  const carried = new Set(messages.map(({ exchange }) => exchange?.id));
  const places = new Map(flow.steps.map(({ exchange }, place) => [exchange, place]));
  const others = flow.steps.flatMap(({ exchange: id }, place) => {
    const exchange = carried.has(id) ? undefined : byId(id);
    return exchange === undefined ? [] : [{ place, item: { message: null, exchange } as const }];
  });
  if (others.length === 0) return messages.map((message) => ({ message, exchange: message.exchange }));
  let last = -1;
  const own = messages.map((message) => {
    last = Math.max(last, places.get(message.exchange?.id ?? '') ?? last);
    return { place: last, item: { message, exchange: message.exchange } };
  });
  return [...own, ...others].sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** What of a branch are messages, and what is not. */
export function itemsOf({ items }: Branch): { readonly messages: readonly Item[]; readonly others: readonly Item[] } {
  const isMessage = ({ message }: Item): boolean => message !== null;
  return { messages: items.filter(isMessage), others: items.filter((item) => !isMessage(item)) };
}
