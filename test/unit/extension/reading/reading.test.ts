import { describe, expect, test } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { createTextBound } from '../../../../extension/reading/bound-texts.ts';
import { createTimeOrder } from '../../../../extension/reading/in-order-of-time.ts';
import { createMessageBound } from '../../../../extension/reading/message-bound.ts';
import type { ReadingNews } from '../../../../extension/reading/messages.ts';
import { packError, packMessage, unpackError, unpackMessage } from '../../../../extension/reading/pack-message.ts';
import { type OpenFile, type ReadingNeeds, readFile } from '../../../../extension/reading/read-file.ts';
import { seekWords } from '../../../../extension/reading/seek-words.ts';
import { createPartsTeller } from '../../../../extension/reading/tell-parts.ts';
import { createShownParts } from '../../../../extension/store/recording/shown-parts.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const UNKNOWN: Knowledge = { entities: [], keys: [], connection: null, at: null, clockSkew: 180_000 };

function page(index: number, over: Partial<Exchange> = {}): Exchange {
  return makeExchange({
    id: `page-${index}`,
    startedAt: START + index,
    method: 'GET',
    url: `https://hub.example/${index}`,
    status: 200,
    source: 'har',
    ...over,
  });
}

/** Reads a file as the worker does; gives it, and what the page was told. */
async function read(text: string, over: Partial<ReadingNeeds> = {}) {
  const news: ReadingNews[] = [];
  const files: OpenFile[] = [];
  const stoppedAt = await readFile(new Blob([text]), {
    knowledge: UNKNOWN,
    from: 0,
    tell: (told) => news.push(told),
    onOpen: (file) => files.push(file),
    onMore: () => undefined,
    ...over,
  });
  const [file] = files;
  if (file === undefined) throw new Error('Nothing was opened.');
  return { file, news, stoppedAt };
}

describe('a file that a worker reads', () => {
  test('comes to the page in parts that make the same list, and a message whole when it is asked for', async () => {
    const teller = await makeStoryteller();
    const bad = await teller.login({ startedAt: START, name: 'bad', audience: 'https://hub.example/hub/' });
    const { file, news } = await read(writeHar([page(0), ...bad, page(9)]));
    expect(news.at(-1)).toEqual({ type: 'progress', share: 1 });

    const parts: ReadingNews[] = [];
    createPartsTeller((part) => parts.push(structuredClone(part))).tell(file.report());
    const shown = createShownParts();
    for (const part of parts) if (part.type === 'part') shown.take(part, part.kind);
    const { messages, flows, exchanges } = shown.now();
    expect(exchanges.map(({ id }) => id)).toEqual(
      file
        .report()
        .exchanges?.()
        .map(({ id }) => id),
    );
    expect(flows).toEqual(file.report().flows);
    expect(messages.map(({ message }) => message?.kind)).toEqual(['AuthnRequest', 'Response']);
    expect(messages[1]?.exchange).toBe(exchanges.find(({ id }) => id === messages[1]?.exchange?.id));

    const wanted = { messages: [1], exchanges: [messages[1]?.exchange?.id ?? ''] };
    expect(shown.lacking(wanted)).toEqual(wanted);
    const whole = await file.whole(1);
    if (whole?.exchange == null) throw new Error('There is no such message.');
    shown.putWhole(structuredClone({ messages: [packMessage(whole)], exchanges: [whole.exchange] }));
    expect(shown.lacking(wanted)).toBeNull();
    expect(shown.now().messages[1]?.document?.root.localName).toBe('Response');
    expect(shown.now().messages[1]?.exchange?.requestBody).toEqual(whole.exchange.requestBody);
  });

  test('is told of in a report as a small one is: that a signature around an assertion is over it, too', async () => {
    const teller = await makeStoryteller();
    const xml = await teller.response({ startedAt: START, name: 'a' });
    const signature = /(<\w+:Assertion\b.*?)<ds:Signature\b.*?<\/ds:Signature>/s;
    const value = new URLSearchParams({ SAMLResponse: writePostValue(xml.replace(signature, '$1')) }).toString();
    const text = writeHar([page(1, { method: 'POST', requestBody: form(value) })]);
    const [large, small] = [(await read(text)).file.report(), await inspectInput(text, UNKNOWN)].map((report) =>
      toTextReport(report, { colour: false, all: false }),
    );
    expect(large).toContain('Assertion: signature does not hold');
    expect(large).toBe(small);
  });

  test('is joined by what a companion kept: it stands at its time, is searched, and what was told before is told again', async () => {
    const teller = await makeStoryteller();
    const login = await teller.login({ startedAt: START, name: 'a' });
    const { file } = await read(writeHar(login));
    const kept = page(1_500, { id: 'K7QM2 soap', source: 'companion', responseText: 'what the companion said' });
    await file.join([kept]);
    const urls = [login[0], login[1], kept, login[2]].map((exchange) => exchange?.url);
    expect(
      file
        .report()
        .exchanges?.()
        .map(({ url }) => url),
    ).toEqual(urls);
    expect((await file.whole(1))?.document?.root.localName).toBe('Response');
    const found = await seekWords(file, ['companion said'], { isEnded: () => false, onProgress: () => undefined });
    expect(found?.[0]?.exchanges).toEqual(['K7QM2 soap']);
  });

  test('in another order than that of time is read as if it were in it', async () => {
    const teller = await makeStoryteller();
    const login = await teller.login({ startedAt: START, name: 'a' });
    const others = Array.from({ length: 4000 }, (_, index) => page(100_000 + index));
    const { file, news } = await read(writeHar([...others, ...login]));
    expect(news.some(({ type }) => type === 'again')).toBe(true);
    expect(file.report().exchanges?.()[0]?.startedAt).toBe(login[0]?.startedAt);
    expect(file.report().flows.map(({ outcome }) => outcome)).toEqual(['succeeded']);
  });

  test('that ends too early keeps what was read, and says why it ended', async () => {
    const teller = await makeStoryteller();
    const text = writeHar([...(await teller.login({ startedAt: START, name: 'a' })), page(99_000)]);
    const files: OpenFile[] = [];
    const needs = { knowledge: UNKNOWN, from: 0, tell: () => undefined, onMore: () => undefined };
    const reading = readFile(new Blob([text.slice(0, -200)]), { ...needs, onOpen: (file) => files.push(file) });
    await expect(reading).rejects.toThrow(/ends in the middle/);
    expect(files[0]?.report().messages).toHaveLength(2);
  });

  test('which has more messages than a page may hold is read in parts, each of them from where the one before ended', async () => {
    const teller = await makeStoryteller();
    const logins = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        teller.login({ startedAt: START + index * 9_000, name: `login${index}` }),
      ),
    );
    const text = writeHar(logins.flat().map((exchange) => ({ ...exchange, responseText: 'filling '.repeat(5_000) })));
    const seen: string[] = [];
    const parts: number[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const bound = createMessageBound({ exchanges: 9, chars: Number.MAX_SAFE_INTEGER });
      const part = await read(text, { from, bound });
      seen.push(...(part.file.report().exchanges?.() ?? []).map(({ url }) => url));
      parts.push(part.file.report().messages.length);
      from = part.stoppedAt;
    }
    expect(seen).toEqual(logins.flat().map(({ url }) => url));
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts)).toBeLessThan(24);
  });

  test('is searched in all that it says, of what is held nowhere, too; and no more where nobody waits', async () => {
    const teller = await makeStoryteller();
    const far = Array.from({ length: 200 }, (_, index) =>
      page(100_000 + index, { responseText: `${'nothing '.repeat(100)}${index === 150 ? 'A Needle' : ''}` }),
    );
    const { file } = await read(writeHar([...(await teller.login({ startedAt: START, name: 'a' })), ...far]));
    expect(
      file
        .report()
        .exchanges?.()
        .some(({ responseText }) => responseText?.includes('A Needle')),
    ).toBe(false);
    const seek = (isEnded: boolean) =>
      seekWords(file, ['a needle', 'no such text'], { isEnded: () => isEnded, onProgress: () => undefined });
    const place = file
      .report()
      .exchanges?.()
      .find(({ url }) => url === far[150]?.url);
    expect(await seek(false)).toEqual([
      { word: 'a needle', exchanges: [place?.id] },
      { word: 'no such text', exchanges: [] },
    ]);
    expect(await seek(true)).toBeNull();
  });

  test('which is no HAR is read whole, and one without a message is refused in our words on the other side, too', async () => {
    const teller = await makeStoryteller();
    const { file } = await read(await teller.response({ startedAt: START, name: 'a' }));
    expect((await file.whole(0))?.message?.kind).toBe('Response');
    const error = await read('<html><p>A page</p></html>').catch((thrown: unknown) =>
      unpackError(structuredClone(packError(thrown))),
    );
    expect(error).toMatchObject({ code: 'input-unrecognised' });
  });
});

describe('what passes from thread to thread', () => {
  test('is the same message on the other side, its error included', async () => {
    const broken = writeHar([page(1, { method: 'POST', requestBody: form('SAMLResponse=PHNhbWxw') })]);
    const { file } = await read(broken);
    const [message] = file.report().messages;
    if (message === undefined) throw new Error('There is no message.');
    const unpacked = unpackMessage(structuredClone(packMessage(message)), () => message.exchange);
    expect(unpacked).toEqual(message);
    expect(unpacked.error?.message).toBe(message.error?.message);
  });
});

describe('texts', () => {
  const MB = 'x'.repeat(1024 * 1024);

  test('are let go where there are too many: not of flows, of SAML and of the newest', () => {
    const bound = createTextBound();
    const saml = page(0, { responseText: `SAMLResponse${MB}` });
    const step = page(1, { responseText: MB });
    const between = Array.from({ length: 40 }, (_, index) => page(2 + index, { responseText: MB }));
    const newest = Array.from({ length: 1000 }, (_, index) => page(100 + index, { responseText: 'new' }));
    const all = [saml, step, ...between, ...newest];
    all.forEach(bound.add);
    bound.apply(() => [{ ...NO_FLOW, steps: [{ ...NO_STEP, exchange: step.id }] }]);
    expect([saml, step, ...newest].every(({ responseText }) => responseText !== null)).toBe(true);
    expect(between.every(({ responseText }) => responseText === null)).toBe(true);
  });

  test('stay where there are few', () => {
    const bound = createTextBound();
    const all = Array.from({ length: 1200 }, (_, index) => page(index, { responseText: 'x' }));
    all.forEach(bound.add);
    bound.apply(() => []);
    expect(all.every(({ responseText }) => responseText === 'x')).toBe(true);
  });
});

describe('the order of time', () => {
  const orderOf = (times: readonly (number | null)[]) => {
    const order = createTimeOrder();
    const all = times.map((startedAt, index) => page(index, { startedAt }));
    const given = all.flatMap((exchange) => order.push([exchange]));
    return { times: [...given, ...order.end()].map(({ startedAt }) => startedAt), broken: order.isBroken() };
  };

  test('is made of exchanges that are nearly in it', () => {
    const times = Array.from({ length: 3000 }, (_, index) => index + (index % 7) * 30);
    expect(orderOf(times)).toEqual({ times: times.toSorted((one, other) => one - other), broken: false });
  });

  test('is broken by one that comes far too late, and there is none where one has no time', () => {
    const late = [...Array.from({ length: 3000 }, (_, index) => index + 10), 1];
    expect(orderOf(late).broken).toBe(true);
    const untimed = [null, ...late];
    expect(orderOf(untimed)).toEqual({ times: untimed, broken: false });
  });
});

function form(text: string) {
  return { mimeType: 'application/x-www-form-urlencoded', text, params: null };
}

const NO_STEP = {
  role: 'page',
  message: null,
  method: 'GET',
  url: '',
  host: '',
  status: 200,
  error: null,
  startedAt: null,
  duration: null,
  latency: null,
} as const;

const NO_FLOW = {
  id: 'flow-0',
  kind: 'login',
  protocol: 'saml',
  outcome: 'unknown',
  evidence: [],
  confidence: 'possible',
  owner: null,
  candidates: [],
  next: null,
  initiator: 'sp',
  messages: [],
  cause: null,
  startedAt: null,
  endedAt: null,
  participants: [],
  clocks: { idp: null, sp: null },
  cookies: [],
  findings: [],
} as const;
