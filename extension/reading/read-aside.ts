import type { Exchange } from '#shared/http/exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { ReadingNews, ReadingOrder, SentMessage, Wanted } from './messages.ts';
import { unpackError } from './pack-message.ts';

/** A large file that is read in a worker of its own. */
export interface Reading {
  /** Gives what is wanted of it, whole. */
  whole(wanted: Wanted): Promise<Whole>;
  /** Ends the worker, and with it the file. What is asked for after that is never given. */
  end(): void;
}

/** What was asked for. */
export interface Whole {
  readonly messages: readonly SentMessage[];
  readonly exchanges: readonly Exchange[];
}

/** What a reader of parts hears: everything but what it asked for, and what stopped it. */
export interface ReadingListener {
  onNews(news: Exclude<ReadingNews, { type: 'whole' | 'failed' }>): void;
  onFailure(error: Error): void;
}

/** Has a file read. */
export function readAside(file: Blob, knowledge: Knowledge, { onNews, onFailure }: ReadingListener): Reading {
  const worker = new Worker(new URL('./reader.ts', import.meta.url), { type: 'module' });
  const asked = new Map<number, { messages: SentMessage[]; exchanges: Exchange[]; give: (whole: Whole) => void }>();
  let lastId = 0;
  const order = (what: ReadingOrder) => worker.postMessage(what);
  worker.onmessage = ({ data }: MessageEvent<ReadingNews>) => {
    if (data.type === 'failed') onFailure(unpackError(data.error));
    else if (data.type !== 'whole') onNews(data);
    else {
      const answer = asked.get(data.id);
      answer?.messages.push(...data.messages);
      answer?.exchanges.push(...data.exchanges);
      if (data.more || answer === undefined) return;
      asked.delete(data.id);
      answer.give(answer);
    }
  };
  worker.onerror = ({ message }) => onFailure(new Error(`The part that reads large files stopped. ${message ?? ''}`));
  order({ type: 'open', file, knowledge });
  return {
    whole: (wanted) =>
      new Promise((give) => {
        lastId += 1;
        asked.set(lastId, { messages: [], exchanges: [], give });
        order({ type: 'whole', id: lastId, ...wanted });
      }),
    end: () => worker.terminate(),
  };
}
