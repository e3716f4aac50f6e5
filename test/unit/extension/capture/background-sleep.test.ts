import { beforeEach, describe, expect, it } from 'vitest';
import { recordInBackground } from '../../../../extension/capture/background-recorder.ts';
import { details, type FakeBrowser, makeFakeBrowser, told } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  browser.allowed = true;
});

const request = { requestId: '1', url: 'https://idp/sso?SAMLRequest=x', timeStamp: 1 };
const answered = () => {
  browser.request('begin', details(request));
  browser.request('headers', details(request));
  browser.request('end', details({ ...request, statusCode: 200 }));
};
const entries = () => [...browser.session.keys()].filter((key) => key.startsWith('entry:'));

describe('the recorder in the background, woken and put to sleep', () => {
  it('puts what it is told late of a redirect in its order, however long the browser takes to tell it', async () => {
    const answer = Promise.withResolvers<boolean>();
    recordInBackground({ ...browser.needs(), hasEverySite: () => answer.promise });
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    const [first, second] = ['https://sp/start', 'https://idp/sso'].map((url, hop) =>
      details({ requestId: '1', url, timeStamp: hop - 10 }),
    );
    browser.request('begin', first ?? details({}));
    browser.request('begin', second ?? details({}));
    browser.passTime(2_000);
    browser.request('headers', { ...details({}), ...first });
    browser.request('headers', { ...details({}), ...second });
    browser.passTime(2_000);
    browser.request('redirect', { ...details({}), ...first, statusCode: 302, redirectUrl: 'https://idp/sso' });
    browser.request('end', { ...details({}), ...second, statusCode: 200 });
    answer.resolve(true);
    await browser.catchUp();
    expect(told(heard)).toEqual(['w1--10:302', 'w1--9:200']);
  });

  it('does the same with events that the browser gathers while it answers what it is asked', async () => {
    recordInBackground(browser.needs());
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    await browser.settle();
    browser.passTime(500);
    await browser.settle();
    const hop = (url: string, timeStamp: number) => details({ requestId: '1', url, timeStamp });
    browser.request('begin', hop('https://sp/start', -10));
    browser.request('begin', hop('https://idp/sso', -9));
    browser.request('headers', hop('https://sp/start', -10));
    browser.request('headers', hop('https://idp/sso', -9));
    browser.request('redirect', { ...hop('https://sp/start', -9), statusCode: 302, redirectUrl: 'https://idp/sso' });
    browser.request('end', { ...hop('https://idp/sso', -8), statusCode: 200 });
    browser.passTime(500);
    await browser.settle();
    expect(told(heard)).toEqual(['w1--10:302', 'w1--9:200']);
  });

  it('deals in their order with events that Firefox kept for it while it woke, and gives kind by kind', async () => {
    const hop = (url: string, timeStamp: number) => details({ requestId: '1', url, timeStamp });
    browser.time = 1000;
    recordInBackground(browser.needs());
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    browser.request('begin', hop('https://sp/start', 900));
    browser.passTime(300);
    browser.request('begin', hop('https://idp/sso', 920));
    browser.passTime(300);
    browser.request('headers', hop('https://sp/start', 905));
    browser.request('headers', hop('https://idp/sso', 925));
    browser.request('redirect', { ...hop('https://sp/start', 920), statusCode: 302, redirectUrl: 'https://idp/sso' });
    browser.request('end', { ...hop('https://idp/sso', 1200), statusCode: 200 });
    expect(heard).toEqual([]);
    await browser.catchUp();
    expect(told(heard)).toEqual(['w1-900:302', 'w1-920:200']);
  });

  it('is put to sleep once all has come that it was woken for, in its order', async () => {
    recordInBackground(browser.needs());
    browser.connect();
    const hop = (url: string, timeStamp: number) => details({ requestId: '1', url, timeStamp });
    browser.request('begin', hop('https://sp/start', 900));
    browser.request('begin', hop('https://idp/sso', 920));
    const sleep = browser.suspend();
    await browser.settle();
    expect(entries()).toEqual([]);
    browser.request('redirect', { ...hop('https://sp/start', 920), statusCode: 302, redirectUrl: 'https://idp/sso' });
    browser.request('end', { ...hop('https://idp/sso', 1200), statusCode: 200 });
    await browser.catchUp();
    await sleep;
    expect(entries()).toHaveLength(2);
  });

  it('deals with what waits when the browser answers nothing for so long that it would end the page', async () => {
    let asked = 0;
    const hasEverySite = () => {
      asked += 1;
      return asked > 2 ? new Promise<boolean>(() => undefined) : Promise.resolve(true);
    };
    recordInBackground({ ...browser.needs(), hasEverySite });
    browser.connect();
    answered();
    await browser.catchUp();
    const sleep = browser.suspend();
    browser.passTime(4_000);
    await sleep;
    expect(entries()).toHaveLength(1);
  });

  it('has the browser wait with its sleep until all is written, its memory read first', async () => {
    const read = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    const { memory, ...needs } = browser.needs();
    const written = Promise.withResolvers<void>();
    const slow = {
      ...memory,
      write: (values: Readonly<Record<string, unknown>>) => written.promise.then(() => memory.write(values)),
    };
    recordInBackground({ ...needs, memory: slow, readSession: () => read.promise });
    browser.connect();
    answered();
    let asleep = false;
    const sleep = browser.suspend().then(() => {
      asleep = true;
    });
    await browser.catchUp();
    read.resolve({});
    await browser.settle();
    expect(asleep).toBe(false);
    written.resolve();
    await sleep;
    expect(entries()).toHaveLength(1);
  });
});
