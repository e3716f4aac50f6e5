import type { Context } from 'koa';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { Idp } from './idp.ts';
import type { IdpSession } from './state.ts';
import type { TestUser } from './users.ts';

const COOKIE = 'test_idp_session';
const LIFETIME = 8 * 60 * 60_000;

/** The session of the browser that asks, or null. */
export function currentIdpSession(ctx: Context, idp: Idp): IdpSession | null {
  const secret = ctx.cookies.get(COOKIE);
  return secret ? idp.state.sessions.get(hashSecret(secret), idp.clock()) : null;
}

/**
 * Begins a session under a new secret. The same user logging in again (ForceAuthn) stays logged in where he was;
 * another user ends what was there.
 */
export async function startSession(ctx: Context, idp: Idp, user: TestUser): Promise<IdpSession> {
  const before = currentIdpSession(ctx, idp);
  if (before !== null) await endSession(idp, before);
  const secret = idp.random();
  const now = idp.clock();
  const session: IdpSession = {
    key: hashSecret(secret),
    user: user.id,
    authenticatedAt: now,
    expiresAt: now + LIFETIME,
    participants: before?.user === user.id ? before.participants : [],
    awaitedFaults: before?.user === user.id ? before.awaitedFaults : [],
  };
  await idp.state.sessions.put(session, now);
  ctx.cookies.set(COOKIE, secret, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: LIFETIME,
    overwrite: true,
  });
  return session;
}

/** Ends a session, wherever its browser is. */
export async function endSession(idp: Idp, session: IdpSession): Promise<void> {
  await idp.state.sessions.take(session.key, idp.clock());
}
