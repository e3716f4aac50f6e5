import type { Exchange } from '#shared/http/exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Found, ReadingNews, ReadingOrder, SentMessage, Wanted } from './messages.ts';
import { unpackError } from './pack-message.ts';

/** A large file that is read in a worker of its own. */
export interface Reading {
  /** Gives what is wanted of it, whole. */
  whole(wanted: Wanted): Promise<Whole>;
  /** Goes on with more exchanges in its recording; settles when that was told. */
  join(exchanges: readonly Exchange[]): Promise<void>;
  /** Looks for texts in all of it; one search at a time: the one before ends with nothing found (null). */
  seek(words: readonly string[], onProgress: (share: number) => void): Promise<readonly Found[] | null>;
  /** Ends the worker, and with it the file. What is asked for after that is never given; what was to join has not. */
  end(): void;
}

/** What was asked for. */
export interface Whole {
  readonly messages: readonly SentMessage[];
  readonly exchanges: readonly Exchange[];
}

/** What comes unasked, as the file is read. */
export type ToldNews = Exclude<ReadingNews, { type: 'whole' | 'failed' | 'seeking' | 'found' }>;

/** What a reader of parts hears: everything but what it asked for, and what stopped it. */
export interface ReadingListener {
  onNews(news: ToldNews): void;
  onFailure(error: Error): void;
}

interface Search {
  readonly id: number;
  readonly onProgress: (share: number) => void;
  readonly give: (found: readonly Found[] | null) => void;
}

/** What is to be read: of a HAR the entries behind the first `from`. */
export interface ReadingTask {
  readonly file: Blob;
  readonly from: number;
  readonly knowledge: Knowledge;
  /** What joins its recording as soon as it is read. */
  readonly joining: readonly Exchange[];
}

/** Has a file read. */
export function readAside(task: ReadingTask, { onNews, onFailure }: ReadingListener): Reading {
  const worker = new Worker(new URL('./reader.ts', import.meta.url), { type: 'module' });
  const asked = new Map<number, { messages: SentMessage[]; exchanges: Exchange[]; give: (whole: Whole) => void }>();
  let search: Search | null = null;
  /** Those who wait for what joins. */
  const joins: { readonly give: () => void; readonly fail: (error: Error) => void }[] = [];
  let lastId = 0;
  const order = (what: ReadingOrder) => worker.postMessage(what);
  const give = (data: Extract<ReadingNews, { type: 'whole' }>) => {
    const answer = asked.get(data.id);
    answer?.messages.push(...data.messages);
    answer?.exchanges.push(...data.exchanges);
    if (data.more || answer === undefined) return;
    asked.delete(data.id);
    answer.give(answer);
  };
  /** Whoever waits for what joins is told; else whoever waits for the file. */
  const fail = (error: Error) => {
    if (joins.length === 0) onFailure(error);
    for (const join of joins.splice(0)) join.fail(error);
  };
  worker.onmessage = ({ data }: MessageEvent<ReadingNews>) => {
    switch (data.type) {
      case 'failed':
        return fail(unpackError(data.error));
      case 'seeking':
        return data.id === search?.id ? search.onProgress(data.share) : undefined;
      case 'found':
        return data.id === search?.id ? search.give(data.found) : undefined;
      case 'whole':
        return give(data);
    }
    onNews(data);
    if (data.type === 'joined') joins.shift()?.give();
  };
  worker.onerror = ({ message }) => onFailure(new Error(`The part that reads large files stopped. ${message ?? ''}`));
  order({ type: 'open', ...task });
  return {
    whole: (wanted) =>
      new Promise((give) => {
        lastId += 1;
        asked.set(lastId, { messages: [], exchanges: [], give });
        order({ type: 'whole', id: lastId, ...wanted });
      }),
    join: (exchanges) =>
      new Promise((give, fail) => {
        joins.push({ give, fail });
        order({ type: 'join', exchanges });
      }),
    seek: (words, onProgress) =>
      new Promise((give) => {
        search?.give(null);
        lastId += 1;
        search = { id: lastId, onProgress, give };
        order({ type: 'seek', id: lastId, words });
        if (words.length === 0) give(null);
      }),
    end: () => {
      search?.give(null);
      for (const { give } of joins.splice(0)) give();
      worker.terminate();
    },
  };
}
