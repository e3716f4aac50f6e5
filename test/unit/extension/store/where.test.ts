import { describe, expect, it } from 'vitest';
import type { ExchangeTab } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { whereOf } from '../../../../extension/store/list/where.ts';

const PAGE: ExchangeTab = { tabId: 7, frameId: 0, type: 'main_frame', incognito: false, cookieStoreId: null };
const TABS = new Map([
  [7, 1],
  [9, 2],
]);
const words = (tab: Partial<ExchangeTab> | null, tabs = TABS) =>
  whereOf(
    makeExchange({
      id: 'x',
      startedAt: 0,
      method: 'GET',
      url: 'https://sp/',
      source: 'webrequest',
      tab: tab && { ...PAGE, ...tab },
    }),
    tabs,
  ).map(({ word }) => word);

describe('where a request was made', () => {
  it.each<[string, Partial<ExchangeTab> | null, readonly string[]]>([
    ['a page in the first tab', {}, []],
    ['a file that says nothing of tabs', null, []],
    ['a popup', { tabId: 9 }, ['tab 2']],
    ['a tab without a message', { tabId: 11 }, ['other tab']],
    ['no tab, as a service worker', { tabId: -1 }, []],
    ['a frame', { frameId: 4, type: 'sub_frame' }, ['frame']],
    ['a private window of Firefox', { incognito: true, cookieStoreId: 'firefox-private' }, ['private']],
    ['what everybody browses in', { cookieStoreId: 'firefox-default' }, []],
    [
      'a frame of a popup in a container',
      { tabId: 9, type: 'sub_frame', cookieStoreId: 'firefox-container-2' },
      ['tab 2', 'frame', 'container 2'],
    ],
  ])('is told where it is out of the ordinary: %s', (_, tab, expected) => {
    expect(words(tab)).toEqual(expected);
  });

  it('has no other tab where no message was seen in any', () => {
    expect(words({ tabId: 9 }, new Map())).toEqual([]);
  });
});
