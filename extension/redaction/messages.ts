import * as v from 'valibot';

/** What passes between a page and its worker that redacts. */

/** To the worker, once: the file to redact. */
export const taskSchema = v.object({ text: v.string() });

/** From the worker: how far it is (exchanges done, of so many), then the outcome or one line that says why there is none. */
export const newsSchema = v.variant('type', [
  v.object({ type: v.literal('progress'), done: v.number(), total: v.number() }),
  v.object({ type: v.literal('done'), text: v.string(), receipt: v.string() }),
  v.object({ type: v.literal('failed'), line: v.string() }),
]);
export type News = v.InferOutput<typeof newsSchema>;
