import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { harExchanges, wholeHarExchanges } from '#shared/formats/stream/read-har-stream.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { insertInTime } from '#shared/http/insert-in-time.ts';
import { sortByTime } from '#shared/http/sort-by-time.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { createTextBound } from './bound-texts.ts';
import { createHeapDecoder } from './heap-decoder.ts';
import { createTimeOrder } from './in-order-of-time.ts';
import { createMessageBound, type MessageBound } from './message-bound.ts';
import type { ReadingNews } from './messages.ts';

/** A file that is read, as far as it is. */
export interface OpenFile {
  report(): Report;
  /** A message with everything, by its index. */
  whole(index: number): Promise<InspectedMessage | null>;
  /** Goes on with more exchanges in it, each at its time. Indexes of messages and ids of flows may be others then. */
  join(more: readonly Exchange[]): Promise<void>;
  /** Every exchange as it stands in the file, some at a time: of more than can be held the file is read again. */
  everything(onProgress: (share: number) => void): AsyncIterable<readonly Exchange[]>;
}

/** What reading needs from outside. */
export interface ReadingNeeds {
  readonly knowledge: Knowledge;
  /** So many entries of a HAR are passed over. */
  readonly from: number;
  /** How many messages a page may hold; left out: the usual. */
  readonly bound?: MessageBound;
  readonly tell: (news: ReadingNews) => void;
  /** Called while the file is read, with what can be shown of it by now; the last time when it is read. */
  readonly onOpen: (file: OpenFile) => void;
  readonly onMore: (isLast: boolean) => void;
}

/** How a HAR begins (HAR 1.2 names one member of the whole), a byte order mark before it or not. */
const HAR_START = /^\uFEFF?\s*\{\s*"log"\s*:\s*\{/;
/** What is held whole around SAML. What is said of a flow looks at 15 page loads on each side of it. */
const NEAR = { before: 40, after: 80 };
/** How long others wait for their turn at most, such as a page that asks for what it shows, in milliseconds. */
const TURN = 80;

/**
 * Reads a file of any size if it is a HAR, of `LIMITS.inputBytes` else, and tells of it as it comes. Gives the number of entries
 * after which it stopped because there are more messages than a page may hold; null: all was read.
 * @throws WorkbenchError where it cannot be read, or not any further
 */
export async function readFile(file: Blob, needs: ReadingNeeds): Promise<number | null> {
  const head = await file.slice(0, 1024).text();
  if (HAR_START.test(head)) return await readHar(file, needs);
  const { size } = file;
  if (size > LIMITS.inputBytes) throw new InputError('input-too-large', { size, limit: LIMITS.inputBytes });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const onProgress = (done: number, total: number) => needs.tell({ type: 'progress', share: done / total });
  let report = await inspectInput(bytes, needs.knowledge, { onProgress });
  needs.onOpen({
    report: () => report,
    whole: async (index) => report.messages[index] ?? null,
    async join(more) {
      const all = insertInTime(report.exchanges?.() ?? [], more);
      report = await inspectExchanges(report.input.kind, all, needs.knowledge, {});
    },
    async *everything() {
      yield report.exchanges?.() ?? [];
    },
  });
  needs.onMore(true);
  return null;
}

async function readHar(
  file: Blob,
  { knowledge, from, bound = createMessageBound(), tell, onOpen, onMore }: ReadingNeeds,
): Promise<number | null> {
  const trace = createTrace({ knowledge, kind: 'har', light: true });
  const order = createTimeOrder();
  const texts = createTextBound();
  const takesTurns = createTurns();
  let end = from;
  let isFull = false;
  const takeIn = async (exchanges: readonly Exchange[]) => {
    for (const exchange of exchanges) {
      texts.add(exchange);
      await trace.add(exchange);
      if (!takesTurns.isOver()) continue;
      texts.apply(() => trace.report().flows);
      onMore(false);
      await takesTurns.next();
    }
  };
  const onProgress = (share: number) => tell({ type: 'progress', share });
  onOpen({
    report: trace.report,
    whole: trace.whole,
    join: (more) => trace.arrange((all) => insertInTime(all, more)),
    async *everything(onShare) {
      yield trace.exchanges().filter(({ source }) => source === 'companion');
      yield* everythingOf(file, from, end, onShare);
    },
  });
  try {
    for await (const exchanges of harExchanges(chunksOf(file, onProgress), NEAR, harReading(from))) {
      end += exchanges.length;
      exchanges.forEach(bound.add);
      await takeIn(order.push(exchanges));
      isFull = bound.isFull();
      if (isFull) break;
    }
  } finally {
    await takeIn(order.end());
  }
  if (order.isBroken()) {
    const all = sortByTime(trace.exchanges());
    trace.clear();
    tell({ type: 'again' });
    await takeIn(all);
  }
  onMore(true);
  return isFull ? end : null;
}

const harReading = (from: number) => ({ decoder: createHeapDecoder(), from });

async function* everythingOf(
  file: Blob,
  from: number,
  end: number,
  onProgress: (share: number) => void,
): AsyncGenerator<readonly Exchange[]> {
  const takesTurns = createTurns();
  let left = end - from;
  for await (const exchanges of wholeHarExchanges(chunksOf(file, onProgress), harReading(from))) {
    yield exchanges.slice(0, left);
    left -= exchanges.length;
    if (left <= 0) return;
    if (takesTurns.isOver()) await takesTurns.next();
  }
}

/**
 * The file's bytes, piece by piece; each is gone once the next is asked for. (An engine is late to collect what lies outside its
 * heap, so a piece is handed to a port behind which nobody is. Chromium 156 may end the page that has a file's stream read into
 * memory of its own, `byob`.)
 */
async function* chunksOf(file: Blob, onProgress: (share: number) => void): AsyncGenerator<Uint8Array> {
  const { port1: away, port2: nobody } = new MessageChannel();
  nobody.close();
  const reader = file.stream().getReader();
  let done = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      done += piece.value.length;
      yield piece.value;
      away.postMessage(null, [piece.value.buffer]);
      onProgress(done / file.size);
    }
  } finally {
    await reader.cancel();
  }
}

/** Work that lets others have their turn. */
function createTurns(): { isOver(): boolean; next(): Promise<void> } {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began >= TURN,
    async next() {
      await new Promise((resolve) => setTimeout(resolve, 0));
      began = performance.now();
    },
  };
}
