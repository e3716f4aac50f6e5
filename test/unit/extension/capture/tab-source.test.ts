import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { withheldReason } from '../../../../extension/capture/gap-reasons.ts';
import { entry, makeTab, PAGE } from './devtools-tab.ts';

describe('the recorder of the inspected tab', () => {
  it('takes what the browser still has from before, once, though it comes as an event, too', async () => {
    const earlier = entry('https://sp/app', PAGE);
    const tab = makeTab({ log: [earlier] });
    await tab.settle();
    tab.finish(earlier);
    expect(tab.taken().map(({ url }) => url)).toEqual(['https://sp/app']);
  });

  it('keeps the text of pages that speak of SAML, within the limit, and of no others', async () => {
    const tab = makeTab();
    tab.finish(entry('https://sp/1', PAGE), '<input name="SAMLResponse">');
    tab.finish(entry('https://sp/2', PAGE), '<p>nothing</p>');
    tab.finish(entry('https://sp/3', { ...PAGE, mime: 'image/png' }), 'SAMLResponse');
    tab.finish(entry('https://sp/4', PAGE), `SAMLResponse${'x'.repeat(LIMITS.recordedResponseChars)}`);
    await tab.settle();
    expect(tab.taken().map(({ responseText }) => responseText)).toEqual([
      '<input name="SAMLResponse">',
      null,
      null,
      null,
    ]);
  });

  it('keeps what the receiver of a message answers, and the page to which its redirect leads, whatever they speak of', async () => {
    const { finish, taken, settle } = makeTab();
    const post = { method: 'POST', type: 'document', body: 'SAMLResponse=PHNhbWxwOlJlc3BvbnNl' };
    finish(entry('https://sp.example/json', { ...post, mime: 'application/json', status: 401 }), '{"error":"no"}');
    finish(entry('https://sp.example/acs', { ...post, status: 302, location: 'https://sp.example/error' }), '');
    finish(entry('https://sp.example/error', { type: 'document', at: 2000 }), '<h1>No account</h1>');
    finish(entry('https://sp.example/news', { type: 'document', at: 3000 }), '<h1>News</h1>');
    await settle();
    const texts = new Map(taken().map(({ url, responseText }) => [url, responseText]));
    expect(texts.get('https://sp.example/json')).toBe('{"error":"no"}');
    expect(texts.get('https://sp.example/error')).toBe('<h1>No account</h1>');
    expect(texts.get('https://sp.example/news')).toBeNull();
  });

  it('keeps what a page says to which a redirect with a hash led', async () => {
    const tab = makeTab();
    tab.finish(
      entry('https://sp/acs', {
        ...PAGE,
        method: 'POST',
        status: 302,
        body: 'SAMLResponse=x',
        location: 'https://sp/app#/home',
      }),
    );
    tab.finish(entry('https://sp/app', PAGE), 'Hello');
    await tab.settle();
    expect(tab.taken().at(-1)?.responseText).toBe('Hello');
  });

  it('keeps what is said to a form that goes to whoever was asked for a login, and of no other form', async () => {
    const tab = makeTab();
    tab.finish(entry('https://idp/sso?SAMLRequest=x', PAGE), '<form action="/login">');
    tab.finish(entry('https://idp/login', { ...PAGE, method: 'POST', body: 'user=anne' }), 'Wrong password');
    tab.finish(entry('https://idp/news', PAGE), 'News');
    tab.finish(entry('https://shop/order', { ...PAGE, method: 'POST', body: 'book=1' }), 'Ordered');
    await tab.settle();
    expect(tab.taken().map(({ url, responseText }) => [url, responseText])).toContainEqual([
      'https://idp/login',
      'Wrong password',
    ]);
    const texts = tab.taken().map(({ responseText }) => responseText);
    expect(texts).not.toContain('News');
    expect(texts).not.toContain('Ordered');
  });

  it('of a form sent long after the question keeps nothing', async () => {
    const tab = makeTab();
    tab.finish(entry('https://idp/sso?SAMLRequest=x', PAGE), '<form action="/login">');
    tab.clock.now += 31 * 60_000;
    tab.finish(entry('https://idp/login', { ...PAGE, method: 'POST', body: 'user=anne' }), 'Wrong password');
    await tab.settle();
    expect(tab.taken().map(({ responseText }) => responseText)).not.toContain('Wrong password');
  });

  it('says what is missing of XML that a script streamed, and no longer that extensions were not given what came here', () => {
    const xml = { method: 'POST', mode: 'cors', contentType: 'text/xml' };
    const narrow = makeTab();
    narrow.finish(entry('https://sp/soap?x=1', xml));
    expect(narrow.gaps).toEqual([expect.stringMatching(/nothing of the body sent to https:\/\/sp\/soap: .*stream/)]);
    const wide = makeTab({ seesEveryTab: true });
    wide.gaps.push(withheldReason('https://sp/soap'));
    wide.finish(entry('https://sp/soap', xml));
    expect(wide.gaps).toHaveLength(1);
    wide.finish(entry('https://sp/soap?x=1', { ...xml, body: '<samlp:Response/>', at: 2000 }));
    expect(wide.gaps).toEqual([]);
  });

  it('survives a body that the browser refuses to give', async () => {
    const tab = makeTab();
    tab.finishWithoutText(entry('https://sp/', PAGE));
    await tab.settle();
    expect(tab.taken()).toMatchObject([{ url: 'https://sp/', responseText: null }]);
  });

  it('looks into the browser’s log for a redirect’s target that no event came for', async () => {
    const tab = makeTab();
    tab.finish(entry('https://sp/acs', { ...PAGE, method: 'POST', status: 302, location: 'https://sp/done' }));
    tab.log.push(entry('https://sp/done', { ...PAGE, at: 2000 }));
    await tab.settle();
    expect(tab.taken().map(({ url }) => url)).toEqual(['https://sp/acs', 'https://sp/done']);
    expect(tab.gaps).toEqual([]);
  });
});
