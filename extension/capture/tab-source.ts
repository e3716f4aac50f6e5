import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { mentionsSaml } from '#shared/http/relevance.ts';
import { createDroppedFinder, type DroppedFinderNeeds } from './find-dropped.ts';
import { createAnswerFollower } from './follow-answers.ts';
import { cutOffReason, withheldReason } from './gap-reasons.ts';
import { type DevtoolsEntry, readDevtoolsEntry } from './read-devtools-entry.ts';
import { isXml } from './read-request-body.ts';
import { asRequested, createTabMemory, entryKey, type TabMemory } from './tab-memory.ts';

/** What the recorder of the inspected tab needs. */
export interface TabSourceNeeds extends DroppedFinderNeeds {
  onRequestFinished(listener: (entry: unknown, readContent: () => Promise<string | null>) => void): void;
  harEntries(): Promise<readonly unknown[]>;
  onNavigated(listener: (url: string) => void): void;
}

/**
 * Records the inspected tab with no permission: every finished request, what the browser still holds from before, and,
 * where the browser tells of a page but of no request for it, as much as the page's URL says.
 */
export function recordTab(needs: TabSourceNeeds): void {
  const memory = createTabMemory();
  const answers = createAnswerFollower(needs.now);
  const takeEarlier = async () => {
    for (const entry of await needs.harEntries()) takeEntry(entry, null);
  };
  const dropped = createDroppedFinder(needs, memory, takeEarlier);

  const takePage = (exchange: Exchange) => {
    answers.followAway(exchange);
    needs.take(exchange);
    dropped.expectNext(exchange);
  };
  /** What is no page counts by the cookies that it sets alone. */
  const takeCookies = (exchange: Exchange) => {
    if (answers.countsForCookies(exchange)) needs.take({ ...exchange, requestBody: null, responseText: null });
  };
  /** Gives an entry under its ID; null where it was taken before. */
  const readNews = (raw: unknown): DevtoolsEntry | null => {
    const told = readDevtoolsEntry(raw, '', needs.tabId);
    if (told === null) return null;
    const key = entryKey(told.exchange);
    const unansweredId = dropped.unansweredId(key, told.exchange);
    if (unansweredId === null && memory.entries.of(key) !== null) return null;
    const exchange = dropped.underItsId(key, { ...told.exchange, id: memory.newId() }, unansweredId);
    memory.entries.add(key, needs.now());
    memory.urls.add(asRequested(exchange.url), needs.now());
    memory.addStart(exchange.startedAt ?? needs.now());
    return { ...told, exchange };
  };
  const takeEntry = (raw: unknown, readContent: (() => Promise<string | null>) | null) => {
    const entry = readNews(raw);
    if (entry === null) return;
    const { exchange, kept, wantsText } = entry;
    tellCutOff(needs, entry);
    if (kept) takePage(exchange);
    else takeCookies(exchange);
    const isAnswer = kept && answers.followAnswer(exchange);
    if (readContent !== null && wantsText) void takeText(needs, exchange, readContent, isAnswer, memory);
    else if (!kept && mentionsSaml(exchange.responseText)) needs.take(exchange);
  };

  needs.onRequestFinished(takeEntry);
  if (needs.dropsQuickPages) needs.onNavigated(dropped.arrive);
  void takeEarlier();
}

/** Says what is missing of a body. Chrome gives extensions that record every tab what its developer tools lack. */
function tellCutOff(needs: TabSourceNeeds, entry: DevtoolsEntry): void {
  const { exchange, cutOff } = entry;
  const isElsewhere = needs.seesEveryTab() && !needs.dropsQuickPages;
  if (cutOff !== 0 && !isElsewhere) needs.gap(cutOffReason(entry, needs.dropsQuickPages));
  // It has a Blob that was not answered by a redirect, which it gives no extension that records every tab.
  if (exchange.requestBody !== null && isXml(exchange.requestHeaders)) needs.noGap(withheldReason(exchange.url));
}

async function takeText(
  needs: TabSourceNeeds,
  exchange: Exchange,
  readContent: () => Promise<string | null>,
  isAnswer: boolean,
  memory: TabMemory,
): Promise<void> {
  // The browser may already have thrown the text away with its page: it is an extra, not a loss.
  const text = await readContent().catch(() => null);
  if (text === null || text.length > LIMITS.recordedResponseChars) return;
  if (!mentionsSaml(text)) memory.silent.add(exchange.url, needs.now());
  if (!isAnswer && !mentionsSaml(text)) return;
  needs.take({ ...exchange, responseText: text });
}
