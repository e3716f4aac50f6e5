import * as v from 'valibot';

const TESTED_ATTRIBUTE = v.object({
  name: v.string(),
  friendlyName: v.nullable(v.string()),
  nameFormat: v.nullable(v.string()),
  /** As they came, each once. */
  values: v.array(v.string()),
});

/** An attribute that came in one's own login test. */
export type TestedAttribute = v.InferOutput<typeof TESTED_ATTRIBUTE>;

/**
 * `GET /api/connections/{prefix}/tested-values?reference=`: what the identity provider sent in a login test, for the
 * session of the console that began it and for no other.
 */
export const TESTED_VALUES = v.object({
  reference: v.string(),
  /** Milliseconds since the epoch. */
  at: v.number(),
  attributes: v.array(TESTED_ATTRIBUTE),
});

/** What `GET /api/connections/{prefix}/tested-values` answers. */
export type TestedValues = v.InferOutput<typeof TESTED_VALUES>;
