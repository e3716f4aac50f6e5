import * as v from 'valibot';

const SEEN_ATTRIBUTE = v.object({
  name: v.string(),
  friendlyName: v.nullable(v.string()),
  nameFormat: v.nullable(v.string()),
  /** In how many logins it came. */
  logins: v.number(),
  /** Milliseconds since the epoch. */
  lastSeenAt: v.number(),
});

/** An attribute that the identity provider of a connection has sent. Its values are never kept here. */
export type SeenAttribute = v.InferOutput<typeof SEEN_ATTRIBUTE>;

/** `GET /api/connections/{prefix}/seen-attributes`: for completion in the editors of maps and rules, by name. */
export const SEEN_ATTRIBUTES = v.object({ attributes: v.array(SEEN_ATTRIBUTE) });

/** What `GET /api/connections/{prefix}/seen-attributes` answers. */
export type SeenAttributes = v.InferOutput<typeof SEEN_ATTRIBUTES>;
