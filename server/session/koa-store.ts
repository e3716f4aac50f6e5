import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { type LoginSession, readLoginSession } from '#server/store/login-session.ts';
import { keepUntil, sessionEnd, sweptAt } from './session-end.ts';

/** What `ctx.session` holds when somebody is logged in. */
export interface SessionData {
  readonly login: LoginSession;
  readonly lastSeenAt: number;
}

/**
 * The store as koa-session wants it. koa-session knows one lifetime only and would bring back a session that a
 * logout ended while another request was in flight; here every limit of time is applied on reading, and a revoked
 * key is refused on writing.
 */
export function koaStore({ store, settings, clock, log }: Service) {
  return {
    async get(cookie: string): Promise<SessionData | null> {
      const session = await store.getSession(hashSecret(cookie));
      // Another connection's cookie, copied to this one's path, opens nothing here.
      if (session === null || session.login.connection !== settings.prefix) return null;
      const { at, limit } = sessionEnd(session.login, session.lastSeenAt, settings);
      if (clock() < at) return { login: session.login, lastSeenAt: session.lastSeenAt };
      log.info('session-ended', { connection: settings.prefix, reason: limit });
      return null;
    },
    async set(cookie: string, data: unknown): Promise<void> {
      const login = readLoginSession(typeof data === 'object' && data !== null && 'login' in data ? data.login : null);
      const key = hashSecret(cookie);
      // A new session is written twice. Were the second writing to fail, its browser would have the cookie and an error.
      const known = await store.getSession(key);
      if (known !== null && JSON.stringify(known.login) === JSON.stringify(login)) return;
      const session = { key, login, lastSeenAt: clock() };
      const endsAt = sweptAt(login, session.lastSeenAt, settings);
      const kept = await store.setSession(session, keepUntil(login, settings), endsAt);
      if (!kept) log.warn('session-revoked', { connection: settings.prefix, reason: 'write after logout' });
    },
    async destroy(cookie: string): Promise<void> {
      await store.revokeSession(hashSecret(cookie), keepUntil({ loggedInAt: clock() }, settings));
    },
  };
}
