import * as v from 'valibot';
import type { SessionNameId } from '#shared/gate/session-name-id.ts';
import type { MappingStep, ValueSource } from '#shared/mapping/map-values.ts';
import { StoreError } from './store-error.ts';

/** Who logged in, and everything that is known about it. Plain data, kept in the session and nowhere else. */
export interface LoginSession {
  /** The connection's prefix. */
  readonly connection: string;
  readonly userId: string;
  readonly userDirectory: string;
  readonly attributes: readonly LoginAttribute[];
  /** Milliseconds since the epoch. */
  readonly loggedInAt: number;
  readonly origin: SessionOrigin;
}

/** By which way in a session came, and what only that way knows of it. */
export type SessionOrigin = SamlOrigin | TicketOrigin | ApiOrigin | TokenOrigin;

/** An assertion that the gate accepted. */
export interface SamlOrigin {
  readonly way: 'saml';
  /** Entity ID of the IdP. */
  readonly idp: string;
  /** Null: the IdP sent none, and single logout cannot work. */
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  readonly assertionId: string;
  /** Nobody here asked for this login: the IdP, or whoever held its response, began it. */
  readonly unsolicited: boolean;
  /** The IdP's SessionNotOnOrAfter in milliseconds; null where it set none (saml-core 2.7.2). */
  readonly endsAt: number | null;
}

/** A ticket of the QPS API, brought by a browser. */
interface TicketOrigin {
  readonly way: 'ticket';
  /** Name of the credential that the ticket was made with. */
  readonly by: string;
}

/** The QPS session call: the caller chose the cookie. */
interface ApiOrigin {
  readonly way: 'session';
  /** Name of the credential that it was made with. */
  readonly by: string;
  /** The cookie's value, sealed: the store alone opens no session. */
  readonly sealedId: string;
}

/** A JWT. */
interface TokenOrigin {
  readonly way: 'jwt';
  /** `iss` (RFC 7519 4.1.1) */
  readonly issuer: string;
  /** `jti` (RFC 7519 4.1.7); null where it has none. */
  readonly tokenId: string | null;
}

/** One attribute of a session, with where each of its values came from. */
export interface LoginAttribute {
  readonly name: string;
  /** In the order in which they came; repetitions are kept. */
  readonly values: readonly LoginValue[];
}

/** One value of an attribute: as rules see it, as it came, and from where. */
export interface LoginValue {
  readonly value: string;
  readonly raw: string;
  readonly from: ValueSource | OtherSource;
  /** The steps of the attribute map that changed it; left out: none did. */
  readonly changed?: readonly MappingStep[] | undefined;
}

/** An attribute that came by another way in: of a call's `Attributes`, or a token's claim. */
export interface OtherSource {
  readonly way: 'ticket' | 'session' | 'jwt';
  /** As the caller, or the token, calls it. */
  readonly name: string;
}

/** Who vouched for the user: the IdP, or who issued the token. Null for tickets and session calls: the caller did. */
export function issuerOf({ origin }: LoginSession): string | null {
  if (origin.way === 'saml') return origin.idp;
  return origin.way === 'jwt' ? origin.issuer : null;
}

const text = v.string();
const optionalText = v.nullable(text);

const OTHER_SOURCE = v.object({ way: v.picklist(['ticket', 'session', 'jwt']), name: text });
// Sessions of earlier versions do not say which NameFormat.
const SAML_SOURCE = v.object({ name: text, friendlyName: optionalText, nameFormat: v.optional(optionalText, null) });
const STEPS = v.array(v.picklist(['nested', 'split', 'extract', 'fold', 'values']));

/** What all forms have in common. */
const COMMON = {
  connection: text,
  userId: text,
  userDirectory: text,
  attributes: v.array(
    v.object({
      name: text,
      values: v.array(
        v.object({ value: text, raw: text, from: v.union([OTHER_SOURCE, SAML_SOURCE]), changed: v.optional(STEPS) }),
      ),
    }),
  ),
  loggedInAt: v.number(),
};

const SAML_PART = {
  idp: text,
  nameId: v.nullable(
    v.object({ value: text, format: optionalText, nameQualifier: optionalText, spNameQualifier: optionalText }),
  ),
  sessionIndexes: v.array(text),
  assertionId: text,
};

const ORIGIN = v.variant('way', [
  v.object({ way: v.literal('saml'), ...SAML_PART, unsolicited: v.boolean(), endsAt: v.nullable(v.number()) }),
  v.object({ way: v.literal('ticket'), by: text }),
  v.object({ way: v.literal('session'), by: text, sealedId: text }),
  v.object({ way: v.literal('jwt'), issuer: text, tokenId: optionalText }),
]);

const LOGIN_SESSION = v.object({ ...COMMON, origin: ORIGIN });

/** The form of versions that knew SAML alone; the oldest do not say whether somebody asked. */
const EARLIER_FORM = v.pipe(
  v.object({
    ...COMMON,
    ...SAML_PART,
    unsolicited: v.optional(v.boolean(), false),
    idpEndsAt: v.nullable(v.number()),
  }),
  v.transform(
    ({ connection, userId, userDirectory, attributes, loggedInAt, idpEndsAt, ...saml }): LoginSession => ({
      connection,
      userId,
      userDirectory,
      attributes,
      loggedInAt,
      origin: { way: 'saml', ...saml, endsAt: idpEndsAt },
    }),
  ),
);

/**
 * Reads a session as the store gave it back, in the form of this version or of an earlier one.
 * @throws WorkbenchError `row-unreadable` when it is none
 */
export function readLoginSession(data: unknown): LoginSession {
  const isEarlier = typeof data === 'object' && data !== null && !('origin' in data);
  const result = v.safeParse(isEarlier ? EARLIER_FORM : LOGIN_SESSION, data);
  if (result.success) return result.output;
  throw new StoreError('row-unreadable');
}
