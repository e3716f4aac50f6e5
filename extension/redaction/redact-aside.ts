import * as v from 'valibot';
import { newsSchema } from './messages.ts';

/** A redaction under way. */
export interface Redaction {
  /** The redacted file, and in words what was replaced; null when it was cancelled. Rejects with one line that says why there is none. */
  readonly outcome: Promise<{ readonly text: string; readonly receipt: string } | null>;
  cancel(): void;
}

/** Redacts a file of any kind that `redactInput` takes, in a worker of its own. `onProgress` hears of the share done, 0 to 1. */
export function redactAside(text: string, onProgress: (share: number) => void): Redaction {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let cancel = () => worker.terminate();
  const outcome = new Promise<Awaited<Redaction['outcome']>>((resolve, reject) => {
    cancel = () => resolve(null);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = v.parse(newsSchema, data);
      if (news.type === 'progress') onProgress(news.done / news.total);
      else if (news.type === 'done') resolve({ text: news.text, receipt: news.receipt });
      else reject(new Error(news.line));
    };
    worker.onerror = ({ message }) => reject(new Error(`The worker that redacts did not start: ${message}`));
    worker.postMessage({ text });
  }).finally(() => worker.terminate());
  return { outcome, cancel: () => cancel() };
}
