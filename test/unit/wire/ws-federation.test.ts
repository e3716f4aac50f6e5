import { describe, expect, test } from 'vitest';
import { readForm, readUrl } from '#shared/wire/read-message.ts';

describe('WS-Federation', () => {
  test('a request is its parameters (ws-federation 13.2.2)', () => {
    const url =
      'https://idp.example/adfs/ls/?wa=wsignin1.0&wtrealm=urn%3Asp&wctx=rm%3D0%26id%3Dpassive&wreply=https%3A%2F%2Fsp%2F&whr=urn:home&wauth=urn:pw&wfresh=0&wct=2026-01-01T00%3A00%3A00Z';
    expect(readUrl(url)).toEqual([
      {
        binding: 'ws-federation',
        parameter: 'wa',
        wire: null,
        error: null,
        steps: [],
        wsFederation: {
          action: 'wsignin1.0',
          realm: 'urn:sp',
          context: 'rm=0&id=passive',
          reply: 'https://sp/',
          homeRealm: 'urn:home',
          authentication: 'urn:pw',
          freshness: '0',
          currentTime: '2026-01-01T00:00:00Z',
        },
      },
    ]);
  });

  test('a token brings its parameters along, and is one message', () => {
    const token = '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>';
    const readings = readForm(`wa=wsignin1.0&wresult=${encodeURIComponent(token)}&wctx=rm%3D0`);
    expect(readings).toMatchObject([
      {
        binding: 'ws-federation',
        parameter: 'wresult',
        wire: { xml: token, relayState: 'rm=0' },
        wsFederation: { action: 'wsignin1.0', context: 'rm=0', realm: null },
      },
    ]);
  });

  test.each(['wsignout1.0', 'wsignoutcleanup1.0'])('%s is a request too', (action) => {
    expect(readUrl(`https://sp/?wa=${action}`)).toMatchObject([{ wire: null, error: null, wsFederation: { action } }]);
  });

  test.each(['https://sp/?wa=1', 'https://sp/?wa=wpseudo1.0', 'https://sp/?wtrealm=urn:sp'])('%s is none', (url) => {
    expect(readUrl(url)).toEqual([]);
  });

  test('an action that is there twice is one request, and told', () => {
    const [reading, ...more] = readUrl('https://idp/?wa=wsignin1.0&wa=wsignout1.0');
    expect(more).toEqual([]);
    expect(reading?.steps).toMatchObject([{ code: 'name-repeated', deviation: true }]);
  });
});
