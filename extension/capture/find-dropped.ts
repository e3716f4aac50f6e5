import type { Clock } from '#shared/base/clock.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { mentionsSaml } from '#shared/http/relevance.ts';
import { droppedReason, missingReason } from './gap-reasons.ts';
import { createMemory } from './memory.ts';
import { asRequested, LATEST, type TabMemory } from './tab-memory.ts';

/** What it needs. */
export interface DroppedFinderNeeds {
  readonly tabId: number;
  readonly now: Clock;
  /** Firefox drops a request when its page moves on within some 100 ms, as a page with a form that sends itself does. */
  readonly dropsQuickPages: boolean;
  /** Whether every tab is recorded, and so each page that the browser loads here. */
  seesEveryTab(): boolean;
  take(exchange: Exchange): void;
  gap(reason: string): void;
  /** What was said to be missing came after all. */
  noGap(reason: string): void;
  /** Runs `work` after that many milliseconds. */
  later(work: () => void, delay: number): void;
}

/** Finds what the browser's developer tools did not tell of, or told of late. */
export interface DroppedFinder {
  /** The ID by which an entry was taken when it was told of without its answer, and has it now; null for none such. */
  unansweredId(key: string, exchange: Exchange): string | null;
  /** What was known of an entry's request before, its URL or all but its answer, is one with it: gives it under that ID. */
  underItsId(key: string, exchange: Exchange, unansweredId: string | null): Exchange;
  /** Looks for what a redirect led to, some time later. */
  expectNext(exchange: Exchange): void;
  /** Takes a page that the tab arrived at. */
  arrive(url: string): void;
}

/** How long after a page came its request may still be told of, in milliseconds. */
const SETTLE = 1_500;
/** A page that stays for so long did not move on quickly, in milliseconds. */
const QUICK = 5_000;
/** How long before a page's arrival its request may have begun, in milliseconds. */
const LOADING = 30_000;

/** A page that the tab arrived at, and when. */
interface TabArrival {
  readonly url: string;
  readonly at: number;
  /** The page before it; null where that is not known. */
  readonly from: string | null;
}

/** @param takeEarlier takes what the browser's log has */
export function createDroppedFinder(
  needs: DroppedFinderNeeds,
  memory: TabMemory,
  takeEarlier: () => Promise<void>,
): DroppedFinder {
  /** Requests that were told of without their answer, by `entryKey`, with the ID that each was taken by. */
  const unanswered = createMemory<string>(LATEST);
  /** Pages of which nothing but the URL was known when they were taken, with the ID that each was taken by. */
  const bare = createMemory<string>(LATEST);
  /** The latest page of the web that the tab showed. */
  let arrived: TabArrival | null = null;

  const isMissing = ({ url, at }: Pick<TabArrival, 'url' | 'at'>) =>
    (memory.urls.of(asRequested(url)) ?? 0) < at - LOADING;
  /** Firefox may drop a redirect between two redirects, log and all; that it was asked for is known by the page behind it. */
  const takeNext = async (next: Pick<TabArrival, 'url' | 'at'>, redirectedAt: number) => {
    await takeEarlier();
    const isBehind =
      arrived !== null && arrived.at >= redirectedAt && asRequested(arrived.url) !== asRequested(next.url);
    if (needs.dropsQuickPages && isBehind && isMissing(next) && !needs.seesEveryTab())
      needs.gap(droppedReason(next.url));
  };
  const takeBare = (arrival: TabArrival) => {
    const id = memory.newId();
    const startedAt = Math.min(
      arrival.at,
      ...memory.starts().flatMap((start) => (start > arrival.at - QUICK ? [start - 1] : [])),
    );
    bare.add(asRequested(arrival.url), id);
    needs.take(exchangeOf({ ...arrival, at: startedAt }, id, needs.tabId));
  };
  const lookFor = async (arrival: TabArrival) => {
    if (needs.seesEveryTab()) return;
    if (isMissing(arrival)) await takeEarlier();
    if (!isMissing(arrival)) return;
    const hasMessage = mentionsSaml(arrival.url);
    if (hasMessage) takeBare(arrival);
    // A page that somebody filled in a form of, and that then sent the message, was not seen: nothing is missing in the flow.
    if (hasMessage || arrival.from === null || memory.silent.of(arrival.from) === null)
      needs.gap(missingReason(arrival.url));
  };
  const lookLater = (arrival: TabArrival) => needs.later(() => void lookFor(arrival), SETTLE);

  return {
    unansweredId: (key, { status }) => (status === null ? null : unanswered.of(key)),
    underItsId: (key, exchange, unansweredId) => {
      const page = asRequested(exchange.url);
      const id = unansweredId ?? bare.of(page) ?? exchange.id;
      if (bare.forget(page)) needs.noGap(missingReason(exchange.url));
      if (exchange.status === null && needs.dropsQuickPages) {
        unanswered.add(key, id);
        needs.later(() => void takeEarlier(), SETTLE);
      } else unanswered.forget(key);
      return { ...exchange, id };
    },
    // Chrome tells of no end of a request whose frame moved to another process, but its log has it.
    expectNext: ({ redirectUrl: url, startedAt }) => {
      if (url === null) return;
      const at = needs.now();
      needs.later(() => {
        if (isMissing({ url, at })) void takeNext({ url, at }, startedAt ?? at);
      }, SETTLE);
    },
    // Pages that moved on quickly are looked for, and those that have SAML in their URL.
    arrive: (url) => {
      if (!/^https?:/.test(url)) return;
      const arrival = { url, at: needs.now(), from: arrived?.url ?? null };
      if (mentionsSaml(url)) lookLater(arrival);
      if (arrived !== null && arrival.at - arrived.at < QUICK && !mentionsSaml(arrived.url)) lookLater(arrived);
      arrived = arrival;
    },
  };
}

/** What a page's URL alone says: a message on the redirect binding came by GET (saml-bindings 3.4.3). */
function exchangeOf({ url, at }: Pick<TabArrival, 'url' | 'at'>, id: string, tabId: number): Exchange {
  return makeExchange({
    id,
    startedAt: at,
    method: 'GET',
    url,
    source: 'devtools',
    tab: { tabId, frameId: 0, type: 'document', incognito: null, cookieStoreId: null },
  });
}
