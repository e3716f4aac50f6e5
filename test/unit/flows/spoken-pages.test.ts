import { describe, expect, it } from 'vitest';
import { saidNo } from '#shared/flows/answer-said.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';
import { HEALTHY_PAGES } from './healthy-pages.ts';
import type { Place } from './prose-pages.ts';
import { REFUSING_PAGES } from './refusing-pages.ts';

const COOKIE = { name: 'Set-Cookie', value: 'sid=1; Path=/; Secure' };
const HTML = { name: 'Content-Type', value: 'text/html' };
const ANSWER: Partial<Exchange> = {
  method: 'POST',
  url: 'https://sp.example/saml/acs',
  requestBody: { mimeType: 'application/x-www-form-urlencoded', text: 'SAMLResponse=PHg%2B', params: null },
};
const PLACES: Readonly<Record<Place, Partial<Exchange>>> = {
  answer: ANSWER,
  taken: { ...ANSWER, responseHeaders: [HTML, COOKIE] },
  page: { url: 'https://sp.example/hub' },
  inside: { url: 'https://sp.example/hub', requestHeaders: [{ name: 'Cookie', value: 'sid=1' }] },
};
const shown = (place: Place, title: string, body: string) =>
  exchangeOf('x', 0, {
    responseText: `<html><head><title>${title}</title></head><body>${body}</body></html>`,
    ...PLACES[place],
  });

describe('a short page', () => {
  it.each(HEALTHY_PAGES)('%s, “%s”: no refusal is %s', (place, title, body) => {
    expect(saidNo(shown(place, title, body))).toBeNull();
  });

  it.each(REFUSING_PAGES)('%s, “%s”: a refusal is %s', (place, title, body) => {
    expect(saidNo(shown(place, title, body))).toMatchObject({ way: 'page' });
  });

  it('that refuses does so still when it was redacted', () => {
    for (const [place, title, body] of REFUSING_PAGES) {
      const [redacted] = redactExchanges([shown(place, title, body)], new Uint8Array(32)).exchanges;
      expect(redacted && saidNo(redacted), body).not.toBeNull();
    }
  });
});
