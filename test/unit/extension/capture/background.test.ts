import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { startBackground } from '../../../../extension/capture/background.ts';
import { createRecordingLog } from '../../../../extension/capture/recording-log.ts';
import { details, exchange, type FakeBrowser, makeFakeBrowser } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  browser.allowed = true;
});

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
/** The ids and numbers of the finished exchanges that a line heard of. */
const heardOf = (heard: readonly unknown[]) =>
  heard.flatMap((event) => {
    const {
      type,
      number,
      exchange: told,
    } = event as { type: string; number: number | null; exchange?: { id: string; status: number } };
    return type === 'exchange' && number !== null ? [`${number}:${told?.id}:${told?.status}`] : [];
  });

describe('the background', () => {
  it('tells a devtools page of each request, when it goes out and when it is answered', async () => {
    startBackground(browser.needs());
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    begin('1');
    await browser.settle();
    expect(heard).toMatchObject([{ type: 'exchange', number: null, exchange: { id: 'w1-1', status: null } }]);
    end('1');
    await browser.settle();
    expect(heardOf(heard)).toEqual(['1:w1-1:200']);
  });

  it('loses nothing when the worker dies between a request and its answer, and tells nothing twice', async () => {
    startBackground(browser.needs());
    const first = browser.connect();
    first.line.post({ type: 'attach', since: 0 });
    begin('1');
    end('1');
    begin('2');
    await browser.settle();
    first.cut();
    startBackground(browser.needs());
    end('2');
    begin('3');
    end('3');
    await browser.settle();
    const second = browser.connect();
    second.line.post({ type: 'attach', since: 1 });
    await browser.settle();
    expect(heardOf(second.heard)).toEqual(['2:w2-2:200', '3:w3-3:200']);
  });

  it('handles a request that wakes the worker before it has read its memory', async () => {
    startBackground(browser.needs());
    browser.connect();
    begin('1');
    await browser.settle();
    startBackground(browser.needs());
    expect(browser.watching).toBe(1);
    end('1');
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 0 });
    await browser.settle();
    expect(heardOf(heard)).toEqual(['1:w1-1:200']);
  });

  it('records nothing and remembers nothing without somebody who listens', async () => {
    startBackground(browser.needs());
    begin('1');
    end('1');
    await browser.settle();
    browser.passTime();
    await browser.settle();
    expect(browser.watching).toBe(0);
    expect([...browser.session.keys()].filter((key) => key !== 'last')).toEqual([]);
  });

  it('stops when the last devtools page goes, and not when its line is merely made anew', async () => {
    startBackground(browser.needs());
    const first = browser.connect();
    first.cut();
    browser.connect();
    browser.passTime();
    expect(browser.watching).toBe(1);
  });

  it('watches anew when the permission comes, and forgets everything when it goes; all pages hear of both', async () => {
    browser.allowed = false;
    startBackground(browser.needs());
    await browser.settle();
    expect(browser.watching).toBe(0);
    browser.allowed = true;
    browser.permissionsChanged();
    await browser.settle();
    expect(browser.watching).toBe(1);
    browser.connect();
    begin('1');
    end('1');
    await browser.settle();
    await browser.send({ type: 'narrow' });
    await browser.settle();
    expect(browser.watching).toBe(0);
    expect([...browser.session.keys()].filter((key) => key.startsWith('entry:'))).toEqual([]);
    expect(browser.notices).toEqual([
      { type: 'scope', scope: 'browser' },
      { type: 'scope', scope: 'tab' },
    ]);
  });

  it('never gives a number a second time, even after it forgot everything', async () => {
    startBackground(browser.needs());
    browser.connect();
    begin('1');
    end('1');
    await browser.settle();
    browser.allowed = false;
    browser.permissionsChanged();
    await browser.settle();
    browser.allowed = true;
    startBackground(browser.needs());
    const { line, heard } = browser.connect();
    line.post({ type: 'attach', since: 1 });
    begin('2');
    end('2');
    await browser.settle();
    expect(heardOf(heard)).toEqual(['2:w2-2:200']);
  });

  it('answers only orders that it knows', async () => {
    startBackground(browser.needs());
    expect(await browser.send({ type: 'ask-scope' })).toEqual({ type: 'scope', scope: 'browser' });
    expect(await browser.send({ type: 'open-grant' })).toBeNull();
    expect(browser.notices).toEqual(['grant page']);
    for (const nonsense of [null, 'narrow', { type: 'narrow!' }, { type: 5 }, []])
      expect(browser.send(nonsense)).toBeUndefined();
  });
});

describe('the log in session memory', () => {
  const silent = { write: async () => undefined, remove: async () => undefined };

  it('is bounded by count and by size, oldest first', () => {
    const log = createRecordingLog(silent, () => undefined);
    for (let index = 0; index < LIMITS.undeliveredExchanges + 10; index += 1) log.add(exchange({ id: `w${index}` }));
    expect(log.since(0)).toHaveLength(LIMITS.undeliveredExchanges);
    expect(log.since(0)[0]?.number).toBe(11);
    for (let index = 0; index < 30; index += 1) log.add(exchange({ responseText: 'x'.repeat(400_000) }));
    expect(log.since(0).length).toBeLessThan(14);
  });

  it('is bounded in requests under way', () => {
    const log = createRecordingLog(silent, () => undefined);
    for (let index = 0; index <= LIMITS.openRequests; index += 1)
      log.keep({ requestId: `${index}`, exchange: exchange(), closed: false, kept: true });
    expect(log.hopOf('0')).toBeNull();
    expect(log.hopOf('1')).not.toBeNull();
  });

  it('says so when the browser refuses to keep something', async () => {
    const lost: string[] = [];
    const full = { write: () => Promise.reject(new Error('quota')), remove: async () => undefined };
    createRecordingLog(full, (reason) => lost.push(reason)).add(exchange());
    await Promise.resolve().then(() => undefined);
    expect(lost).toEqual([expect.stringContaining('quota')]);
  });

  it('mirrors no large body, but gives it while the worker lives', () => {
    const written: Record<string, unknown>[] = [];
    const log = createRecordingLog({ ...silent, write: async (values) => void written.push(values) }, () => undefined);
    const requestBody = { mimeType: null, text: 'x'.repeat(LIMITS.mirroredBodyChars + 1), params: null };
    log.add(exchange({ requestBody }));
    expect(log.since(0)[0]?.exchange.requestBody).toEqual(requestBody);
    expect(written[0]?.['entry:1']).toMatchObject({ requestBody: null });
  });

  it('takes back what an earlier worker left and nothing that is not of its kind', () => {
    const log = createRecordingLog(silent, () => undefined);
    log.restore({
      last: 9,
      'entry:8': exchange({ id: 'b' }),
      'entry:7': exchange({ id: 'a' }),
      'entry:x': exchange(),
      'entry:9': 5,
      other: 1,
    });
    expect(log.since(0).map(({ number, exchange: { id } }) => [number, id])).toEqual([
      [7, 'a'],
      [8, 'b'],
    ]);
    expect(log.add(exchange()).number).toBe(10);
  });
});
