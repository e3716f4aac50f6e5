import { randomBytes } from 'node:crypto';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import type { SettlingService } from '#server/logout/settle-logout-request.ts';
import type { Store, StoredSession } from '#server/store/store.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { BINDING } from '#shared/saml/names.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

const HOUR = 3_600_000;
const IDP = 'https://idp.example';

const CONNECTION: Connection = {
  idp: {
    entityId: IDP,
    singleSignOn: [],
    singleLogout: [
      { binding: BINDING.redirect, location: `${IDP}/slo`, responseLocation: null, index: null, isDefault: false },
      { binding: BINDING.soap, location: `${IDP}/soap`, responseLocation: null, index: null, isDefault: false },
    ],
    certificates: [],
  },
  sp: { entityId: 'https://sp.example', acs: '', slo: null, key: null, certificate: null },
  clockSkew: 180_000,
  maxAge: HOUR,
  user: { id: 'NameID', directory: '[CORP]' },
  attributes: [],
  accept: { unsolicited: false, assertionUnsigned: false, logoutUnsigned: false, sha1: false, rsa15: false },
};

/** A connection at work, as far as the end of a session has to do with it. */
export function killedService(store: Store, now: number): SettlingService {
  const settings = { prefix: 'hub', sessionTimeout: HOUR / 2, sessionLifetime: 24 * HOUR, connection: CONNECTION };
  const random = () => randomBytes(32).toString('base64url');
  const nothing = () => undefined;
  return { store, settings, clock: () => now, random, log: { info: nothing, warn: nothing, error: nothing } };
}

/** Sessions of a round, by how each is to end; the last two are of one user. */
export const ENDS = ['user', 'idp', 'idp-by-index', 'timeout', 'answered', 'together', 'together'] as const;

/** One session of a round: everything about it follows from round and place. */
export function sessionOf(round: string, place: number, now: number): StoredSession {
  const name = ENDS[place] === 'together' ? `${round}-both` : `${round}-${place}`;
  const login = samlSession({
    userId: name,
    idp: IDP,
    nameId: { value: name, format: null, nameQualifier: null, spNameQualifier: null },
    sessionIndexes: [`${round}-index-${place}`],
    loggedInAt: now,
  });
  return { key: `${round}-key-${place}`, login, lastSeenAt: now };
}

/** The identity provider's request to end it: the same each time, as one that comes again after a kill. */
export function requestOf(round: string, place: number, now: number): DecidedLogoutRequest {
  const { origin } = sessionOf(round, place, now).login;
  return {
    ...{ kind: 'LogoutRequest', name: 'LogoutRequest', id: `_${round}-${place}`, issuer: IDP },
    nameId: origin.way === 'saml' ? origin.nameId : null,
    sessionIndexes: ENDS[place] === 'idp-by-index' && origin.way === 'saml' ? origin.sessionIndexes : [],
    ...{ issueInstant: now, notOnOrAfter: null },
  };
}
