import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FilterSubject } from '#shared/filter/filter-subject.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { isError } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import type { LargeInput } from '../recording/large-input.ts';
import { isBranch, limbsOf } from './branches.ts';
import { createFarSearch, type FarSearch } from './far-search.ts';
import { keyOfFlow, keyOfMessage, type ListRows, type Order, type RowKey, toRows } from './rows.ts';
import { createSieve } from './sieve.ts';
import { tabsOf } from './where.ts';

/** The parts of a message's detail, in the order of their tabs. */
export const TABS = ['summary', 'attributes', 'findings', 'xml', 'signature', 'http'] as const;

/** One part of the detail. */
export type Tab = (typeof TABS)[number];

/** The parts of a flow's detail, in the order of their tabs. */
export const FLOW_TABS = ['summary', 'flow', 'findings'] as const;

/** One part of a flow's detail. */
export type FlowTab = (typeof FLOW_TABS)[number];

/** What the detail shows. */
type Selection =
  | { readonly kind: 'flow'; readonly key: RowKey; readonly flow: Flow }
  | { readonly kind: 'message'; readonly key: RowKey; readonly message: InspectedMessage }
  | { readonly kind: 'exchange'; readonly key: RowKey; readonly exchange: Exchange };

/** A stretch of a message's XML to show and mark. */
interface Focus {
  readonly message: number;
  readonly start: number;
  readonly end: number;
}

/** What is on screen: filter, list, selection, tab. */
export interface View {
  readonly filter: Signal<string>;
  /** What in the filter is not understood, each in a sentence. */
  readonly filterProblems: ReadonlySignal<readonly string[]>;
  /** The filter's texts in what of a large file is not in the page. */
  readonly farSearch: FarSearch;
  readonly onlyFailures: Signal<boolean>;
  /** Whether what carries no message is listed, too. */
  readonly traffic: Signal<boolean>;
  readonly order: Signal<Order>;
  readonly tab: Signal<Tab | FlowTab>;
  readonly rows: ReadonlySignal<ListRows>;
  /** The tabs in which messages were seen; see `tabsOf`. */
  readonly tabs: ReadonlySignal<ReadonlyMap<number, number>>;
  /** The chosen flow or message; until one is chosen, the newest flow. */
  readonly selection: ReadonlySignal<Selection | null>;
  readonly focus: ReadonlySignal<Focus | null>;
  /** Id of the exchange of the chosen flow that is shown beside its verdict; null: none. */
  readonly exchange: Signal<string | null>;
  select(key: RowKey | null): void;
  setOpen(key: RowKey, open: boolean): void;
  /** Shows a message's XML with a stretch of it marked. */
  showInXml(focus: Focus): void;
  end(): void;
}

/** What a view needs from outside. */
export interface ViewNeeds {
  readonly report: ReadonlySignal<Report>;
  /** The same as far as a list shows it: another one only where the list is another, and not where more of it is known. */
  readonly listed: ReadonlySignal<Report>;
  /** Names the report, so that each keeps a selection of its own. */
  readonly source: ReadonlySignal<string>;
  /** The report's file, where a worker owns it. */
  readonly large: ReadonlySignal<LargeInput | null>;
  /** Every exchange of a report's recording, as it is now. */
  readonly exchangesOf: (report: Report) => readonly Exchange[];
  readonly onError: (error: unknown) => void;
}

/** What is on screen of a report. */
export function createView({ report, listed, source, large, exchangesOf, onError }: ViewNeeds): View {
  const filter = signal('');
  const onlyFailures = signal(false);
  const traffic = signal(false);
  const order = signal<Order>('oldest');
  const folded = signal<ReadonlySet<RowKey>>(new Set());
  const chosen = signal<ReadonlyMap<string, RowKey>>(new Map());
  const tab = signal<Tab | FlowTab>('summary');
  const focus = signal<Focus | null>(null);
  const exchange = signal<string | null>(null);

  const words = signal<readonly string[]>([]);
  const farSearch = createFarSearch({ words, large, onError });
  const sieve = createSieve({
    text: filter,
    subjects: () => subjectsOf(listed.value, exchangesOf(listed.value), traffic.value),
    isElsewhere: farSearch.isElsewhere,
    onError,
  });
  const endWords = effect(() => {
    words.value = sieve.words.value;
  });
  const exchanges = () => exchangesOf(report.value);
  const needsExchanges = computed(() => traffic.value || sieve.passes.value !== null);
  const limbs = computed(() =>
    limbsOf(listed.value, needsExchanges.value ? exchangesOf(listed.value) : [], traffic.value),
  );
  const rows = computed(() =>
    toRows(limbs.value, {
      passes: sieve.passes.value,
      onlyFailures: onlyFailures.value,
      traffic: traffic.value,
      order: order.value,
      folded: folded.value,
    }),
  );
  const selection = computed(() => {
    const key = chosen.value.get(source.value);
    return (key === undefined ? null : find(report.value, exchanges, key)) ?? newest(report.value, exchanges);
  });
  const select = (key: RowKey | null) => {
    const next = new Map(chosen.value);
    if (key === null) next.delete(source.value);
    else next.set(source.value, key);
    chosen.value = next;
    focus.value = null;
    exchange.value = null;
  };

  return {
    filter,
    filterProblems: sieve.problems,
    farSearch,
    onlyFailures,
    traffic,
    order,
    tab,
    rows,
    tabs: computed(() => tabsOf(listed.value)),
    selection,
    focus,
    exchange,
    select,
    setOpen: (key, open) => {
      const next = new Set(folded.value);
      if (open) next.delete(key);
      else next.add(key);
      folded.value = next;
    },
    showInXml: (range) => {
      select(`message:${range.message}`);
      focus.value = range;
      tab.value = 'xml';
    },
    end: () => {
      endWords();
      farSearch.end();
      sieve.end();
    },
  };
}

/** Everything that the list may hold, as a filter sees it. */
function* subjectsOf(report: Report, exchanges: readonly Exchange[], loose: boolean): Generator<FilterSubject> {
  for (const limb of limbsOf(report, exchanges, loose))
    if (isBranch(limb)) for (const item of limb.items) yield { flow: limb.flow, ...item };
    else yield { flow: null, message: null, exchange: limb };
}

function find(report: Report, exchanges: () => readonly Exchange[], key: RowKey): Selection | null {
  const id = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('message:')) {
    const message = report.messages[Number(id)];
    return message === undefined ? null : { kind: 'message', key, message };
  }
  if (key.startsWith('exchange:')) {
    const exchange = exchanges().find((candidate) => candidate.id === id);
    return exchange === undefined ? null : { kind: 'exchange', key, exchange };
  }
  const flow = report.flows.find((candidate) => candidate.id === id);
  return flow === undefined ? null : { kind: 'flow', key, flow };
}

/**
 * The flow of the message that was sent last, else that message. A browser may tell of a request long after those that
 * followed it: the last one that was told need not be the last one.
 */
function newest(report: Report, exchanges: () => readonly Exchange[]): Selection | null {
  const last = report.messages.at(-1);
  if (last === undefined) return null;
  const time = ({ exchange }: InspectedMessage): number => exchange?.startedAt ?? Number.NEGATIVE_INFINITY;
  const message = report.messages.slice(-LATE).reduce((one, other) => (time(other) >= time(one) ? other : one), last);
  const flow = report.flows.find(({ messages }) => messages.includes(message.index));
  return find(report, exchanges, flow === undefined ? keyOfMessage(message) : keyToShow(flow));
}

/** Among so many of the last messages the one is looked for that was sent last. */
const LATE = 20;

/** What to show first of a file: the first flow that failed, or message that did; else the first of all. */
export function firstToShow(report: Report): RowKey | null {
  const failedFlow = report.flows.find(hasFailed);
  if (failedFlow !== undefined) return keyToShow(failedFlow);
  const failed = report.messages.find((message) => message.error !== null || message.findings.some(isError));
  if (failed !== undefined) return keyOfMessage(failed);
  const first = report.flows[0];
  if (first !== undefined) return keyToShow(first);
  return report.messages[0] === undefined ? null : keyOfMessage(report.messages[0]);
}

/** A flow of one message has nothing to tell that the message does not tell better, but what became of it. */
function keyToShow(flow: Flow): RowKey {
  const [only, ...others] = flow.messages;
  return only === undefined || others.length > 0 || hasFailed(flow) ? keyOfFlow(flow) : `message:${only}`;
}
