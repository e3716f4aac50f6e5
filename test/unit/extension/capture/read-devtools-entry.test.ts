import { describe, expect, it } from 'vitest';
import { readDevtoolsEntry } from '../../../../extension/capture/read-devtools-entry.ts';
import { entry } from './devtools-tab.ts';

describe('an entry of the developer tools', () => {
  const kept = (...args: Parameters<typeof entry>) => readDevtoolsEntry(entry(...args), 'd1', 1)?.kept;

  it('is kept where it is a page’s load, by what the browser says or by what it looks like', () => {
    expect(kept('https://sp/', { mode: 'navigate', type: 'document' })).toBe(true);
    expect(kept('https://sp/', { mode: 'cors', type: 'document' })).toBe(false);
    expect(kept('http://sp/', { type: 'document' })).toBe(true);
    expect(kept('http://sp/app.js', { type: 'script' })).toBe(false);
    expect(kept('http://sp/', { method: 'POST' })).toBe(true);
    expect(kept('http://sp/', { status: 302, location: '/x' })).toBe(true);
    expect(kept('http://sp/logo.png', { mime: 'image/png' })).toBe(false);
  });

  it('is kept where it carries SAML, whatever it is', () => {
    expect(kept('https://idp/?SAMLRequest=x', { mode: 'cors', type: 'fetch' })).toBe(true);
    expect(kept('https://sp/api', { mode: 'cors', type: 'fetch', method: 'POST', body: 'SAMLResponse=x' })).toBe(true);
    expect(
      kept('https://sp/api', { mode: 'cors', type: 'fetch', status: 302, location: 'https://idp/?SAMLRequest=x' }),
    ).toBe(true);
  });

  it('is nobody’s business where it is no request of the web', () => {
    for (const url of ['chrome-extension://x/y.js', 'data:,x', 'blob:https://sp/1'])
      expect(readDevtoolsEntry(entry(url), 'd1', 1)).toBeNull();
    expect(readDevtoolsEntry({ nonsense: true }, 'd1', 1)).toBeNull();
    expect(readDevtoolsEntry(null, 'd1', 1)).toBeNull();
  });

  it('tells how much of a body was cut off, and nothing of a whole one', () => {
    const cut = (length: number, chars: number) =>
      readDevtoolsEntry(entry('https://sp/', { method: 'POST', body: 'x'.repeat(chars), length }), 'd1', 1)?.cutOff;
    expect(cut(2_666_905, 1_048_576)).toBe(1_618_329);
    expect(cut(2_666_905, 2_666_905)).toBe(0);
    expect(cut(140, 140)).toBe(0);
    const without = (type: string) =>
      readDevtoolsEntry(entry('https://sp/', { method: 'POST', length: 9_900_084, contentType: type }), 'd1', 1)
        ?.cutOff;
    expect(without('text/xml; charset=utf-8')).toBe(9_900_084);
    expect(without('application/soap+xml')).toBe(9_900_084);
    expect(without('application/json')).toBe(0);
  });

  it('tells of XML that was streamed, whose length nobody says, and of no request without a body', () => {
    const xml = (method: string, length?: number) =>
      readDevtoolsEntry(
        entry('https://sp/', { method, contentType: 'text/xml', ...(length === undefined ? {} : { length }) }),
        'd1',
        1,
      )?.cutOff;
    expect(xml('POST')).toBe('stream');
    expect(xml('POST', 0)).toBe(0);
    expect(xml('GET')).toBe(0);
  });
});
