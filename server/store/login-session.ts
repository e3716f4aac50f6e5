import * as v from 'valibot';
import type { MappedLogin } from '#shared/gate/map-login.ts';
import { StoreError } from './store-error.ts';

/** Who logged in, and everything that is known about it. Plain data, kept in the session and nowhere else. */
export interface LoginSession extends MappedLogin {
  /** The connection's prefix. */
  readonly connection: string;
  /** Milliseconds since the epoch. */
  readonly loggedInAt: number;
  /** Nobody here asked for this login: the IdP, or whoever held its response, began it. */
  readonly unsolicited: boolean;
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
 * @throws WorkbenchError `row-unreadable` when it is none: the store holds something that this version did not write
 */
export function readLoginSession(data: unknown): LoginSession {
  const result = v.safeParse(LOGIN_SESSION, data);
  if (result.success) return result.output;
  throw new StoreError('row-unreadable');
}
