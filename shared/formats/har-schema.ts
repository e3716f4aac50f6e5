import * as v from 'valibot';
import { pairSchema, sourceSchema, tabSchema } from './exchange-schema.ts';
import { listOf, numberOrNull, orNull, text, textOrNull } from './tolerant.ts';

/**
 * HAR 1.2 as far as an `Exchange` can hold it. Browsers differ in what they leave out, so only the
 * URL of a request must be there. `_error` is Chrome's and `_saml` is ours: what HAR has no field for.
 */
export const harEntrySchema = v.object({
  startedDateTime: text,
  time: numberOrNull,
  request: v.object({
    method: text,
    url: v.string(),
    headers: listOf(pairSchema),
    postData: orNull(v.object({ mimeType: textOrNull, text: textOrNull, params: orNull(listOf(pairSchema)) })),
  }),
  response: orNull(
    v.object({
      status: numberOrNull,
      statusText: text,
      headers: listOf(pairSchema),
      redirectURL: text,
      content: orNull(v.object({ mimeType: text, text: textOrNull, encoding: textOrNull })),
      _error: textOrNull,
    }),
  ),
  _saml: orNull(
    v.object({
      id: v.string(),
      source: sourceSchema,
      startedAt: numberOrNull,
      duration: numberOrNull,
      error: textOrNull,
      tab: tabSchema,
    }),
  ),
});

export type HarEntry = v.InferOutput<typeof harEntrySchema>;

/** The frame of a HAR; entries are read one by one so that a broken one does not take the others with it. */
export const harFileSchema = v.object({ log: v.object({ entries: v.array(v.unknown()) }) });
