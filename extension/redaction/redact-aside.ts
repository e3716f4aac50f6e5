import * as v from 'valibot';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { BrokenSignatures } from '#shared/redact/broken-signatures.ts';
import type { TextSource } from '#shared/redact/redact-texts.ts';
import { type News, newsSchema } from './messages.ts';
import type { Task } from './task.ts';

/** A redacted file, and in words what was replaced; or one line that says why there is none. */
export type Redacted = { readonly text: string; readonly receipt: string } | Failed;

/** Texts in the order in which they were given, or one line that says why there are none. */
type RedactedTexts = { readonly texts: readonly string[]; readonly receipt: string } | Failed;
interface Failed {
  readonly failure: string;
}

/** A redaction under way. */
export interface Redaction<Outcome = Redacted> {
  /** Null when it was cancelled. */
  readonly outcome: Promise<Outcome | null>;
  cancel(): void;
}

/**
 * Redacts a file of any kind that `redactInput` takes, in a worker of its own. `onProgress` hears of the share done, 0 to 1.
 * @param broken values of signatures that did not fit before
 */
export function redactAside(text: string, broken: BrokenSignatures, onProgress: (share: number) => void): Redaction {
  return aside({ type: 'file', text, broken: [...broken] }, (news) => {
    if (news.type === 'progress') onProgress(news.done / news.total);
    return news.type === 'done' ? { text: news.text, receipt: news.receipt } : null;
  });
}

/** Redacts texts about a recording, in a worker of its own. */
export function redactTextsAside(
  texts: readonly string[],
  { exchanges, xmls, kept, ids }: TextSource,
): Redaction<RedactedTexts> {
  const task = { texts: [...texts], trace: writeOwnTrace(exchanges), xmls: [...xmls], kept: [...kept], ids: [...ids] };
  return aside({ type: 'texts', ...task }, (news) =>
    news.type === 'texts' ? { texts: news.texts, receipt: news.receipt } : null,
  );
}

/** @param read gives the outcome where the news brings it, else null */
function aside<Outcome>(task: Task, read: (news: News) => Outcome | null): Redaction<Outcome | Failed> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let cancel = () => worker.terminate();
  const outcome = new Promise<Outcome | Failed | null>((resolve) => {
    cancel = () => resolve(null);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = v.parse(newsSchema, data);
      const found = news.type === 'failed' ? { failure: news.line } : read(news);
      if (found !== null) resolve(found);
    };
    worker.onerror = ({ message }) =>
      resolve({ failure: `The part that redacts could not be started. ${message ?? ''}` });
    worker.postMessage(task);
  }).finally(() => worker.terminate());
  return { outcome, cancel: () => cancel() };
}
