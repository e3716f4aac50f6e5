import type { SamlService, Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { makeReference } from '#server/crypto/reference.ts';
import { logoutOffers } from '#server/saml/pick-endpoint.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { beginLogout, type LogoutSubject } from '#shared/logout/begin-logout.ts';
import type { Logout, LogoutBegun } from '#shared/logout/logout.ts';
import { logoutRow } from './logout-row.ts';
import { keepUntil } from './session-end.ts';
import { userName } from './user-name.ts';

/** What the end of a session needs of the connection at work. */
export type EndingService = Pick<Service, 'store' | 'clock' | 'random'> & {
  readonly settings: Pick<Service['settings'], 'prefix' | 'sessionTimeout' | 'sessionLifetime' | 'connection'>;
};

/** A session to end: its key in the store and what it was. */
export interface EndedSession {
  readonly key: string;
  readonly login: LoginSession;
}

/**
 * Ends sessions for good, and writes down in the same step that they have ended, by whom, and how their identity
 * provider is to be asked (`shared/logout/machine.ts`): one logout for all sessions of one user as one identity provider
 * knows them. What is to be asked, whoever called or any companion asks.
 *
 * @returns the logouts that began; of sessions that had ended before there is none
 */
export async function endSessions(
  service: EndingService,
  sessions: readonly EndedSession[],
  begun: LogoutBegun,
): Promise<readonly Logout[]> {
  const groups = Map.groupBy(sessions, ({ login }) => JSON.stringify([userName(login), subjectOf(login.origin)]));
  const logouts: Logout[] = [];
  for (const those of groups.values()) logouts.push(...(await endTogether(service, those, begun)));
  return logouts;
}

function subjectOf(origin: LoginSession['origin']): unknown {
  return origin.way === 'saml' ? [origin.idp, origin.nameId] : null;
}

async function endTogether(
  service: EndingService,
  sessions: readonly EndedSession[],
  begun: LogoutBegun,
): Promise<readonly Logout[]> {
  const { store, settings, clock, random } = service;
  const [first] = sessions;
  if (first === undefined) return [];
  const at = clock();
  const until = keepUntil({ loggedInAt: at }, settings);
  const { login } = first;
  const head = { id: random(), reference: makeReference(), connection: login.connection, user: userName(login) };
  const begin = (keys: readonly string[]): Logout => {
    const alive = sessions.filter(({ key }) => keys.includes(key));
    const { mode = 'qlik' } = settings.connection;
    return beginLogout({ ...head, begun, at, mode, idp: idpOf(service, alive) }, keys);
  };
  let logout: Logout | null = null;
  const ending = {
    keys: sessions.map(({ key }) => key),
    until,
    names: sessions.flatMap(({ login: one }) => namesOf(one)),
  };
  const kept = await store.endSessions(ending, (keys) => {
    logout = begin(keys);
    return logoutRow(logout, until);
  });
  return kept === null || logout === null ? [] : [logout];
}

/** The identity provider that has a part in sessions of one subject, with every SessionIndex of them. */
function idpOf({ settings }: EndingService, sessions: readonly EndedSession[]): LogoutSubject['idp'] {
  const origins = sessions.flatMap(({ login: { origin } }) => (origin.way === 'saml' ? [origin] : []));
  const [origin] = origins;
  if (origin === undefined) return null;
  const { connection } = settings;
  // Of an identity provider that this connection had before, nobody knows the addresses any more.
  const offers = connection.idp?.entityId === origin.idp ? logoutOffers(connection) : NOWHERE;
  const sessionIndexes = [...new Set(origins.flatMap(({ sessionIndexes: indexes }) => indexes))];
  return { entityId: origin.idp, nameId: origin.nameId, sessionIndexes, offers };
}

const NOWHERE = { browser: false, soap: false, any: false };

/** What its identity provider may call a session when it asks for its end: by name, and by name and SessionIndex. */
function namesOf({ connection, origin }: LoginSession): string[] {
  if (origin.way !== 'saml' || origin.nameId === null) return [];
  const { idp, nameId, sessionIndexes } = origin;
  return [null, ...sessionIndexes].map((index) => nameOf(connection, idp, nameId.value, index));
}

function nameOf(connection: string, idp: string, nameId: string, sessionIndex: string | null): string {
  return hashSecret(JSON.stringify([connection, idp, nameId, sessionIndex]));
}

/** The logouts in which sessions of this name (and index, unless null) ended not long ago, the newest first. */
export function logoutsOf(
  {
    store,
    settings,
    clock,
  }: Pick<EndingService, 'store' | 'clock'> & {
    readonly settings: Pick<SamlService['settings'], 'prefix' | 'connection'>;
  },
  nameId: string,
  sessionIndex: string | null,
) {
  const { prefix, connection } = settings;
  return store.logoutsByName(nameOf(prefix, connection.idp.entityId, nameId, sessionIndex), clock());
}
