import { expect, it } from 'vitest';
import { isFramed, isNavigation } from '#shared/http/navigation.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';

const loaded = (type: string, dest: string | null) =>
  exchangeOf('x', 0, {
    tab: { tabId: 1, frameId: -1, type, incognito: null, cookieStoreId: null },
    requestHeaders: dest === null ? [] : [{ name: 'Sec-Fetch-Dest', value: dest }],
  });

it.each([
  ['document', 'iframe', true],
  ['document', 'document', false],
  ['document', null, false],
  ['sub_frame', null, true],
  ['other', 'iframe', true],
])('what the browser calls %s and its request %s is in a frame: %s', (type, dest, framed) => {
  expect(isFramed(loaded(type, dest))).toBe(framed);
  expect(isNavigation(loaded(type, dest))).toBe(true);
});
