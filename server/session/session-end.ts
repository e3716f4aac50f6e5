import type { ConnectionSettings } from '#server/config/config.ts';
import type { LoginSession } from '#server/store/login-session.ts';

/** When a session ends unless it is used before, and which of its limits that is. */
export interface SessionEnd {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly limit: 'idle' | 'lifetime' | 'idp';
}

/** Longer than any IdP's session: so long a logout still finds what ended here by time. */
const KEEP_AFTER_END = 24 * 60 * 60 * 1000;

type Limits = Pick<ConnectionSettings, 'sessionTimeout' | 'sessionLifetime'>;

/** The first of: nobody used it for the timeout, its lifetime, the IdP's SessionNotOnOrAfter (saml-core 2.7.2). */
export function sessionEnd(login: LoginSession, lastSeenAt: number, limits: Limits): SessionEnd {
  const ends: SessionEnd[] = [
    { at: lastSeenAt + limits.sessionTimeout, limit: 'idle' },
    { at: login.loggedInAt + limits.sessionLifetime, limit: 'lifetime' },
  ];
  const { origin } = login;
  if (origin.way === 'saml' && origin.endsAt !== null) ends.push({ at: origin.endsAt, limit: 'idp' });
  return ends.reduce((first, end) => (end.at < first.at ? end : first));
}

/**
 * From when on a session that nobody uses is ended by us; null: never. One that a token (JWT) began is begun again by the
 * same token, so its time alone ends it.
 */
export function sweptAt(login: LoginSession, lastSeenAt: number, limits: Limits): number | null {
  return login.origin.way === 'jwt' ? null : sessionEnd(login, lastSeenAt, limits).at;
}

/** Until when a session's row, or the note that it was revoked, has to be kept. */
export function keepUntil(login: Pick<LoginSession, 'loggedInAt'>, limits: Limits): number {
  return login.loggedInAt + limits.sessionLifetime + KEEP_AFTER_END;
}
