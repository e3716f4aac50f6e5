import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { readRow } from '#server/store/read-row.ts';
import { userOwner } from './owner.ts';

/** What the last login by SAML has left with a user. */
export interface UserAttributes {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly assertionId: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

type UserOfSession = Pick<LoginSession, 'userDirectory' | 'userId'>;

const KEPT = v.object({
  at: v.number(),
  assertionId: v.string(),
  attributes: v.array(v.object({ name: v.string(), values: v.array(v.string()) })),
});

/** A user who does not log in by SAML for so long has none left. */
const KEPT_FOR = 90 * 24 * 60 * 60 * 1000;

/**
 * In the mode `attributesKept: user` a login by SAML leaves its attributes with the user of this connection, all of them
 * in the place of what was there before: so does Qlik Sense Enterprise since November 2021, where `group` of SAML also
 * replaces the directory's. In the mode `session`, the default, nothing is kept.
 */
export async function keepUserAttributes(service: Service, login: LoginSession): Promise<void> {
  if (service.settings.attributesKept !== 'user' || login.origin.way !== 'saml') return;
  const kept: UserAttributes = {
    at: login.loggedInAt,
    assertionId: login.origin.assertionId,
    attributes: login.attributes.map(({ name, values }) => ({ name, values: values.map(({ value }) => value) })),
  };
  const id = userKey(service, login);
  await service.store.addPending('user-attributes', id, kept, { owner: id, expiresAt: service.clock() + KEPT_FOR });
}

/** What is kept with the user of a session, whatever way it came in; null: nothing, or the connection does not keep it. */
export async function userAttributesOf(service: Service, login: UserOfSession): Promise<UserAttributes | null> {
  if (service.settings.attributesKept !== 'user') return null;
  const { store, clock, log } = service;
  const data = await store.getPending('user-attributes', userKey(service, login), clock());
  return readRow(KEPT, data, { log, kind: 'user-attributes' });
}

/** Users are equal regardless of case, and each connection has its own: another IdP says nothing about them. */
function userKey({ settings }: Service, user: UserOfSession): string {
  return userOwner(settings.prefix, user);
}
