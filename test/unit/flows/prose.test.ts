import { describe, expect, it } from 'vitest';
import { saidNo } from '#shared/flows/answer-said.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { redactExchanges } from '#shared/redact/redact-exchanges.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';
import { HEALTHY_PROSE, type Place, REFUSING_PROSE } from './prose-pages.ts';

const COOKIE = { name: 'Set-Cookie', value: 'sid=1; Path=/; Secure' };
const HTML = { name: 'Content-Type', value: 'text/html' };
const FORM = { mimeType: 'application/x-www-form-urlencoded', text: 'SAMLResponse=PHg%2B', params: null };
const PLACES: Readonly<Record<Place, Partial<Exchange>>> = {
  answer: { method: 'POST', url: 'https://sp.example/saml/acs', requestBody: FORM },
  taken: {
    method: 'POST',
    url: 'https://sp.example/saml/acs',
    requestBody: FORM,
    responseHeaders: [HTML, COOKIE],
  },
  page: { url: 'https://sp.example/hub' },
  inside: { url: 'https://sp.example/hub', requestHeaders: [{ name: 'Cookie', value: 'sid=1' }] },
};
const shown = (place: Place, text: string, around = (prose: string) => prose) =>
  exchangeOf('x', 0, { responseText: `<html><body>${around(`<p>${text}</p>`)}</body></html>`, ...PLACES[place] });

describe('a page of plain sentences', () => {
  it.each(HEALTHY_PROSE)('%s: no refusal is “%s”', (place, text) => {
    expect(saidNo(shown(place, text))).toBeNull();
  });

  it.each(REFUSING_PROSE)('%s: a refusal is “%s”', (place, text) => {
    expect(saidNo(shown(place, text))).toMatchObject({ way: 'page' });
  });

  it('asks for something where something may be typed, and goes on where it leads on', () => {
    const text = 'You are not signed in.';
    expect(saidNo(shown('answer', text))).not.toBeNull();
    expect(saidNo(shown('answer', text, (prose) => `${prose}<form><input name="user"></form>`))).toBeNull();
    const on = '<meta http-equiv="refresh" content="0; url=/hub">';
    expect(saidNo(shown('answer', text, (prose) => on + prose))).toBeNull();
  });

  it('is still one when it was redacted', () => {
    for (const [place, text] of REFUSING_PROSE) {
      const exchange = shown(place, text);
      const [redacted] = redactExchanges([exchange], new Uint8Array(32)).exchanges;
      expect(redacted && saidNo(redacted), text).not.toBeNull();
      expect(redacted?.responseText).not.toContain(text);
    }
  });
});
