import * as v from 'valibot';

/** What passes between a page and its worker that redacts. */

/**
 * To the worker, once: the file to redact; or texts that were made from a recording (a trace of ours, and messages without an
 * exchange), with what in them may stay.
 */
export const taskSchema = v.variant('type', [
  v.object({ type: v.literal('file'), text: v.string() }),
  v.object({
    type: v.literal('texts'),
    texts: v.array(v.string()),
    trace: v.string(),
    xmls: v.array(v.string()),
    kept: v.array(v.string()),
  }),
]);
export type Task = v.InferOutput<typeof taskSchema>;

/** From the worker: how far it is (exchanges done, of so many), then the outcome or one line that says why there is none. */
export const newsSchema = v.variant('type', [
  v.object({ type: v.literal('progress'), done: v.number(), total: v.number() }),
  v.object({ type: v.literal('done'), text: v.string(), receipt: v.string() }),
  v.object({ type: v.literal('texts'), texts: v.array(v.string()) }),
  v.object({ type: v.literal('failed'), line: v.string() }),
]);
export type News = v.InferOutput<typeof newsSchema>;
