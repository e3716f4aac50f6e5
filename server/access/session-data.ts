import type { Service } from '#server/connection/service.ts';
import type { Seal } from '#server/crypto/seal.ts';
import { isArriving } from '#server/session/search-sessions.ts';
import { sessionEnd } from '#server/session/session-end.ts';
import type { StoredSession } from '#server/store/store.ts';
import type { SessionData } from './call-schemas.ts';
import { toAttributeEntries } from './read-attributes.ts';

/**
 * A session as QPS calls tell it. Of one that was made by call its SessionId; of others, whose cookie nobody but its
 * browser has, a handle that these calls know it by, and that opens nothing.
 */
export function toSessionData({ key, login }: StoredSession, seal: Seal): SessionData {
  const { userDirectory, userId, attributes, origin } = login;
  const id = origin.way === 'session' ? seal.open(origin.sealedId) : null;
  return {
    UserDirectory: userDirectory,
    UserId: userId,
    Attributes: [...toAttributeEntries(attributes)],
    SessionId: id ?? key,
  };
}

/** Whether it is a session that a browser can use now: at work, and not ended by time. */
export function isLive(session: StoredSession, { clock, settings }: Pick<Service, 'clock' | 'settings'>): boolean {
  return !isArriving(session) && clock() < sessionEnd(session.login, session.lastSeenAt, settings).at;
}
