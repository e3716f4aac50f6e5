import { describe, expect, it } from 'vitest';
import { isOwnTrace, readOwnTrace } from '#shared/formats/read-own-trace.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';

describe('our own trace', () => {
  it('loses nothing', () => {
    const exchanges = [
      exchangeOf('1', START, {
        tab: { tabId: 1, frameId: 2, type: 'popup', incognito: true, cookieStoreId: 'firefox-private' },
        source: 'webrequest',
      }),
      exchangeOf('2', null, {
        requestBody: { mimeType: 'a', text: '', params: [{ name: 'b', value: '\u0000' }] },
        error: 'x',
      }),
      exchangeOf('3', START, { status: 302, redirectUrl: 'https://idp.example/' }),
    ];
    expect(readOwnTrace(JSON.parse(writeOwnTrace(exchanges)))).toEqual(exchanges);
  });

  it('reads what is left when fields are missing', () => {
    expect(
      readOwnTrace({
        samlWorkbench: 1,
        exchanges: [{ url: 'https://sp.example/' }, 'x', { id: 'a', url: '' }, { id: 'a', url: '' }],
      }),
    ).toMatchObject([
      { id: 'own-1', url: 'https://sp.example/', startedAt: null, source: 'own', tab: null },
      { id: 'own-2', url: '', error: 'This entry of the file holds no request.' },
      { id: 'a' },
      { id: 'a~1' },
    ]);
  });

  it('names another version and a missing list', () => {
    expect(isOwnTrace({ samlWorkbench: 2 })).toBe(true);
    expect(() => readOwnTrace({ samlWorkbench: 2, exchanges: [] })).toThrow('"samlWorkbench": 1');
    expect(() => readOwnTrace({ samlWorkbench: 1 })).toThrow('a list of "exchanges"');
  });
});
