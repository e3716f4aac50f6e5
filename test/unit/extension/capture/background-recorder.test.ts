import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { recordInBackground } from '../../../../extension/capture/background-recorder.ts';
import { createRecordingLog } from '../../../../extension/capture/recording-log.ts';
import { details, exchange, type FakeBrowser, makeFakeBrowser } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  browser.allowed = true;
});

/** A new life of the background, past the time in which it waits for events from before its start. */
async function start(): Promise<void> {
  recordInBackground(browser.needs());
  await browser.settle();
  browser.passTime(500);
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
    browser.passTime(500);
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
    await browser.settle();
    browser.passTime(500);
    await browser.settle();
    expect(told(heard)).toEqual(['w1--10:302', 'w1--9:200']);
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
    browser.passTime(400);
    await browser.settle();
    expect(told(heard)).toEqual(['w1-900:302', 'w1-920:200']);
  });

  it('deals with what waits for its turn when it is put to sleep before that', async () => {
    recordInBackground(browser.needs());
    browser.connect();
    begin('1');
    end('1');
    await browser.settle();
    expect(entries()).toEqual([]);
    browser.suspend();
    await browser.settle();
    expect(entries()).toHaveLength(1);
  });
});

describe('the log in session memory', () => {
  const silent = { write: async () => undefined, remove: async () => undefined };

  it('is bounded by count and by size, oldest first', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    for (let index = 0; index < LIMITS.undeliveredExchanges + 10; index += 1) log.add(exchange({ id: `w${index}` }));
    expect(log.since(0)).toHaveLength(LIMITS.undeliveredExchanges);
    expect(log.since(0)[0]?.number).toBe(11);
    expect(log.lastDropped()).toBe(10);
    for (let index = 0; index < 30; index += 1) log.add(exchange({ responseText: 'x'.repeat(400_000) }));
    expect(log.since(0).length).toBeLessThan(14);
  });

  it('is bounded in requests under way', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    for (let index = 0; index <= LIMITS.openRequests; index += 1)
      log.hops.keep({ requestId: `${index}`, exchange: exchange(), closed: false, kept: true });
    expect(log.hops.hopOf('0')).toBeNull();
    expect(log.hops.hopOf('1')).not.toBeNull();
  });

  it('says so when the browser refuses to keep something', async () => {
    const lost: string[] = [];
    const full = { write: () => Promise.reject(new Error('quota')), remove: async () => undefined };
    createRecordingLog(full, (reason) => lost.push(reason), 0).add(exchange());
    await Promise.resolve().then(() => undefined);
    expect(lost).toEqual([expect.stringContaining('quota')]);
  });

  it('mirrors no large body, but gives it while the worker lives', () => {
    const written: Record<string, unknown>[] = [];
    const log = createRecordingLog(
      { ...silent, write: async (values) => void written.push(values) },
      () => undefined,
      0,
    );
    const requestBody = { mimeType: null, text: 'x'.repeat(LIMITS.mirroredBodyChars + 1), params: null };
    log.add(exchange({ requestBody }));
    expect(log.since(0)[0]?.exchange.requestBody).toEqual(requestBody);
    expect(written[0]?.['entry:1']).toMatchObject({ requestBody: null });
  });

  it('takes back what an earlier worker left and nothing that is not of its kind', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    log.restore({
      'entry:8': exchange({ id: 'b' }),
      'entry:7': exchange({ id: 'a' }),
      'entry:x': exchange(),
      'entry:9': 5,
      dropped: 6,
      other: 1,
    });
    expect(log.lastDropped()).toBe(6);
    expect(log.since(0).map(({ number, exchange: { id } }) => [number, id])).toEqual([
      [7, 'a'],
      [8, 'b'],
    ]);
    expect(log.add(exchange()).number).toBe(9);
  });
});
