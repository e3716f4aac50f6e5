import * as v from 'valibot';

/**
 * To the worker, once: the file to redact, with the values of signatures that did not fit; or texts that were made from a recording (a trace of ours, and messages without an
 * exchange), with what in them may stay.
 */
export const taskSchema = v.variant('type', [
  v.object({ type: v.literal('file'), text: v.string(), broken: v.array(v.string()) }),
  v.object({
    type: v.literal('texts'),
    texts: v.array(v.string()),
    trace: v.string(),
    xmls: v.array(v.string()),
    kept: v.array(v.string()),
    ids: v.array(v.string()),
  }),
]);
export type Task = v.InferOutput<typeof taskSchema>;
