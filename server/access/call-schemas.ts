import * as v from 'valibot';
import { unfitCharacter } from '#shared/base/unfit-character.ts';
import { type AttributeEntry, isAttributeEntry } from './read-attributes.ts';

/** Longer names than any directory has. */
const MAX_NAME = 1000;

const name = (description: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('must not be blank'),
    v.maxLength(MAX_NAME, `may have at most ${MAX_NAME} characters`),
    v.check((text) => !text.includes('\\'), 'must not have a backslash'),
    v.check((text) => !/\p{Cc}/u.test(text), 'must not have control characters'),
    v.check((text) => unfitCharacter(text, 'id') === null, 'must not have a letter that stands for another one'),
    v.description(description),
    v.metadata({ pattern: '^[^\\\\]*$' }),
  );

const attributes = v.optional(
  v.pipe(
    v.array(
      v.pipe(
        v.custom<AttributeEntry>(isAttributeEntry, 'must be a name with a text, such as {"group":"Sales"}'),
        v.metadata({ type: 'object', additionalProperties: { type: 'string' } }),
      ),
    ),
    v.description('Session attributes, a name and a value each. A name may come again; a value may be empty.'),
  ),
  [],
);

/** Who it is for: what tickets and sessions have in common. */
const USER = {
  UserDirectory: name('The user directory; white space around it is taken off.'),
  UserId: name('The user, unique in the directory; white space around it is taken off.'),
  Attributes: attributes,
};

/** Where the user wants to go. */
const target = (description: string) =>
  v.optional(v.nullable(v.pipe(v.string(), v.maxLength(4096, 'is too long'), v.description(description))), null);

/** `POST /qps/{prefix}/ticket` */
export const TICKET_REQUEST = v.strictObject({
  ...USER,
  TargetId: target('The targetId that the companion sent the browser with, as it came.'),
  TargetUri: target('Or the address itself: a path of the connection, or a URL on a host that it lists under `hosts`.'),
});

/** RFC 6265 4.1.1: what a cookie's value may be made of. */
const sessionId = v.pipe(
  v.string(),
  v.regex(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/, 'must be what a cookie may hold'),
  v.maxLength(256, 'may have at most 256 characters'),
  v.description(
    "Value of the connection's session cookie. Whoever knows it is the user: make it of at least 128 random bits (a version 4 UUID has 122).",
  ),
);

/** `POST /qps/{prefix}/session` */
export const SESSION_REQUEST = v.strictObject({ ...USER, SessionId: sessionId });

const entries = v.array(
  v.pipe(
    v.custom<AttributeEntry>(isAttributeEntry),
    v.metadata({ type: 'object', additionalProperties: { type: 'string' } }),
  ),
);

/** What `POST /qps/{prefix}/ticket` answers: attributes in the form in which they came. */
export const TICKET_ANSWER = v.strictObject({
  UserDirectory: v.string(),
  UserId: v.string(),
  Attributes: entries,
  Ticket: v.pipe(v.string(), v.description('To be brought as ?qlikTicket= within a minute, once.')),
  TargetUri: v.nullable(v.pipe(v.string(), v.description('Where the user is to go; null: nobody said.'))),
});

/** A ticket, made. */
export type TicketAnswer = v.InferOutput<typeof TICKET_ANSWER>;

/** What these calls tell of a session. */
export const SESSION_DATA = v.strictObject({
  UserDirectory: v.string(),
  UserId: v.string(),
  Attributes: entries,
  SessionId: v.pipe(v.string(), v.description('Of a session that was not made by call a handle, which opens nothing.')),
});

/** A session as QPS calls tell it. */
export type SessionData = v.InferOutput<typeof SESSION_DATA>;
