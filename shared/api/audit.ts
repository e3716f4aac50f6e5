import * as v from 'valibot';

/**
 * Whatever administration writes down, by code, in words for people: every action that somebody can take by console, API
 * or QPS call, and what the companion does by itself to the same things.
 */
export const AUDIT_WORDS = {
  'audit-shortened': 'let old lines of the audit go',
  'access-reviewed': 'signed off who may do what',
  'decisions-exported': 'took the recorded decisions away',
  'client-key-made': 'made a key for a QPS client',
  'client-key-revoked': 'revoked the key of a QPS client',
  'configuration-reloaded': 'read the configuration anew',
  'connection-changed': 'changed a connection',
  'connection-created': 'created a connection',
  'connection-removed': 'removed a connection',
  'connection-restored': 'took a connection back to an earlier version',
  'console-signed-in': 'signed in to the console',
  'console-signed-out': 'signed out of the console',
  'login-replayed': 'had a recorded message judged, without a login',
  'login-tested': 'tested a login',
  'metadata-refreshed': 'fetched the metadata of an identity provider',
  'metadata-taken': 'took over changed metadata of an identity provider',
  'session-made': 'made a session',
  'sessions-ended': 'ended sessions',
  'sp-key-made': 'made a new key of ours',
  'sp-key-removed': 'removed a key of ours',
  'sp-key-used': 'began to sign with another key of ours',
  'ticket-made': 'made a ticket',
  'viewed-as': 'looked at an app as somebody else',
} as const satisfies Readonly<Record<string, string>>;

/** Code of something that was done. */
export type AuditAction = keyof typeof AUDIT_WORDS;

const ACTOR = v.object({
  /** By the administrator's token; in the console; in the hub; by a QPS client's key; the companion by itself. */
  kind: v.picklist(['token', 'console', 'user', 'client', 'companion']),
  /** `CORP\anne`, the name of a client's key, or what it is. */
  name: v.string(),
});

/** Who did something. */
export type Actor = v.InferOutput<typeof ACTOR>;

const AUDIT_ENTRY = v.object({
  /** Counts up; a later entry has a higher one. */
  number: v.number(),
  /** Milliseconds since the epoch. */
  at: v.number(),
  actor: ACTOR,
  /** An `AuditAction`; of a later version perhaps one that this page has no words for. */
  action: v.string(),
  /** What it was done to: a prefix, a user's name, the name of a key. */
  subject: v.string(),
  facts: v.record(v.string(), v.union([v.string(), v.number()])),
  /** How often it was done, the first time at `at`, the last at `lastAt`: what a script repeats within an hour is one line. */
  times: v.number(),
  lastAt: v.number(),
});

/** `GET /api/audit`: the newest first; `next` is what to give as `before` for those that are older. */
export const AUDIT_PAGE = v.object({ entries: v.array(AUDIT_ENTRY), next: v.nullable(v.number()) });

/** What `GET /api/audit` answers. */
export type AuditPage = v.InferOutput<typeof AUDIT_PAGE>;
