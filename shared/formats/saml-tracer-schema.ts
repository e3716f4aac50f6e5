import * as v from 'valibot';
import { pairSchema } from './exchange-schema.ts';
import { listOf, numberOrNull, orNull, text, textOrNull } from './tolerant.ts';

/**
 * A masked value: the code of SAML-tracer writes the text `{hash:<sha256>}` or `{obf:alternative_<n>}`,
 * and some exports hold the object `{ "hash": ... }` or `{ "obf": ... }`.
 */
const maskSchema = v.union([
  v.pipe(
    v.object({ hash: v.string() }),
    v.transform(({ hash }) => `{hash:${hash}}`),
  ),
  v.pipe(
    v.object({ obf: v.string() }),
    v.transform(({ obf }) => `{obf:${obf}}`),
  ),
]);

/** `[name, value]`; an empty name or value may be masked instead. */
const tupleSchema = v.pipe(
  v.looseTuple([v.union([v.string(), maskSchema]), v.fallback(v.union([v.string(), maskSchema]), '')]),
  v.transform(([name, value]) => ({ name, value })),
);

/** Headers are `{ name, value }`; before version 1.0 `[name, value]`. */
const headersSchema = listOf(v.union([pairSchema, tupleSchema]));

const idSchema = v.fallback(
  v.union([
    v.string(),
    v.pipe(
      v.number(),
      v.transform((id) => String(id)),
    ),
  ]),
  '',
);

/** One request of an export, old or new, masked or not. Response fields are absent where no response came. */
export const tracerRequestSchema = v.object({
  method: text,
  url: v.string(),
  requestId: idSchema,
  id: idSchema,
  requestHeaders: headersSchema,
  /** Names to lists of values, the raw body in old versions, or `{overwritten}`. */
  postData: v.fallback(v.union([v.string(), v.record(v.string(), listOf(v.string()))]), ''),
  post: orNull(listOf(tupleSchema)),
  saml: textOrNull,
  responseStatus: numberOrNull,
  responseStatusText: text,
  responseHeaders: headersSchema,
});

export type TracerRequest = v.InferOutput<typeof tracerRequestSchema>;

/** The frame of an export; requests are read one by one so that a broken one does not take the others with it. */
export const tracerFileSchema = v.object({ requests: v.array(v.unknown()) });
