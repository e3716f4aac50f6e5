import * as v from 'valibot';

const KEY = v.object({
  /** `signing`: signs, and is what IdPs encrypt for. `next` and `old` are published beside it and decrypt; `other` is named by the configuration. */
  role: v.picklist(['signing', 'next', 'old', 'other']),
  /** PEM: what an identity provider is given. */
  certificate: v.string(),
  subject: v.string(),
  /** Of the certificate, lower-case hex. */
  sha256: v.string(),
  type: v.string(),
  bits: v.number(),
  /** Milliseconds since the epoch. */
  notBefore: v.number(),
  notAfter: v.number(),
});

const ACTION = v.picklist(['publish', 'switch', 'retire', 'withdraw']);

/** `GET /api/connections/{prefix}/keys`, and what taking a step answers: the SP's keys, the one that signs first. */
export const CONNECTION_KEYS = v.object({
  /** Where they are: in the state folder, or in files that the configuration names, which are rolled over there; `none`: without an identity provider there are none. */
  source: v.picklist(['state', 'configuration', 'none']),
  step: v.picklist(['steady', 'published', 'switched']),
  /** When that step was taken, in milliseconds since the epoch; null: nobody knows, or there is one key alone. */
  since: v.nullable(v.number()),
  keys: v.array(KEY),
  /** What can be done now, with what it does in words for people. */
  actions: v.array(v.object({ action: ACTION, words: v.string() })),
});

/** The keys of a connection's SP and the rollover of them. */
export type ConnectionKeys = v.InferOutput<typeof CONNECTION_KEYS>;

/** `POST /api/connections/{prefix}/keys`: takes a step of the rollover, from the step that was looked at. */
export const KEY_STEP = v.strictObject({
  action: ACTION,
  /** `sha256` of the key that signed when it was looked at: somebody else may have taken a step since. */
  signing: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a certificate')),
});
