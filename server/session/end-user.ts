import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { StoredSession } from '#server/store/store.ts';
import type { LogoutBegun } from '#shared/logout/logout.ts';
import { endSessions } from './end-sessions.ts';
import { userOwner } from './owner.ts';
import { sessionsOf } from './search-sessions.ts';

/**
 * Ends whatever a user has at a connection: every session, logins that are on their way to their browser, and tickets
 * that nobody has used yet. Gives the sessions that ended, also those whose time was over.
 */
export async function endUser(
  service: Service,
  { userDirectory, userId }: Pick<LoginSession, 'userDirectory' | 'userId'>,
  begun: LogoutBegun,
): Promise<readonly StoredSession[]> {
  const { store, settings } = service;
  const user = { userDirectory, userId };
  await store.dropPending('ticket', userOwner(settings.prefix, user));
  const sessions = await sessionsOf(store, { connection: settings.prefix, user });
  await endSessions(service, sessions, begun);
  return sessions;
}
