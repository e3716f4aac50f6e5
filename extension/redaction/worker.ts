import * as v from 'valibot';
import { readOwnTrace } from '#shared/formats/read-own-trace.ts';
import { describeReceipt } from '#shared/redact/receipt.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { redactTextsTold } from '#shared/redact/redact-texts.ts';
import { lineOf } from '../store/base/line-of.ts';
import type { News } from './messages.ts';
import { type Task, taskSchema } from './task.ts';

/**
 * Redacts one file and is then of no further use: a large recording takes seconds, in which the page must go on. The key of
 * the pseudonyms is made here and ends with the worker.
 */
const tell = (news: News) => postMessage(news);

/** How many times in all progress is told: each exchange would be a message of its own. */
const STEPS = 100;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  try {
    const task = v.parse(taskSchema, data);
    const key = crypto.getRandomValues(new Uint8Array(32));
    if (task.type === 'file') redactFile(task, key);
    else tell({ type: 'texts', ...textsOf(task, key) });
  } catch (error) {
    tell({ type: 'failed', line: lineOf(error) });
  }
});

function redactFile({ text, broken }: Extract<Task, { type: 'file' }>, key: Uint8Array): void {
  let told = -1;
  const redacted = redactInput(text, key, {
    broken: new Set(broken),
    onProgress: (done, total) => {
      const step = Math.floor((done / total) * STEPS);
      if (step > told) tell({ type: 'progress', done, total });
      told = step;
    },
  });
  tell({ type: 'done', text: redacted.text, receipt: describeReceipt(redacted.receipt) });
}

function textsOf({ texts, trace, xmls, kept, ids }: Extract<Task, { type: 'texts' }>, key: Uint8Array) {
  const told = redactTextsTold(texts, { exchanges: readOwnTrace(JSON.parse(trace)), xmls, kept, ids }, key);
  return { texts: told.texts, receipt: describeReceipt(told.receipt) };
}
