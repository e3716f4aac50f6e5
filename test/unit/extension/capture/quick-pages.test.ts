import { describe, expect, it } from 'vitest';
import { entry, makeTab, PAGE } from './devtools-tab.ts';

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
