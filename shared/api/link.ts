import * as v from 'valibot';
import { RECEIPT } from '#shared/logout/receipt.ts';
import { ACCESS, FINDING, LOGIN_OUTLINE, MAPPING } from './logins.ts';

/** What the panel asks of a companion that it is linked with, besides connections and their changes. */

/** Message IDs of one question: those of a flow. */
const MOST_IDS = 50;

/** `POST /api/link/known`: what became here of the messages with these IDs, and of the sessions with these SessionIndexes. */
export const KNOWN_QUESTION = v.strictObject({
  ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300, 'is no message ID'))), v.maxLength(MOST_IDS, 'may have 50')),
});

/** Its answer; what nothing is kept of is left out. */
export const KNOWN_ANSWER = v.object({
  logins: v.array(
    v.object({
      /** ID of the message that came. */
      message: v.string(),
      login: LOGIN_OUTLINE,
      /** Our own trace of what came and what was answered, as text; null: it was too long to be kept. */
      trace: v.nullable(v.string()),
    }),
  ),
  /** Logouts that a message of that ID is part of, or that ended the session of that SessionIndex, over the back channel too: what is known at each participant, by whichever way it was asked. */
  logouts: v.array(
    v.object({
      message: v.string(),
      receipt: RECEIPT,
      /** Our own trace of what servers asked each other for it, as text; null: nothing, or nothing is kept of it. */
      trace: v.optional(v.nullable(v.string()), null),
    }),
  ),
});

/** What a companion knows of some messages. */
export type KnownAnswer = v.InferOutput<typeof KNOWN_ANSWER>;

/** `POST /api/connections/{prefix}/replay`: how the gate would decide, with nothing coming of it. */
export const REPLAY_QUESTION = v.strictObject({
  /** `form`: the body of a form; `redirect`: a query, exactly as it arrived. */
  binding: v.picklist(['form', 'redirect'], 'must be form or redirect'),
  raw: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  /** When it is to be judged, milliseconds since the epoch; left out: now. */
  at: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** Its answer. */
export const REPLAY_ANSWER = v.object({
  verdict: v.picklist(['accept', 'reject']),
  /** `Response`, `LogoutRequest`: local name of the message. */
  message: v.string(),
  /** What the gate would refuse for, the cause first. */
  reasons: v.array(FINDING),
  /** What else failed. */
  noticed: v.array(FINDING),
  /** Whether the assertion has logged somebody in here before: sent in earnest it would be refused. Null: there is none. */
  isUsed: v.nullable(v.boolean()),
  /** Null: nothing that came is covered by a signature of the identity provider. */
  mapping: v.nullable(MAPPING),
  /** What rules and access tables would give, as they are now; null: the mapping makes nobody. */
  access: v.nullable(ACCESS),
});

/** How a companion would decide about a message. */
export type ReplayAnswer = v.InferOutput<typeof REPLAY_ANSWER>;

/** `GET /api/connections/{prefix}/judged`: the connection as a connection file has it, to judge by; no key is in it. */
export const JUDGED_ANSWER = v.object({ connection: v.unknown() });

/** By what a companion judges. */
export type JudgedAnswer = v.InferOutput<typeof JUDGED_ANSWER>;
