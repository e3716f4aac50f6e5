import { beforeEach, describe, expect, it } from 'vitest';
import { recordInBackground } from '../../../../extension/capture/background-recorder.ts';
import { details, type FakeBrowser, finished, makeFakeBrowser, told } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  browser.allowed = true;
});

/** A new life of the background, past the time in which it waits for events from before its start. */
async function start(): Promise<void> {
  recordInBackground(browser.needs());
  await browser.catchUp();
}

const login = (requestId: string, url = 'https://idp/sso?SAMLRequest=x') => ({
  requestId,
  url,
  timeStamp: Number(requestId),
});
const begin = (requestId: string) => {
  browser.request('begin', details(login(requestId)));
  browser.request('headers', details(login(requestId)));
};
const end = (requestId: string) => browser.request('end', details({ ...login(requestId), statusCode: 200 }));
const entries = () => [...browser.session.keys()].filter((key) => key.startsWith('entry:'));
const lastNumber = (heard: readonly unknown[]) => finished(heard).at(-1)?.number ?? 0;

describe('the recorder in the background', () => {
  it('tells a devtools page of each request, when it goes out and when it is answered', async () => {
    await start();
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    begin('1');
    await browser.settle();
    expect(heard).toMatchObject([{ type: 'exchange', number: null, exchange: { id: 'w1-1', status: null } }]);
    end('1');
    await browser.settle();
    expect(told(heard)).toEqual(['w1-1:200']);
  });

  it('records nothing of a single host that the user lets the panel ask', async () => {
    browser.allowed = false;
    start();
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    begin('1');
    end('1');
    await browser.settle();
    expect([told(heard), entries()]).toEqual([[], []]);
  });

  it('loses nothing when it dies between a request and its answer, and tells nothing twice', async () => {
    await start();
    const first = browser.connect();
    first.line.post({ type: 'attach', since: 0 });
    begin('1');
    end('1');
    begin('2');
    await browser.settle();
    first.cut();
    await start();
    end('2');
    begin('3');
    end('3');
    await browser.settle();
    const second = browser.connect();
    second.line.post({ type: 'attach', since: lastNumber(first.heard) });
    await browser.settle();
    expect(told(second.heard)).toEqual(['w2-2:200', 'w3-3:200']);
  });

  it('handles a request that wakes it before it has read its memory', async () => {
    await start();
    browser.connect();
    begin('1');
    await browser.settle();
    recordInBackground(browser.needs());
    expect(browser.watching).toBe(1);
    end('1');
    await browser.catchUp();
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    await browser.settle();
    expect(told(heard)).toEqual(['w1-1:200']);
  });

  it('says what is missing to who listens next, once, where nobody listened then', async () => {
    await start();
    browser.connect();
    const post = details({ requestId: '1', method: 'POST', requestBody: { formData: {} } });
    browser.request('begin', post);
    browser.request('headers', { ...post, requestHeaders: [{ name: 'Content-Length', value: '2000000' }] });
    await browser.settle();
    const gaps = async () => {
      const { line, heard } = browser.connect();
      line.post({ type: 'attach', since: 0 });
      await browser.settle();
      return heard.filter((event) => (event as { type: string }).type === 'gap');
    };
    expect(await gaps()).toEqual([{ type: 'gap', reason: expect.stringContaining('2000000 bytes') }]);
    expect(await gaps()).toEqual([]);
  });

  it('records nothing, remembers nothing and is not called any more without somebody who listens', async () => {
    await start();
    begin('1');
    end('1');
    await browser.settle();
    browser.passTime(10_000);
    begin('2');
    end('2');
    await browser.settle();
    expect([...browser.session.keys()]).toEqual([]);
    expect(browser.watching).toBe(1);
    browser.passTime(60_000);
    expect(browser.watching).toBe(0);
  });

  it('is not woken again by requests when it goes to sleep unheard, and is when somebody listens', async () => {
    await start();
    browser.suspend();
    expect(browser.watching).toBe(0);
    await start();
    browser.connect();
    browser.suspend();
    expect(browser.watching).toBe(1);
  });

  it('goes on when the last line is merely made anew, and hears again after it went deaf', async () => {
    await start();
    const first = browser.connect();
    first.cut();
    browser.connect();
    browser.passTime(60_000);
    expect(browser.watching).toBe(1);
    await start();
    browser.passTime(60_000);
    expect(browser.watching).toBe(0);
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    begin('1');
    end('1');
    await browser.settle();
    expect(told(heard)).toEqual(['w1-1:200']);
  });

  it('never takes its listeners away because of the permission, for Firefox wakes it for these alone', async () => {
    browser.allowed = false;
    await start();
    browser.connect();
    await browser.settle();
    const [listener] = browser.watchers();
    browser.allowed = true;
    browser.permissionsChanged();
    await browser.settle();
    begin('1');
    end('1');
    await browser.settle();
    expect(entries()).toHaveLength(1);
    browser.allowed = false;
    browser.permissionsChanged();
    await browser.settle();
    expect(entries()).toEqual([]);
    expect(browser.watchers()).toEqual([listener]);
  });

  it('never gives a number a second time, even when it died before it could write one down', async () => {
    await start();
    const first = browser.connect();
    first.line.post({ type: 'attach', since: 0 });
    begin('1');
    end('1');
    await browser.settle();
    browser.session.clear();
    await start();
    begin('2');
    end('2');
    await browser.settle();
    const second = browser.connect();
    second.line.post({ type: 'attach', since: lastNumber(first.heard) });
    await browser.settle();
    expect(told(second.heard)).toEqual(['w2-2:200']);
  });
});
