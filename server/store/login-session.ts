import * as v from 'valibot';
import type { SessionAttribute } from '#shared/mapping/map-attributes.ts';

/** A NameID exactly as the IdP sent it: single logout has to send the same back (saml-core 3.7.1). */
export interface SessionNameId {
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

/** Who logged in, and everything that is known about it. Plain data, kept in the session and nowhere else. */
export interface LoginSession {
  /** The connection's prefix. */
  readonly connection: string;
  readonly userId: string;
  readonly userDirectory: string;
  /** Entity ID of the IdP. */
  readonly idp: string;
  /** Null: the IdP sent none, and single logout cannot work. */
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  readonly attributes: readonly SessionAttribute[];
  readonly assertionId: string;
  /** Milliseconds since the epoch. */
  readonly loggedInAt: number;
  /** Nobody here asked for this login: the IdP, or whoever held its response, began it. */
  readonly unsolicited: boolean;
  /** The IdP's SessionNotOnOrAfter in milliseconds; null where it set none. */
  readonly idpEndsAt: number | null;
}

const text = v.string();
const optionalText = v.nullable(text);

const LOGIN_SESSION = v.object({
  connection: text,
  userId: text,
  userDirectory: text,
  idp: text,
  nameId: v.nullable(
    v.object({ value: text, format: optionalText, nameQualifier: optionalText, spNameQualifier: optionalText }),
  ),
  sessionIndexes: v.array(text),
  attributes: v.array(
    v.object({
      name: text,
      values: v.array(v.object({ value: text, raw: text, from: v.object({ name: text, friendlyName: optionalText }) })),
    }),
  ),
  assertionId: text,
  loggedInAt: v.number(),
  // Sessions of earlier versions do not say.
  unsolicited: v.optional(v.boolean(), false),
  idpEndsAt: v.nullable(v.number()),
});

/**
 * Reads a session as the store gave it back.
 * @throws ValiError when it is none: the store holds something that this version did not write
 */
export function readLoginSession(data: unknown): LoginSession {
  return v.parse(LOGIN_SESSION, data);
}
