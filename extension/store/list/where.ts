import type { Exchange } from '#shared/http/exchange.ts';
import { isFramed } from '#shared/http/navigation.ts';
import type { Report } from '#shared/report/report.ts';

/** Where a request was made, in a word, and what that means. */
export interface Where {
  readonly word: string;
  readonly title: string;
}

/** Containers that are none: what everybody browses in, and private windows, which are told apart. */
const NO_CONTAINER = /^firefox-(?:default|private)$/;

const AT_COMPANION: Where = {
  word: 'companion',
  title: 'At the companion: no browser has seen it, and it stands in the browser’s time',
};

/** The tabs in which messages were seen, each with its number from 1, in the order of the messages. */
export function tabsOf({ messages }: Report): ReadonlyMap<number, number> {
  const tabs = new Map<number, number>();
  for (const { exchange } of messages) {
    const id = exchange?.tab?.tabId ?? -1;
    if (id >= 0 && !tabs.has(id)) tabs.set(id, tabs.size + 1);
  }
  return tabs;
}

/** What is out of the ordinary in where a request was made: another tab or popup than the first, a frame, a private window, a container. */
export function whereOf(exchange: Exchange, tabs: ReadonlyMap<number, number>): readonly Where[] {
  const { tab, source } = exchange;
  if (source === 'companion') return [AT_COMPANION];
  if (tab === null) return [];
  const number = tabs.get(tab.tabId) ?? null;
  const where: Where[] = [];
  if (number !== 1 && tab.tabId >= 0 && tabs.size > 0)
    where.push({
      word: number === null ? 'other tab' : `tab ${number}`,
      title: 'In another tab or popup than the first message',
    });
  if (isFramed(exchange)) where.push({ word: 'frame', title: 'In a frame inside a page' });
  if (tab.incognito === true) where.push({ word: 'private', title: 'In a private window, whose cookies are its own' });
  if (tab.cookieStoreId !== null && !NO_CONTAINER.test(tab.cookieStoreId))
    where.push({
      word: containerWord(tab.cookieStoreId),
      title: `In the container ${tab.cookieStoreId}, whose cookies are its own`,
    });
  return where;
}

/** `firefox-container-2` -> `container 2`. */
function containerWord(cookieStoreId: string): string {
  return cookieStoreId.replace(/^firefox-container-/, 'container ');
}
