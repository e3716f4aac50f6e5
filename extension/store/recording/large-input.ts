import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { createReport } from '#shared/report/create-report.ts';
import type { Report } from '#shared/report/report.ts';
import type { Found, Wanted } from '../../reading/messages.ts';
import { type Reading, readAside, type ToldNews } from '../../reading/read-aside.ts';
import { createShownParts, type ShownParts } from './shown-parts.ts';

/** A file that a worker owns. The page has of it what a list shows, and whole what it asked for last. */
export interface LargeInput {
  readonly file: Blob;
  /** So many entries of it were passed over. */
  readonly from: number;
  /** After so many of its entries there were more messages than a page may hold; null: it was read to its end. */
  readonly stoppedAt: ReadonlySignal<number | null>;
  readonly report: ReadonlySignal<Report>;
  /** The same as far as a list shows it, which stays when something is fetched. */
  readonly listed: ReadonlySignal<Report>;
  /** How much of it is read, 0 to 1; null: all of it. */
  readonly progress: ReadonlySignal<number | null>;
  /** Whether all of this is here whole. */
  isWhole(wanted: Wanted): boolean;
  /** Asks for what is not. It is in the report when this settles. */
  fetch(wanted: Wanted): Promise<void>;
  /** Every exchange, whole. */
  exchanges(): Promise<readonly Exchange[]>;
  /** Looks for texts in all that the file says; none ends the search before. Null: another came, or the file is gone. */
  seek(words: readonly string[], onProgress: (share: number) => void): Promise<readonly Found[] | null>;
  /** Goes on with more exchanges in its recording, which is shown when this settles: indexes of messages may be others then. */
  join(exchanges: readonly Exchange[]): Promise<void>;
  /** Reads the file again with what is known now. */
  learn(knowledge: Knowledge): void;
  end(): void;
}

/** What it needs from outside. */
export interface LargeInputNeeds {
  readonly file: Blob;
  readonly from: number;
  readonly knowledge: Knowledge;
  /** Called when the reading has ended, with what stopped it or null. */
  readonly onEnd: (error: Error | null) => void;
}

/** The list is made again at most this often, in milliseconds, and never for more than a tenth of the time. */
const REFRESH = 150;

/** Begins to read. */
export function openLargeInput({ file, from, knowledge, onEnd }: LargeInputNeeds): LargeInput {
  const report = signal<Report>(createReport({ kind: 'har', exchanges: 0 }, [], []));
  const listed = signal<Report>(report.peek());
  const progress = signal<number | null>(0);
  const stoppedAt = signal<number | null>(null);
  let shown = createShownParts();
  let reading: Reading;
  /** What joined the file, and joins it again where it is read again. */
  let joined: readonly Exchange[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let pause = REFRESH;

  const refreshWhole = () => {
    const { kind, messages, flows, exchanges } = shown.now();
    report.value = createReport({ kind, exchanges: exchanges.length }, messages, flows, () => exchanges);
  };
  const refresh = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const began = performance.now();
    batch(() => {
      refreshWhole();
      listed.value = report.peek();
    });
    pause = Math.max(REFRESH, 10 * (performance.now() - began));
  };
  const refreshSoon = () => {
    timer ??= setTimeout(refresh, pause);
  };

  /** What is read anew is shown when all of it is there: until then, what was there before. */
  const begin = (known: Knowledge, beginning: ShownParts) => {
    let fresh = beginning;
    const show = () => {
      shown = fresh;
      refresh();
    };
    const onNews = (news: ToldNews) => {
      if (news.type === 'progress') progress.value = news.share;
      else if (news.type === 'again') fresh.clear();
      else if (news.type === 'joining') fresh = createShownParts();
      else if (news.type === 'joined') show();
      else if (news.type === 'part') {
        fresh.take(news, news.kind);
        if (shown === fresh) refreshSoon();
      } else {
        batch(() => {
          stoppedAt.value = news.stoppedAt;
          progress.value = null;
          show();
        });
        onEnd(null);
      }
    };
    const onFailure = (error: Error) => {
      progress.value = null;
      show();
      onEnd(error);
    };
    progress.value = 0;
    reading = readAside({ file, from, knowledge: known, joining: joined }, { onNews, onFailure });
  };
  begin(knowledge, shown);

  return {
    file,
    from,
    stoppedAt,
    report,
    listed,
    progress,
    isWhole: (wanted) => shown.lacking(wanted) === null,
    async fetch(wanted) {
      const [into, lacking] = [shown, shown.lacking(wanted)];
      if (lacking === null) return;
      into.putWhole(await reading.whole(lacking));
      if (into === shown) refreshWhole();
    },
    exchanges: async () => (await reading.whole({ messages: [], exchanges: 'all' })).exchanges,
    seek: (words, onProgress) => reading.seek(words, onProgress),
    join(exchanges) {
      joined = [...joined, ...exchanges];
      return reading.join(exchanges);
    },
    learn(known) {
      reading.end();
      begin(known, createShownParts());
    },
    end() {
      reading.end();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
