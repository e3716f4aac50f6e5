import * as v from 'valibot';

const ATTRIBUTES = v.array(v.object({ name: v.string(), values: v.array(v.string()) }));

/** What rules and access table saw of a user when something was decided, as it is kept beside the decision. */
export const SEEN_AS = v.object({
  userDirectory: v.string(),
  userId: v.string(),
  ip: v.string(),
  secureRequest: v.boolean(),
  /** Of the session. */
  attributes: ATTRIBUTES,
  /** Kept with the user; null: nothing was. */
  kept: v.nullable(ATTRIBUTES),
});

/** The same as a type. */
export type SeenAs = v.InferOutput<typeof SEEN_AS>;
