import * as v from 'valibot';

const CLIENT_KEY = v.object({
  id: v.string(),
  name: v.string(),
  /** Milliseconds since the epoch. */
  madeAt: v.number(),
  madeBy: v.string(),
  /** To the hour; null: never. */
  lastUsedAt: v.nullable(v.number()),
  /** Null: it is in use. */
  revokedAt: v.nullable(v.number()),
});

/** A key of a QPS client, without the key itself: of that only the hash is kept. */
export type ClientKey = v.InferOutput<typeof CLIENT_KEY>;

/** `GET /api/client-keys` */
export const CLIENT_KEYS = v.object({ keys: v.array(CLIENT_KEY) });

/** `POST /api/client-keys`: what it is called. */
export const NEW_CLIENT_KEY = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(100, 'may have 100 characters')),
});

/** Its answer: the key itself, once. */
export const MADE_CLIENT_KEY = v.object({ ...CLIENT_KEY.entries, key: v.string() });

/** What `POST /api/client-keys` answers. */
export type MadeClientKey = v.InferOutput<typeof MADE_CLIENT_KEY>;
