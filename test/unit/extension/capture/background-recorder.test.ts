import { beforeEach, describe, expect, it } from 'vitest';
import { recordInBackground } from '../../../../extension/capture/background-recorder.ts';
import { details, type FakeBrowser, makeFakeBrowser } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  browser.allowed = true;
});

/** A new life of the background, past the time in which it waits for events from before its start. */
async function start(): Promise<void> {
  recordInBackground(browser.needs());
  await pastWaiting();
}

/** The browser answers what it is asked, after some time once more. */
async function pastWaiting(): Promise<void> {
  await browser.settle();
  browser.passTime(1_000);
  await browser.settle();
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
/** The ids of the finished exchanges that a line heard of, with their status; their numbers. */
const finished = (heard: readonly unknown[]) =>
  heard.flatMap((event) => {
    const { type, number, exchange } = event as {
      type: string;
      number: number | null;
      exchange: { id: string; status: number };
    };
    return type === 'exchange' && number !== null ? [{ number, told: `${exchange.id}:${exchange.status}` }] : [];
  });
const told = (heard: readonly unknown[]) => finished(heard).map((one) => one.told);
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
    await pastWaiting();
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    await browser.settle();
    expect(told(heard)).toEqual(['w1-1:200']);
  });

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
    await pastWaiting();
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
    await pastWaiting();
    expect(told(heard)).toEqual(['w1-900:302', 'w1-920:200']);
  });

  it('deals with what waits for its turn when it is put to sleep before that', async () => {
    recordInBackground(browser.needs());
    browser.connect();
    begin('1');
    end('1');
    await browser.settle();
    expect(entries()).toEqual([]);
    await browser.suspend();
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
    begin('1');
    end('1');
    let asleep = false;
    const sleep = browser.suspend().then(() => {
      asleep = true;
    });
    await browser.settle();
    read.resolve({});
    await browser.settle();
    expect(asleep).toBe(false);
    written.resolve();
    await sleep;
    expect(entries()).toHaveLength(1);
  });
});
