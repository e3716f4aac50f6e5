import * as v from 'valibot';

const text = v.string();
const textOrNull = v.nullable(text);
/** Milliseconds since the epoch. */
const time = v.number();

/** How a LogoutRequest goes out. */
const BINDINGS = ['redirect', 'post', 'soap'] as const;

/** Why an identity provider was not asked; `shared/logout/receipt-words.ts` has the sentence of each. */
export const NOT_ASKED = [
  'no-endpoint',
  'no-redirect',
  'no-name-id',
  'no-browser',
  'idle-in-saml2int',
  'session-limit',
  'connection-gone',
] as const;

/** Why there is no answer to a LogoutRequest that went out. */
export const UNANSWERED = ['time', 'unreachable', 'refused'] as const;

/** Who, or what, began a logout. */
const BEGUN = v.variant('by', [
  v.object({ by: v.literal('user') }),
  v.object({ by: v.literal('timeout'), limit: v.picklist(['idle', 'lifetime', 'idp']) }),
  /** In the console, by the API, or by a QPS call: the audit says who. */
  v.object({ by: v.literal('administrator') }),
  v.object({ by: v.literal('idp'), messageId: text }),
  /** The user had more sessions than the connection allows. */
  v.object({ by: v.literal('session-limit') }),
]);

/** Who, or what, began a logout. */
export type LogoutBegun = v.InferOutput<typeof BEGUN>;

const ASKED = { by: v.picklist(BINDINGS), requestId: text, askedAt: time };

/** Where the question to the identity provider stands: the states of `machine.ts`. */
const IDP_STATE = v.variant('is', [
  /** A browser that has the session open is to carry it, until then; or a companion asks by SOAP itself. */
  v.object({ is: v.literal('to-ask'), through: v.picklist(['browser', 'soap']), until: time, tries: v.number() }),
  v.object({ is: v.literal('asked'), ...ASKED, until: time, tries: v.number() }),
  v.object({ is: v.literal('answered'), ...ASKED, at: time, codes: v.array(text), message: textOrNull }),
  v.object({ is: v.literal('unanswered'), ...ASKED, at: time, reason: v.picklist(UNANSWERED), detail: text }),
  v.object({ is: v.literal('not-asked'), at: time, reason: v.picklist(NOT_ASKED) }),
  /** It asked us, so it knows; `codes` is what we answered. */
  v.object({ is: v.literal('asked-us'), at: time, codes: v.array(text) }),
]);

/** Where the question to the identity provider stands. */
export type IdpState = v.InferOutput<typeof IDP_STATE>;

const NAME_ID = v.object({ value: text, format: textOrNull, nameQualifier: textOrNull, spNameQualifier: textOrNull });

/** One question over the back channel with its answer, as they went: what no browser has seen. */
const CARRIED = v.object({
  /** Who asked whom. */
  by: v.picklist(['companion', 'idp']),
  at: time,
  /** When the answer was there, or was given up. */
  end: time,
  url: text,
  /** The envelopes as they went; null: none did, or one too long to be kept. */
  sent: textOrNull,
  came: textOrNull,
  /** Of the answer; null: there is none. */
  status: v.nullable(v.number()),
  /** Why there is no answer; null: there is one. */
  error: textOrNull,
});

/** One question over the back channel with its answer. */
export type CarriedBySoap = v.InferOutput<typeof CARRIED>;

const IDP_PART = v.object({
  entityId: text,
  /** Exactly as it came; null: none did. */
  nameId: v.nullable(NAME_ID),
  sessionIndexes: v.array(text),
  /** By what it could be asked when the logout began. */
  offers: v.object({ browser: v.boolean(), soap: v.boolean() }),
  state: IDP_STATE,
  /** When it asked us for the same while our own question was out; null: it did not. */
  crossedAt: v.nullable(time),
  /** What came as its answer and was refused: it may be somebody else's, so the true one still counts. */
  refused: v.array(v.object({ at: time, code: text })),
  /** What went over the back channel; left out: nothing, or an earlier version kept none. */
  carried: v.optional(v.array(CARRIED)),
});

/** The part of an identity provider in a logout. */
export type IdpPart = v.InferOutput<typeof IDP_PART>;

/** One logout as it is kept: plain data. */
export const LOGOUT = v.object({
  /** 256 random bits: whoever has it may see the receipt. */
  id: text,
  /** For people: `K7QM2-9FXRB`. */
  reference: text,
  /** Prefix of the connection. */
  connection: text,
  /** `DIRECTORY\user` */
  user: text,
  begun: BEGUN,
  at: time,
  /** Keys of the sessions that ended in the moment in which this was written. */
  sessions: v.array(text),
  /** Null: no identity provider has a part in these sessions. */
  idp: v.nullable(IDP_PART),
});

/** One logout as it is kept. */
export type Logout = v.InferOutput<typeof LOGOUT>;
