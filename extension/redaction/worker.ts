import * as v from 'valibot';
import { describeReceipt } from '#shared/redact/receipt.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { lineOf } from '../store/line-of.ts';
import { type News, taskSchema } from './messages.ts';

/**
 * Redacts one file and is then of no further use: a large recording takes seconds, in which the page must go on. The key of
 * the pseudonyms is made here and ends with the worker.
 */
const tell = (news: News) => postMessage(news);

/** How many times in all progress is told: each exchange would be a message of its own. */
const STEPS = 100;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  try {
    const { text } = v.parse(taskSchema, data);
    let told = -1;
    const redacted = redactInput(text, crypto.getRandomValues(new Uint8Array(32)), {
      onProgress: (done, total) => {
        const step = Math.floor((done / total) * STEPS);
        if (step > told) tell({ type: 'progress', done, total });
        told = step;
      },
    });
    tell({ type: 'done', text: redacted.text, receipt: describeReceipt(redacted.receipt) });
  } catch (error) {
    tell({ type: 'failed', line: lineOf(error) });
  }
});
