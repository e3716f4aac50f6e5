import * as v from 'valibot';
import { newsSchema } from './messages.ts';

/** A redacted file, and in words what was replaced; or one line that says why there is none. */
export type Redacted = { readonly text: string; readonly receipt: string } | { readonly failure: string };

/** A redaction under way. */
export interface Redaction {
  /** Null when it was cancelled. */
  readonly outcome: Promise<Redacted | null>;
  cancel(): void;
}

/** Redacts a file of any kind that `redactInput` takes, in a worker of its own. `onProgress` hears of the share done, 0 to 1. */
export function redactAside(text: string, onProgress: (share: number) => void): Redaction {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let cancel = () => worker.terminate();
  const outcome = new Promise<Redacted | null>((resolve) => {
    cancel = () => resolve(null);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = v.parse(newsSchema, data);
      if (news.type === 'progress') onProgress(news.done / news.total);
      else if (news.type === 'done') resolve({ text: news.text, receipt: news.receipt });
      else resolve({ failure: news.line });
    };
    worker.onerror = ({ message }) =>
      resolve({ failure: `The part that redacts could not be started. ${message ?? ''}` });
    worker.postMessage({ text });
  }).finally(() => worker.terminate());
  return { outcome, cancel: () => cancel() };
}
