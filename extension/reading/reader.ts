import { InputError } from '#shared/base/input-error.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { ReadingNews, ReadingOrder, Wanted } from './messages.ts';
import { packError, packMessage } from './pack-message.ts';
import { type OpenFile, readFile } from './read-file.ts';
import { seekWords } from './seek-words.ts';
import { createPartsTeller, pieces } from './tell-parts.ts';

/**
 * The worker that owns one large file: it reads and checks it, tells the page what a list shows of it, and gives the rest
 * when it is asked for. It ends with the file's being closed.
 */
const post = (news: ReadingNews) => postMessage(news);

/** How long the page is told nothing, in milliseconds: at first it waits for its first rows, later it has some. */
const SILENCE = { first: 60, most: 500 };

let open: OpenFile | null = null;
const parts = createPartsTeller(post);
/** What is done with the file one after the other: it is read, and what was told to join it joins it. */
let last: Promise<void> = Promise.resolve();

/** The search that somebody waits for. */
let seeking = 0;

addEventListener('message', ({ data }: MessageEvent<ReadingOrder>) => {
  carryOut(data).catch((error: unknown) => post({ type: 'failed', error: packError(error) }));
});

function carryOut(order: ReadingOrder): Promise<void> {
  if (order.type === 'seek') return seek(order);
  if (order.type === 'whole') return giveWhole(order.id, order);
  last = order.type === 'open' ? read(order) : last.then(() => join(order.exchanges));
  return last;
}

/** What is told of it counts when all of it is told. */
async function join(more: readonly Exchange[]): Promise<void> {
  if (open === null) throw new InputError('input-empty');
  await open.join(more);
  post({ type: 'joining' });
  parts.forget();
  parts.tell(open.report());
  post({ type: 'joined' });
}

async function seek({ id, words }: Extract<ReadingOrder, { type: 'seek' }>): Promise<void> {
  seeking = id;
  if (open === null) throw new InputError('input-empty');
  if (words.length === 0) return;
  let told = performance.now();
  const found = await seekWords(open, words, {
    isEnded: () => seeking !== id,
    onProgress: (share) => {
      if (seeking !== id || performance.now() - told < SILENCE.most / 2) return;
      told = performance.now();
      post({ type: 'seeking', id, share });
    },
  });
  post({ type: 'found', id, found });
}

async function read({ file, from, knowledge, joining }: Extract<ReadingOrder, { type: 'open' }>): Promise<void> {
  let silence = SILENCE.first;
  let told = Number.NEGATIVE_INFINITY;
  const tellMore = (isLast: boolean) => {
    if (open === null || (!isLast && performance.now() - told < silence)) return;
    const report = open.report();
    if (report.messages.length === 0 && !isLast) return;
    parts.tell(report);
    told = performance.now();
    silence = Math.min(silence * 2, SILENCE.most);
  };
  try {
    const stoppedAt = await readFile(file, {
      knowledge,
      from,
      tell: (news) => {
        if (news.type === 'again') parts.forget();
        post(news);
      },
      onOpen: (opened) => {
        open = opened;
      },
      onMore: tellMore,
    });
    if (joining.length > 0) await join(joining);
    post({ type: 'done', stoppedAt });
  } catch (error) {
    tellMore(true);
    throw error;
  }
}

/** In pieces, too: an export asks for all exchanges. */
async function giveWhole(id: number, { messages, exchanges }: Wanted): Promise<void> {
  if (open === null) throw new InputError('input-empty');
  const report = open.report();
  const ids = new Set(exchanges);
  const all = report.exchanges?.() ?? [];
  const wanted = exchanges === 'all' ? all : all.filter((exchange) => ids.has(exchange.id));
  for (const some of pieces(wanted, 50)) post({ type: 'whole', id, messages: [], exchanges: some, more: true });
  for (const index of messages) {
    const message = await open.whole(index);
    if (message !== null) post({ type: 'whole', id, messages: [packMessage(message)], exchanges: [], more: true });
  }
  post({ type: 'whole', id, messages: [], exchanges: [], more: false });
}
