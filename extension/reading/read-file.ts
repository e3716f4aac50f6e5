import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { harExchanges } from '#shared/formats/stream/read-har-stream.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { createTextBound } from './bound-texts.ts';
import { createHeapDecoder } from './heap-decoder.ts';
import { createTimeOrder } from './in-order-of-time.ts';
import type { ReadingNews } from './messages.ts';

/** A file that is read, as far as it is. */
export interface OpenFile {
  report(): Report;
  /** A message with everything, by its index. */
  whole(index: number): Promise<InspectedMessage | null>;
}

/** What reading needs from outside. */
export interface ReadingNeeds {
  readonly knowledge: Knowledge;
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
 * Reads a file of any size if it is a HAR, of `LIMITS.inputBytes` else, and tells of it as it comes.
 * @throws WorkbenchError where it cannot be read, or not any further
 */
export async function readFile(file: Blob, needs: ReadingNeeds): Promise<void> {
  const head = await file.slice(0, 1024).text();
  if (HAR_START.test(head)) return await readHar(file, needs);
  const { size } = file;
  if (size > LIMITS.inputBytes) throw new InputError('input-too-large', { size, limit: LIMITS.inputBytes });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const onProgress = (done: number, total: number) => needs.tell({ type: 'progress', share: done / total });
  const report = await inspectInput(bytes, needs.knowledge, { onProgress });
  needs.onOpen({ report: () => report, whole: async (index) => report.messages[index] ?? null });
  needs.onMore(true);
}

async function readHar(file: Blob, { knowledge, tell, onOpen, onMore }: ReadingNeeds): Promise<void> {
  const trace = createTrace({ knowledge, kind: 'har', light: true });
  const order = createTimeOrder();
  const texts = createTextBound();
  let turn = performance.now();
  const takeIn = async (exchanges: readonly Exchange[]) => {
    for (const exchange of exchanges) {
      texts.add(exchange);
      await trace.add(exchange);
      if (performance.now() - turn < TURN) continue;
      texts.apply(() => trace.report().flows);
      onMore(false);
      await nextTurn();
      turn = performance.now();
    }
  };
  onOpen(trace);
  try {
    const read = harExchanges(chunksOf(file, tell), NEAR, createHeapDecoder());
    for await (const exchanges of read) await takeIn(order.push(exchanges));
  } finally {
    await takeIn(order.end());
  }
  if (order.isBroken()) {
    const all = trace.exchanges().toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
    trace.clear();
    tell({ type: 'again' });
    await takeIn(all);
  }
  onMore(true);
}

/**
 * The file's bytes, piece by piece; each is gone once the next is asked for. (An engine is late to collect what lies outside its
 * heap, so a piece is handed to a port behind which nobody is. Chromium 156 may end the page that has a file's stream read into
 * memory of its own, `byob`.)
 */
async function* chunksOf(file: Blob, tell: ReadingNeeds['tell']): AsyncGenerator<Uint8Array> {
  const { port1: away, port2: nobody } = new MessageChannel();
  nobody.close();
  const reader = file.stream().getReader();
  let done = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    done += piece.value.length;
    yield piece.value;
    away.postMessage(null, [piece.value.buffer]);
    tell({ type: 'progress', share: done / file.size });
  }
}

/** Lets the messages in that came meanwhile. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
