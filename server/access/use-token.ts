import { createHmac } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { keepToLimit } from '#server/session/keep-to-limit.ts';
import { currentSession, setSession } from '#server/session/load-session.ts';
import { keepUntil } from '#server/session/session-end.ts';
import { cookieOptions } from '#server/session/use-sessions.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { StoredSession } from '#server/store/store.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readToken } from './read-token.ts';
import { refusedToken } from './refuse-token.ts';
import { isLive } from './session-data.ts';
import { TokenError } from './token-error.ts';
import { tokenKeys } from './token-keys.ts';

/**
 * `Authorization: Bearer` with a JWT on any page of the prefix, where the connection has `jwt`. It begins a session, whose
 * cookie governs from then on: while there is one, no token is looked at. The cookie follows from the token, so a client
 * that keeps no cookies has one session for each token, however often it asks; and a token whose session was ended begins
 * none again. Elsewhere the header is somebody else's, and is left alone.
 */
export function useToken(service: Service): Middleware {
  const { tokens, methods, prefix } = service.settings;
  if (tokens === null || !methods.includes('jwt')) return (_, next) => next();
  const keysOf = tokenKeys(tokens, { clock: service.clock, log: service.log, connection: prefix });
  return async (ctx, next) => {
    const token = /^Bearer +(\S+) *$/i.exec(ctx.get('Authorization'))?.[1];
    if (token === undefined || currentSession(ctx) !== null) return next();
    try {
      await begin(ctx, service, token, await readToken(service, tokens, token, keysOf));
    } catch (error) {
      if (error instanceof WorkbenchError && error.code.startsWith('token-')) throw refusedToken(ctx, error);
      throw error;
    }
    return next();
  };
}

async function begin(ctx: Context, service: Service, token: string, login: LoginSession): Promise<void> {
  const { store, settings, clock, log } = service;
  const id = sessionIdOf(service, token);
  const key = hashSecret(id);
  const known = await store.getSession(key);
  const goesOn = known !== null && isLive(known, service);
  const session: StoredSession = { key, login: goesOn ? known.login : login, lastSeenAt: clock() };
  if (goesOn) await store.touchSession(key, session.lastSeenAt);
  else {
    if (!(await store.setSession(session, keepUntil(login, settings)))) throw new TokenError('token-ended');
    await keepToLimit(service, login);
    const attributes = login.attributes.map(({ name }) => name);
    log.info('login', { connection: settings.prefix, user: userName(login), reason: 'jwt', attributes });
  }
  ctx.cookies.set(settings.cookie, id, cookieOptions(service, service.base));
  setSession(ctx, service, session);
}

/** As long and as hard to guess as any other, for whoever has not the store's secret. */
function sessionIdOf({ requestKey, settings }: Service, token: string): string {
  return createHmac('sha256', requestKey).update(`token-session ${settings.prefix} `).update(token).digest('base64url');
}
