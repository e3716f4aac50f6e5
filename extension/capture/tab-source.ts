import type { Clock } from '#shared/base/clock.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { setsCookies } from '#shared/http/exchange-parts.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { carriesSaml, mentionsSaml } from '#shared/http/relevance.ts';
import { cutOffReason, droppedReason, missingReason } from './gap-reasons.ts';
import { createMemory, type Memory } from './memory.ts';
import { type DevtoolsEntry, readDevtoolsEntry } from './read-devtools-entry.ts';

/** What the recorder of the inspected tab needs. */
export interface TabSourceNeeds {
  readonly tabId: number;
  readonly now: Clock;
  /** Firefox drops a request when its page moves on within some 100 ms, as a page with a form that sends itself does. */
  readonly dropsQuickPages: boolean;
  /** Whether every tab is recorded, and so each page that the browser loads here. */
  seesEveryTab(): boolean;
  onRequestFinished(listener: (entry: unknown, readContent: () => Promise<string | null>) => void): void;
  harEntries(): Promise<readonly unknown[]>;
  onNavigated(listener: (url: string) => void): void;
  take(exchange: Exchange): void;
  gap(reason: string): void;
  /** What was said to be missing came after all. */
  noGap(reason: string): void;
  /** Runs `work` after that many milliseconds. */
  later(work: () => void, delay: number): void;
}

/** How long after a page came its request may still be told of, in milliseconds. */
const SETTLE = 1_500;
/** A page that stays for so long did not move on quickly, in milliseconds. */
const QUICK = 5_000;
/** How long before a page's arrival its request may have begun, in milliseconds. */
const LOADING = 30_000;
/** How long somebody may take to log in, in milliseconds. */
const ANSWERED = 30 * 60_000;
/** Requests remembered so that none is taken twice and none that is missing goes unseen. */
const REMEMBERED = 2_000;
const LATEST = 20;

/**
 * Records the inspected tab with no permission: every finished request, what the browser still holds from before, and,
 * where the browser tells of a page but of no request for it, as much as the page's URL says.
 */
export function recordTab(needs: TabSourceNeeds): void {
  const entries = createMemory<number>(REMEMBERED);
  const urls = createMemory<number>(REMEMBERED);
  /** Where the answers to messages led: what is said there is kept whether or not it speaks of SAML. */
  const led = createMemory<number>(REMEMBERED);
  /** Hosts that were asked for a login or a logout: what they say to a form, such as that of a password, may end it. */
  const asked = createMemory<number>(REMEMBERED);
  /** Pages whose text was read and that send no message: where they led, nothing was sent to. */
  const silent = createMemory<number>(REMEMBERED);
  /** When somebody was sent off to log in or out and has not come back: then each answer that sets a cookie counts. */
  let away: number | null = null;
  /** When the latest requests began: a page that went unseen came before those that it led to. */
  const starts: number[] = [];
  /** Requests that were told of without their answer, by `entryKey`, with the ID that each was taken by. */
  const unanswered = createMemory<string>(LATEST);
  /** Pages of which nothing but the URL was known when they were taken, with the ID that each was taken by. */
  const bare = createMemory<string>(LATEST);
  let count = 0;
  /** The latest page of the web that the tab showed. */
  let arrived: TabArrival | null = null;

  /** Whether it answers a message, or is where such an answer led. */
  const followAnswer = (exchange: Exchange) => {
    const host = hostOf(exchange.url);
    if (carriesRequest(exchange)) asked.add(host, needs.now());
    const isOfAsked = exchange.method === 'POST' && (asked.of(host) ?? -ANSWERED) > needs.now() - ANSWERED;
    const isAnswer = carriesSaml(exchange) || isOfAsked || led.of(asRequested(exchange.url)) !== null;
    if (isAnswer && exchange.redirectUrl !== null) led.add(asRequested(exchange.redirectUrl), needs.now());
    return isAnswer;
  };
  const takePage = (exchange: Exchange) => {
    away = awaySince(exchange, away, needs.now());
    needs.take(exchange);
    expectNext(exchange);
  };
  /** What is no page counts by the cookies that it sets alone. */
  const takeCookies = (exchange: Exchange) => {
    if (away !== null && away > needs.now() - ANSWERED && setsCookies(exchange))
      needs.take({ ...exchange, requestBody: null, responseText: null });
  };
  const takeEntry = (raw: unknown, readContent: (() => Promise<string | null>) | null) => {
    const told = readDevtoolsEntry(raw, `d${count + 1}`, needs.tabId);
    if (told === null) return;
    const key = entryKey(told.exchange);
    const id = told.exchange.status === null ? null : unanswered.of(key);
    if (id === null && entries.of(key) !== null) return;
    count += 1;
    const entry = underItsId(told, key, id);
    entries.add(key, needs.now());
    urls.add(asRequested(entry.exchange.url), needs.now());
    starts.push(entry.exchange.startedAt ?? needs.now());
    if (starts.length > LATEST) starts.shift();
    tellCutOff(entry);
    if (entry.kept) takePage(entry.exchange);
    else takeCookies(entry.exchange);
    const isAnswer = entry.kept && followAnswer(entry.exchange);
    if (readContent !== null && entry.wantsText) void takeText(needs, entry, readContent, isAnswer, silent);
    else if (!entry.kept && mentionsSaml(entry.exchange.responseText)) needs.take(entry.exchange);
  };
  /** Chrome gives extensions that record every tab what its developer tools lack. */
  const tellCutOff = (entry: DevtoolsEntry) => {
    const isElsewhere = needs.seesEveryTab() && !needs.dropsQuickPages;
    if (entry.cutOff > 0 && !isElsewhere) needs.gap(cutOffReason(entry, needs.dropsQuickPages));
  };
  /** What was known of it before, its URL or all but its answer, is one with it. */
  const underItsId = (entry: DevtoolsEntry, key: string, unansweredId: string | null): DevtoolsEntry => {
    const page = asRequested(entry.exchange.url);
    const id = unansweredId ?? bare.of(page) ?? entry.exchange.id;
    if (bare.forget(page)) needs.noGap(missingReason(entry.exchange.url));
    if (entry.exchange.status === null && needs.dropsQuickPages) {
      unanswered.add(key, id);
      needs.later(() => void takeEarlier(), SETTLE);
    } else unanswered.forget(key);
    return { ...entry, exchange: { ...entry.exchange, id } };
  };
  const takeEarlier = async () => {
    for (const entry of await needs.harEntries()) takeEntry(entry, null);
  };
  /** Chrome tells of no end of a request whose frame moved to another process, but its log has it. */
  const expectNext = ({ redirectUrl: url, startedAt }: Exchange) => {
    if (url === null) return;
    const at = needs.now();
    needs.later(() => {
      if (isMissing({ url, at })) void takeNext({ url, at }, startedAt ?? at);
    }, SETTLE);
  };
  /** Firefox may drop a redirect between two redirects, log and all; that it was asked for is known by the page behind it. */
  const takeNext = async (next: Pick<TabArrival, 'url' | 'at'>, redirectedAt: number) => {
    await takeEarlier();
    const isBehind =
      arrived !== null && arrived.at >= redirectedAt && asRequested(arrived.url) !== asRequested(next.url);
    if (needs.dropsQuickPages && isBehind && isMissing(next) && !needs.seesEveryTab())
      needs.gap(droppedReason(next.url));
  };
  const isMissing = ({ url, at }: Pick<TabArrival, 'url' | 'at'>) => (urls.of(asRequested(url)) ?? 0) < at - LOADING;
  const lookFor = async (arrival: TabArrival) => {
    if (needs.seesEveryTab()) return;
    if (isMissing(arrival)) await takeEarlier();
    if (!isMissing(arrival)) return;
    count += 1;
    const startedAt = Math.min(
      arrival.at,
      ...starts.filter((start) => start > arrival.at - QUICK).map((start) => start - 1),
    );
    if (mentionsSaml(arrival.url)) {
      bare.add(asRequested(arrival.url), `d${count}`);
      needs.take(exchangeOf({ ...arrival, at: startedAt }, `d${count}`, needs.tabId));
    }
    // A page that somebody filled in a form of, and that then sent the message, was not seen: nothing is missing in the flow.
    if (mentionsSaml(arrival.url) || arrival.from === null || silent.of(arrival.from) === null)
      needs.gap(missingReason(arrival.url));
  };
  const lookLater = (arrival: TabArrival) => needs.later(() => void lookFor(arrival), SETTLE);
  /** Pages that moved on quickly are looked for, and those that have SAML in their URL. */
  const arrive = (url: string) => {
    if (!/^https?:/.test(url)) return;
    const arrival = { url, at: needs.now(), from: arrived?.url ?? null };
    if (mentionsSaml(url)) lookLater(arrival);
    if (arrived !== null && arrival.at - arrived.at < QUICK && !mentionsSaml(arrived.url)) lookLater(arrived);
    arrived = arrival;
  };

  needs.onRequestFinished(takeEntry);
  if (needs.dropsQuickPages) needs.onNavigated(arrive);
  void takeEarlier();
}

/** A page that the tab arrived at, and when. */
interface TabArrival {
  readonly url: string;
  readonly at: number;
  /** The page before it; null where that is not known. */
  readonly from: string | null;
}

async function takeText(
  needs: TabSourceNeeds,
  { exchange }: DevtoolsEntry,
  readContent: () => Promise<string | null>,
  isAnswer: boolean,
  silent: Memory<number>,
): Promise<void> {
  // The browser may already have thrown the text away with its page: it is an extra, not a loss.
  const text = await readContent().catch(() => null);
  if (text === null || text.length > LIMITS.recordedResponseChars) return;
  if (!mentionsSaml(text)) silent.add(exchange.url, needs.now());
  if (!isAnswer && !mentionsSaml(text)) return;
  needs.take({ ...exchange, responseText: text });
}

/** The same entry comes as an event and again in the browser's log. */
function entryKey({ method, url, startedAt }: Exchange): string {
  return `${method} ${url} ${startedAt}`;
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

/** A URL as it is asked for: what is behind a hash never leaves the browser (RFC 3986 3.5). */
function asRequested(url: string): string {
  return url.split('#', 1)[0] ?? url;
}

/** Whether a message was sent to its host that asks for something. */
function carriesRequest({ url, requestBody }: Exchange): boolean {
  return [url, requestBody?.text ?? ''].some((text) => /\bSAMLRequest=|\bwa=wsign/.test(text));
}

/** Since when somebody is away after this: a request sends off, an answer brings back. */
function awaySince(exchange: Exchange, since: number | null, now: number): number | null {
  if (carriesRequest(exchange) || /\bSAMLRequest=|\bwa=wsign/.test(exchange.redirectUrl ?? '')) return now;
  return carriesSaml({ ...exchange, responseText: null, redirectUrl: null }) ? null : since;
}
