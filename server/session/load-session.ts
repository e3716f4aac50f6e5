import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { type LoginSession, readLoginSession } from '#server/store/login-session.ts';
import type { StoredSession } from '#server/store/store.ts';
import { type SessionEnd, sessionEnd, sweptAt } from './session-end.ts';

/** The session of the request at hand. */
export interface CurrentSession {
  /** Its key in the store. */
  readonly key: string;
  readonly login: LoginSession;
  readonly end: SessionEnd;
}

/** Writing at every request would cost more than it tells; a thirtieth of the timeout is exact enough. */
const TOUCHES_PER_TIMEOUT = 30;

/** Puts the request's session, or null, where `currentSession` finds it, and notes that it was used. */
export function loadSession(service: Service): Middleware {
  return async (ctx, next) => {
    const data = sessionData(ctx);
    ctx.state['session'] = data && (await useSession(ctx, service, data));
    await next();
  };
}

/** The session that `loadSession` found; null when nobody is logged in. */
export function currentSession(ctx: Context): CurrentSession | null {
  return ctx.state['session'] ?? null;
}

/** For whoever begins one in the middle of a request: from now on `currentSession` finds it. */
export function setSession(ctx: Context, { settings }: Service, { key, login, lastSeenAt }: StoredSession): void {
  ctx.state['session'] = { key, login, end: sessionEnd(login, lastSeenAt, settings) } satisfies CurrentSession;
}

/** For handlers behind `demandSession`. */
export function requireSession(ctx: Context): CurrentSession {
  const session = currentSession(ctx);
  if (session === null) throw new Error('This handler must come after demandSession.');
  return session;
}

function sessionData(ctx: Context): { login: LoginSession; lastSeenAt: number } | null {
  const session: unknown = ctx['session'];
  if (typeof session !== 'object' || session === null || !('login' in session)) return null;
  const lastSeenAt = 'lastSeenAt' in session ? Number(session.lastSeenAt) : 0;
  return { login: readLoginSession(session.login), lastSeenAt };
}

/** What a page asks by itself about its session, for as long as it is open, is no use of it. */
function isWatching({ path }: Context, base: string): boolean {
  return path === `${base}${SESSION_EVENTS}` || path === `${base}${SESSION_STATE}`;
}

/** Below the prefix: where pages are told that their session has ended, and where they ask how long it lasts. */
export const SESSION_EVENTS = '/session/events';
export const SESSION_STATE = '/session/state';

async function useSession(
  ctx: Context,
  { store, clock, settings, base }: Service,
  { login, lastSeenAt }: { login: LoginSession; lastSeenAt: number },
): Promise<CurrentSession> {
  const key = hashSecret(ctx.cookies.get(settings.cookie, { signed: false }) ?? '');
  const now = clock();
  const isStale = !isWatching(ctx, base) && now - lastSeenAt > settings.sessionTimeout / TOUCHES_PER_TIMEOUT;
  if (isStale) await store.touchSession(key, now, sweptAt(login, now, settings));
  return { key, login, end: sessionEnd(login, isStale ? now : lastSeenAt, settings) };
}
