import * as v from 'valibot';

const WAYS = ['saml', 'ticket', 'session', 'jwt'] as const;

const SESSION = v.object({
  /** Names the session and opens nothing: the hash of what its browser has. */
  id: v.string(),
  connection: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  /** By which way in it came. */
  way: v.picklist(WAYS),
  /** Entity ID of the IdP, or issuer of the token; null: a caller of the QPS API vouched for the user. */
  issuer: v.nullable(v.string()),
  /** Milliseconds since the epoch. */
  loggedInAt: v.number(),
  lastSeenAt: v.number(),
  /** When it ends unless it is used before, and by which limit. */
  endsAt: v.number(),
  limit: v.picklist(['idle', 'lifetime', 'idp']),
});

/** A session as lists show it. */
export type SessionSummary = v.InferOutput<typeof SESSION>;

/** `GET /api/sessions`: the newest first; `next` is what to give as `before` for those that are older. */
export const SESSIONS = v.object({ sessions: v.array(SESSION), next: v.nullable(v.string()) });

/** `GET /api/sessions/{id}`: with the attributes that rules see. */
export const SESSION_DETAILS = v.object({
  ...SESSION.entries,
  /** The NameID that single logout needs; null: there is none. */
  nameId: v.nullable(v.string()),
  attributes: v.array(v.object({ name: v.string(), values: v.array(v.string()) })),
});

/** One session, with its attributes. */
export type SessionDetails = v.InferOutput<typeof SESSION_DETAILS>;

const some = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(1000, 'is too long'));

const searchEntries = {
  connection: v.optional(some),
  /** `DIRECTORY\user`, regardless of case. */
  user: v.optional(v.pipe(some, v.regex(/^[^\\]+\\[^\\]+$/, 'must be a directory and a user, such as CORP\\anne'))),
  /** Entity ID of the IdP, or issuer of the token. */
  idp: v.optional(some),
  /** A session attribute, and what one of its values is, regardless of case. */
  attribute: v.optional(some),
  value: v.optional(some),
};

const UNPAIRED = 'must have attribute and value together';

/** What sessions are searched by: all that is given must hold. */
const SESSION_SEARCH = v.strictObject(searchEntries);

/** Whom sessions are searched by. */
export type SessionSearchInput = v.InferOutput<typeof SESSION_SEARCH>;

/** The query of `GET /api/sessions`. */
export const SESSION_QUERY = v.pipe(
  v.strictObject({ ...searchEntries, before: v.optional(some) }),
  v.check(({ attribute, value }) => (attribute === undefined) === (value === undefined), UNPAIRED),
);

/** The query of `DELETE /api/sessions`: every session that the search finds ends. Everybody's, only where `all` says so. */
export const SESSIONS_TO_END = v.pipe(
  v.strictObject({ ...searchEntries, all: v.optional(v.literal('true')) }),
  v.check(({ attribute, value }) => (attribute === undefined) === (value === undefined), UNPAIRED),
  v.check(
    ({ all, ...search }) => (Object.keys(search).length === 0) === (all !== undefined),
    'must say whose sessions end, or all=true for those of everybody',
  ),
);

/** Its answer, and that of `DELETE /api/sessions/{id}`: how many, and the references of their logouts, 1,000 at most. */
export const ENDED_SESSIONS = v.object({ ended: v.number(), logouts: v.array(v.string()) });
