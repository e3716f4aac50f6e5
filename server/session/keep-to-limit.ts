import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { StoredSession } from '#server/store/store.ts';
import { endSessions } from './end-sessions.ts';
import { isArriving, sessionsOf } from './search-sessions.ts';
import { sessionEnd } from './session-end.ts';
import { userName } from './user-name.ts';

/**
 * Ends the oldest sessions of a user who has more than `sessionsPerUser` at this connection. The oldest, and not the new
 * one: whoever lost a browser, or left five open elsewhere, would otherwise be locked out until they time out. Those
 * that have ended by time do not count, and go as well, so that no list of them grows.
 */
export async function keepToLimit(service: Service, login: LoginSession): Promise<void> {
  const { store, settings, clock, log } = service;
  const { sessionsPerUser } = settings;
  if (sessionsPerUser === null) return;
  const now = clock();
  const isLive = (one: StoredSession): boolean => now < sessionEnd(one.login, one.lastSeenAt, settings).at;
  const all = await sessionsOf(store, { connection: settings.prefix, user: login });
  const here = all.filter((one) => !isArriving(one));
  const tooMany = here.filter(isLive).slice(sessionsPerUser);
  await endSessions(service, tooMany, { by: 'session-limit' });
  for (const one of here.filter((session) => !isLive(session))) {
    const { limit } = sessionEnd(one.login, one.lastSeenAt, settings);
    await endSessions(service, [one], { by: 'timeout', limit });
  }
  if (tooMany.length === 0) return;
  log.info('session-ended', {
    connection: settings.prefix,
    user: userName(login),
    reason: 'sessionsPerUser',
    sessions: tooMany.length,
  });
}
