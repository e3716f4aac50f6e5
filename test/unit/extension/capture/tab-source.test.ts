import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { readDevtoolsEntry } from '../../../../extension/capture/read-devtools-entry.ts';
import { recordTab } from '../../../../extension/capture/tab-source.ts';

/** A HAR entry as browsers give it. */
function entry(
  url: string,
  given: {
    method?: string;
    status?: number;
    type?: string;
    mode?: string;
    body?: string;
    length?: number;
    contentType?: string;
    location?: string;
    mime?: string;
    at?: number;
  } = {},
) {
  const {
    method = 'GET',
    status = 200,
    type,
    mode,
    body,
    length,
    contentType,
    location,
    mime = 'text/html',
    at = 1000,
  } = given;
  const headers = [
    ...(mode === undefined ? [] : [{ name: 'Sec-Fetch-Mode', value: mode }]),
    ...(length === undefined ? [] : [{ name: 'Content-Length', value: `${length}` }]),
    ...(contentType === undefined ? [] : [{ name: 'Content-Type', value: contentType }]),
  ];
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 5,
    ...(type === undefined ? {} : { _resourceType: type }),
    request: {
      method,
      url,
      headers,
      ...(body === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text: body } }),
    },
    response: {
      status,
      statusText: '',
      headers: location === undefined ? [] : [{ name: 'Location', value: location }],
      redirectURL: location ?? '',
      content: { mimeType: mime, size: 3 },
    },
  };
}

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
});

/** A tab whose developer tools the test plays. */
function makeTab({ dropsQuickPages = false, seesEveryTab = false, log = [] as unknown[] } = {}) {
  const taken = new Map<string, Exchange>();
  const gaps: string[] = [];
  const later: (() => void)[] = [];
  const clock = { now: 100_000 };
  let finish: (raw: unknown, read: () => Promise<string | null>) => void = () => undefined;
  let navigate: (url: string) => void = () => undefined;
  recordTab({
    tabId: 1,
    now: () => clock.now,
    dropsQuickPages,
    seesEveryTab: () => seesEveryTab,
    onRequestFinished: (listener) => {
      finish = listener;
    },
    harEntries: async () => log,
    onNavigated: (listener) => {
      navigate = listener;
    },
    take: (exchange) => void taken.set(exchange.id, exchange),
    gap: (reason) => void gaps.push(reason),
    noGap: (reason) => void gaps.splice(0, gaps.length, ...gaps.filter((gap) => gap !== reason)),
    later: (work) => void later.push(work),
  });
  return {
    taken: () => [...taken.values()],
    gaps,
    log,
    clock,
    finish: (raw: unknown, text: string | null = null) => finish(raw, async () => text),
    finishWithoutText: (raw: unknown) => finish(raw, () => Promise.reject(new Error('no longer there'))),
    navigate: (url: string) => navigate(url),
    settle: async () => {
      for (const work of later.splice(0)) work();
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}

const PAGE = { mode: 'navigate' };

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

describe('a browser that drops the requests of pages that move on at once', () => {
  const sso = 'https://idp/sso?SAMLRequest=x';

  it('has a redirect message from the page’s address, before what it led to', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    tab.navigate(sso);
    tab.clock.now += 50;
    tab.finish(entry('https://sp/acs', { ...PAGE, method: 'POST', at: 99_990 }));
    tab.navigate('https://sp/app');
    tab.finish(entry('https://sp/app', { ...PAGE, at: 100_040 }));
    await tab.settle();
    const message = tab.taken().find(({ url }) => url === sso);
    expect(message).toMatchObject({ method: 'GET', status: null, startedAt: 99_989 });
    expect(tab.gaps).toEqual([expect.stringContaining('https://idp/sso')]);
  });

  it('makes one of a page’s address and its request that is told of late, and no longer says that it is missing', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    tab.navigate(sso);
    await tab.settle();
    expect(tab.gaps).toEqual([expect.stringContaining('https://idp/sso')]);
    tab.finish(entry(sso, PAGE));
    await tab.settle();
    expect(tab.gaps).toEqual([]);
    expect(tab.taken()).toEqual([expect.objectContaining({ url: sso, status: 200 })]);
    tab.finish(entry(sso, { ...PAGE, at: 5_000 }));
    expect(tab.taken()).toHaveLength(2);
  });

  it('looks into the browser’s log for the answer of a request that was told of without one, once', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    const acs = { ...PAGE, method: 'POST', body: 'SAMLResponse=x' };
    tab.finish(entry('https://sp/acs', { ...acs, status: 0 }));
    tab.log.push(entry('https://sp/acs', { ...acs, status: 303, location: 'https://sp/app' }));
    tab.finish(entry('https://sp/blocked', { ...PAGE, status: 0 }));
    await tab.settle();
    expect(tab.taken().map(({ url, status }) => [url, status])).toEqual([
      ['https://sp/acs', 303],
      ['https://sp/blocked', null],
    ]);
    tab.finish(entry('https://sp/acs', { ...acs, status: 303 }));
    expect(tab.taken()).toHaveLength(2);
  });

  it('says that a page passed by whose request it does not know', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    tab.navigate('https://idp/slo?secret=1');
    tab.clock.now += 100;
    tab.navigate('https://sp/app');
    tab.finish(entry('https://sp/app', PAGE));
    await tab.settle();
    expect(tab.gaps).toHaveLength(1);
    expect(tab.gaps[0]).toContain('https://idp/slo:');
    expect(tab.gaps[0]).not.toContain('secret');
  });

  describe('says that a redirect led to a page whose request it does not know', () => {
    const hops = () => {
      const tab = makeTab({ dropsQuickPages: true });
      tab.navigate('https://sp/before');
      tab.clock.now = 110_000;
      tab.finish(
        entry('https://idp/slo', { ...PAGE, status: 303, at: 109_900, location: 'https://sp/slo?SAMLResponse=x#top' }),
      );
      return tab;
    };

    it('where the browser arrived at the page behind it', async () => {
      const tab = hops();
      tab.navigate('https://sp/done');
      tab.finish(entry('https://sp/done', { ...PAGE, at: 110_000 }));
      await tab.settle();
      expect(tab.gaps).toEqual([expect.stringMatching(/no request for https:\/\/sp\/slo, to which it was sent on/)]);
    });

    it.each<[string, (tab: ReturnType<typeof hops>) => void]>([
      ['not where it came to no other page: it may have refused to go there', () => undefined],
      ['not where the redirect led to the page that it is at', (tab) => tab.navigate('https://sp/slo?SAMLResponse=x')],
      [
        'not where its request came',
        (tab) => {
          tab.navigate('https://sp/done');
          tab.finish(entry('https://sp/slo?SAMLResponse=x', { ...PAGE, status: 303, location: 'https://sp/done' }));
          tab.finish(entry('https://sp/done', PAGE));
        },
      ],
      [
        'not where the browser’s log has it',
        (tab) => {
          tab.navigate('https://sp/done');
          tab.log.push(entry('https://sp/slo?SAMLResponse=x', { ...PAGE, status: 303, location: 'https://sp/done' }));
          tab.finish(entry('https://sp/done', PAGE));
        },
      ],
    ])('%s', async (_, goOn) => {
      const tab = hops();
      goOn(tab);
      await tab.settle();
      expect(tab.gaps.join()).not.toContain('sent on');
    });

    it('not while every tab is recorded', async () => {
      const tab = makeTab({ dropsQuickPages: true, seesEveryTab: true });
      tab.finish(entry('https://idp/slo', { ...PAGE, status: 303, location: 'https://sp/slo?SAMLResponse=x' }));
      tab.navigate('https://sp/done');
      await tab.settle();
      expect(tab.gaps).toEqual([]);
    });
  });

  it.each([
    ['<form action="/login"><input name="user"></form>', 0],
    ['<form action="https://proxy/acs"><input name="SAMLResponse" value="x"></form>', 1],
  ])(
    'says of a page that %s led to %i lines: a message may have been sent there only by a page with one',
    async (form, lines) => {
      const tab = makeTab({ dropsQuickPages: true });
      tab.navigate('https://idp/login');
      tab.finish(entry('https://idp/login', PAGE), form);
      tab.clock.now += 2_000;
      tab.navigate('https://idp/done');
      tab.clock.now += 50;
      tab.navigate('https://sp/acs');
      tab.finish(entry('https://sp/acs', { ...PAGE, method: 'POST', body: 'SAMLResponse=x', at: 102_040 }));
      await tab.settle();
      expect(tab.gaps).toHaveLength(lines);
    },
  );

  it('says nothing while every tab is recorded: a page whose request the developer tools drop is seen there', async () => {
    const tab = makeTab({ dropsQuickPages: true, seesEveryTab: true });
    tab.navigate(sso);
    tab.clock.now += 50;
    tab.navigate('https://sp/app');
    await tab.settle();
    expect([tab.taken(), tab.gaps]).toEqual([[], []]);
  });

  it('says nothing of a page whose request came, late or early, or that stayed', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    tab.finish(entry('https://sp/one', PAGE));
    tab.navigate('https://sp/one');
    tab.clock.now += 100;
    tab.navigate(sso);
    tab.finish(entry(sso, PAGE));
    tab.clock.now += 60_000;
    tab.navigate('https://sp/three');
    tab.clock.now += 60_000;
    tab.navigate('about:blank');
    await tab.settle();
    expect(tab.gaps).toEqual([]);
    expect(tab.taken()).toHaveLength(2);
  });

  it('notices the second time, too, at the same address', async () => {
    const tab = makeTab({ dropsQuickPages: true });
    tab.finish(entry('https://idp/slo', PAGE));
    tab.clock.now += 60_000;
    tab.navigate('https://idp/slo');
    tab.clock.now += 100;
    tab.navigate('https://sp/');
    await tab.settle();
    expect(tab.gaps).toHaveLength(1);
  });

  it('is not asked of a browser that drops none', async () => {
    const tab = makeTab();
    tab.navigate(sso);
    tab.navigate('https://sp/');
    await tab.settle();
    expect([tab.taken(), tab.gaps]).toEqual([[], []]);
  });

  it('keeps what sets a cookie while somebody is away to log in, without what it says, and no picture before or after', async () => {
    const picture = (name: string, cookie?: string) => {
      const made = entry(`https://sp/${name}`, { mode: 'no-cors', mime: 'image/png' });
      const headers = cookie === undefined ? [] : [{ name: 'Set-Cookie', value: cookie }];
      return { ...made, response: { ...made.response, headers } };
    };
    const tab = makeTab();
    tab.finish(picture('before.png', 's=1'));
    tab.finish(entry('https://sp/hub', { ...PAGE, status: 302, location: 'https://idp/?SAMLRequest=x' }));
    tab.finish(picture('while.png', 's=2'), 'nothing of this');
    tab.finish(picture('none.png'));
    tab.finish(entry('https://sp/acs', { ...PAGE, method: 'POST', body: 'SAMLResponse=x' }));
    tab.finish(picture('after.png', 's=3'));
    await tab.settle();
    expect(tab.taken().map(({ url }) => new URL(url).pathname)).toEqual(['/hub', '/while.png', '/acs']);
    expect(tab.taken()[1]?.responseText).toBeNull();
  });
});
