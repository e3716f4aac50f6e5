import * as v from 'valibot';

/** From the worker: how far it is (exchanges done, of so many), then the outcome or one line that says why there is none. */
export const newsSchema = v.variant('type', [
  v.object({ type: v.literal('progress'), done: v.number(), total: v.number() }),
  v.object({ type: v.literal('done'), text: v.string(), receipt: v.string() }),
  v.object({ type: v.literal('texts'), texts: v.array(v.string()), receipt: v.string() }),
  v.object({ type: v.literal('failed'), line: v.string() }),
]);
export type News = v.InferOutput<typeof newsSchema>;
