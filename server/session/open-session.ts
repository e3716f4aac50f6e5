import type { Context } from 'koa';
import type { LoginSession } from '#server/store/login-session.ts';

/** Begins a session under a new key; whatever key the browser came with is revoked (session fixation). */
export async function openSession(ctx: Context, login: LoginSession, now: number): Promise<void> {
  ctx['session'] = { login, lastSeenAt: now };
  await ctx['session'].regenerate();
}
